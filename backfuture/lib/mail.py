"""Development mail: printed on the console and kept as files, so that nobody needs a mail server."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.console import EmailBackend as ConsoleBackend
from django.core.mail.backends.filebased import EmailBackend as FileBackend


class DevelopmentBackend(BaseEmailBackend):
    """Send every message to the console and to a file under EMAIL_FILE_PATH."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        ConsoleBackend().send_messages(email_messages)
        return FileBackend().send_messages(email_messages)
