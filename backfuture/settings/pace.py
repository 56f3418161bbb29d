"""How often, how long, how many: seconds unless the name says otherwise."""

from django.core.exceptions import ImproperlyConfigured

from backfuture.settings.place import SANDBOX_URL, env

# The check.
CHECK_DEADLINE = env.number("CHECK_DEADLINE", 8)
CLAIM_SECONDS = env.number("CLAIM_SECONDS", 20)
if CLAIM_SECONDS < 2 * CHECK_DEADLINE:
    # It waits for its turn, asks, and has to be written before another worker takes over.
    raise ImproperlyConfigured(
        "CLAIM_SECONDS is below twice CHECK_DEADLINE: hardly a check would begin, or count."
    )
CHUNK_SIZE = env.number("CHUNK_SIZE", 200)
IN_FLIGHT = env.number("IN_FLIGHT", 100)
SWEEP_SECONDS = env.number("SWEEP_SECONDS", 1)
SWEEP_LIMIT = env.number("SWEEP_LIMIT", 500)
QUEUED_SECONDS = env.number("QUEUED_SECONDS", 15)
RECHECK_SECONDS = env.number("RECHECK_SECONDS", 3600)
IN_USE_SECONDS = env.number("IN_USE_SECONDS", 300)
FRUITLESS_SECONDS = env.number("FRUITLESS_SECONDS", 300)
FRUITLESS_MOST_SECONDS = env.number("FRUITLESS_MOST_SECONDS", 86_400)
RETRY_SECONDS = env.number("RETRY_SECONDS", 60)
FULL_CHECK_SECONDS = env.number("FULL_CHECK_SECONDS", 86_400)
CANDIDATE_SECONDS = env.number("CANDIDATE_SECONDS", 900)
PAIR_SECONDS = env.number("PAIR_SECONDS", 2_592_000)
QUARANTINE_SECONDS = env.number("QUARANTINE_SECONDS", 86_400)
EXPIRY_WARNING_DAYS = env.number("EXPIRY_WARNING_DAYS", 14)
SUMMARY_WEEKDAY = int(env.choice("SUMMARY_WEEKDAY", "1", list("1234567")))
EXPIRY_REMINDER_DAYS = env.numbers("EXPIRY_REMINDER_DAYS", [14, 7, 3, 1])
REMIND_SECONDS = env.number("REMIND_SECONDS", 900)
CONNECTS_PER_HOUR = env.number("CONNECTS_PER_HOUR", 100)
FAILED_CREDENTIALS_PER_HOUR = env.number("FAILED_CREDENTIALS_PER_HOUR", 100)

# How much of what an exchange allows is kept for people, in percent; without budgets nobody counts (sandbox only).
PEOPLE_SHARE_PERCENT = env.number("PEOPLE_SHARE_PERCENT", 20)
BUDGETS = env.flag("BUDGETS", True)
if PEOPLE_SHARE_PERCENT > 90:
    raise ImproperlyConfigured("PEOPLE_SHARE_PERCENT is above 90: rechecks would hardly be made.")
if not (BUDGETS or SANDBOX_URL):
    raise ImproperlyConfigured("BUDGETS=false is for the sandbox: exchanges ban whoever asks too often.")

# History: for how many days every check is kept, then the last of each day, and each day in a few numbers.
CHECKS_KEPT_DAYS = env.number("CHECKS_KEPT_DAYS", 14)
DAILY_CHECKS_KEPT_DAYS = env.number("DAILY_CHECKS_KEPT_DAYS", 365)
DAYS_KEPT = env.number("DAYS_KEPT", 400)

# An exchange that is down for everybody. How many people, and how many of those asked, within how long; how often it is
# looked for, how often a canary asks meanwhile, and how many of those must be answered in a row. People are told after
# a settling time; rechecks come back by and by.
WATCH_SECONDS = env.number("WATCH_SECONDS", 5)
INCIDENT_USERS = env.number("INCIDENT_USERS", 3)
INCIDENT_SHARE_PERCENT = env.number("INCIDENT_SHARE_PERCENT", 50)
INCIDENT_WINDOW_SECONDS = env.number("INCIDENT_WINDOW_SECONDS", 120)
INCIDENT_NOTICE_SECONDS = env.number("INCIDENT_NOTICE_SECONDS", 60)
INCIDENT_RETURN_SECONDS = env.number("INCIDENT_RETURN_SECONDS", 60)
CANARY_SECONDS = env.number("CANARY_SECONDS", 15)
CANARY_ANSWERS = env.number("CANARY_ANSWERS", 3)
PULSES_KEPT_DAYS = env.number("PULSES_KEPT_DAYS", 7)
# From how many milliseconds on, in the average of five minutes, an exchange is called slow.
SLOW_MS = env.number("SLOW_MS", 2000)

# Markets and prices.
MARKETS_SECONDS = env.number("MARKETS_SECONDS", 86_400)
PRICE_SECONDS = env.number("PRICE_SECONDS", 60)

# Enabling strategies.
PASSPORT_SECONDS = env.number("PASSPORT_SECONDS", 900)
ENABLE_WAIT_SECONDS = env.number("ENABLE_WAIT_SECONDS", 120)

# Strategies: what one person may ask for, what is kept, and how soon the same is told again.
PREVIEWS_PER_MINUTE = env.number("PREVIEWS_PER_MINUTE", 240)
ARCHIVED_DAYS = env.number("ARCHIVED_DAYS", 730)
ARCHIVED_STRATEGIES = env.number("ARCHIVED_STRATEGIES", 500)
HISTORY_ENTRIES = env.number("HISTORY_ENTRIES", 1000)
NOTICE_HOURS = env.number("NOTICE_HOURS", 6)
