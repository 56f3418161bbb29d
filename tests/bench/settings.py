"""The settings of the tests, but as in production where Django would note every query it makes."""

from backfuture.settings import *  # noqa: F403

DEBUG = False
