"""What is done about accounts without being asked."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def clear_sessions() -> None:
    """Delete sessions that have expired: nothing else ever would."""
    call_command("clearsessions")
