"""Bring the database up to date and make the accounts to try things with; prints what to sign in with.

A process of its own: it needs Django and all the apps, the runner does not and stays small.
"""

import os

import django
from django.core.management import call_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backfuture.settings")
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("create_people")


if __name__ == "__main__":
    main()
