"""What leaves the process: mails, logs, metrics."""

from backfuture.settings.place import DEBUG, VAR_DIR, env

globals().update(env.mail("EMAIL_URL", DEBUG))
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "BackFuture AI <no-reply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"])
# JSON where machines read it, lines where people do.
LOG_FORMAT = env.choice("LOG_FORMAT", "line" if DEBUG else "json", ["line", "json"])
ADMINS: list[tuple[str, str]] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "backfuture.lib.logs.Lines"}, "json": {"()": "backfuture.lib.logs.Json"}},
    "filters": {"away": {"()": "backfuture.lib.away.QueueAway"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["away"]}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Django's own handler would mail whole requests to ADMINS; ours keeps to the console.
        "django": {"handlers": [], "propagate": True},
        # A sweep every few seconds would drown everything else; LOG_LEVEL=DEBUG shows it all.
        **{
            name: {"level": "DEBUG" if LOG_LEVEL == "DEBUG" else "WARNING"}
            for name in ("celery.beat", "celery.worker.strategy", "celery.app.trace")
        },
    },
}
# Whoever reads /metrics sends it as "Authorization: Bearer"; without one only this machine may.
METRICS_TOKEN = env.text("METRICS_TOKEN", "")
