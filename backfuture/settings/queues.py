"""Celery: ids in the queue, nothing else; what is done without being asked, and how often."""

from celery.schedules import schedule

from backfuture.settings.pace import REMIND_SECONDS, SWEEP_SECONDS, WATCH_SECONDS
from backfuture.settings.place import VAR_DIR
from backfuture.settings.stores import REDIS_URL

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
# Where a task goes unless whoever asks for it names the queue of those that somebody waits for.
CELERY_TASK_DEFAULT_QUEUE = "watch"
# What may hang on somebody's server for half a minute, lists of markets and mails: no recheck waits for it.
CELERY_TASK_ROUTES = {
    name: {"queue": "chores"}
    for name in (
        "strategies.tasks.load_markets",
        "strategies.tasks.load_prices",
        "notifications.tasks.deliver",
    )
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
# A worker without its queue waits for it as long as it takes.
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# A queue that takes packets and says nothing must not hold a click, and with it a thread of the web, for minutes.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 3}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "sweep what is due": {
        "task": "connections.tasks.recheck_due",
        "schedule": schedule(SWEEP_SECONDS),
        "options": {"expires": SWEEP_SECONDS},
    },
    "see which exchanges are down for everybody": {
        "task": "connections.tasks.watch_exchanges",
        "schedule": schedule(WATCH_SECONDS),
        # Beside people's checks: behind rechecks that wait for a silent exchange it would come too late.
        "options": {"expires": WATCH_SECONDS, "queue": "people"},
    },
    "remind of keys that end": {
        "task": "connections.tasks.remind_of_ends",
        "schedule": schedule(REMIND_SECONDS),
        "options": {"expires": REMIND_SECONDS},
    },
    "destroy what must not be kept": {
        "task": "connections.tasks.destroy_overdue",
        "schedule": schedule(60),
        "options": {"expires": 60},
    },
    "tell staff of the week's security events": {
        "task": "connections.tasks.tell_staff",
        "schedule": schedule(3600),
        "options": {"expires": 3600},
    },
    "forget old checks": {
        "task": "connections.tasks.forget_old",
        "schedule": schedule(3600),
        "options": {"expires": 3600},
    },
    "load markets that are missing or old": {
        "task": "strategies.tasks.load_missing_markets",
        "schedule": schedule(60),
        "options": {"expires": 60},
    },
    "settle what waits to be enabled": {
        "task": "strategies.tasks.settle",
        "schedule": schedule(10),
        "options": {"expires": 10},
    },
    "forget old strategies": {
        "task": "strategies.tasks.forget_old",
        "schedule": schedule(3600),
        "options": {"expires": 3600},
    },
    "forget expired sessions": {
        "task": "accounts.tasks.clear_sessions",
        "schedule": schedule(86_400),
        "options": {"expires": 86_400},
    },
    "deliver what was not delivered": {
        "task": "notifications.tasks.deliver_due",
        "schedule": schedule(60),
        "options": {"expires": 60},
    },
}
