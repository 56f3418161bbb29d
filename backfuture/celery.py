"""The Celery application."""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging, task_postrun, task_prerun

from backfuture.lib import logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backfuture.settings")

app = Celery("backfuture")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**_: Any) -> None:
    """Leave logging to the settings: whoever listens here keeps Celery from setting up its own."""


@task_prerun.connect
def name_task(task_id: str, **_: Any) -> None:
    """Have every line of a task carry its id."""
    logs.name("task", task_id)


@task_postrun.connect
def forget_task(**_: Any) -> None:
    logs.name("task", "")
