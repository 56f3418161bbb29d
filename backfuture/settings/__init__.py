"""Every setting, by what it is about: works with nothing set, takes all from the environment, stops on a bad value."""

import django_stubs_ext

from backfuture.settings.api import *
from backfuture.settings.apps import *
from backfuture.settings.pace import *
from backfuture.settings.people import *
from backfuture.settings.place import *
from backfuture.settings.queues import *
from backfuture.settings.safety import *
from backfuture.settings.stores import *
from backfuture.settings.telling import *

django_stubs_ext.monkeypatch()
