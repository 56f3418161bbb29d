"""E-mail, to the verified address only."""

from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from accounts.models import User
from accounts.services import has_verified_email
from notifications.channels.base import Channel, Undelivered
from notifications.words import Words


class Email(Channel):
    code = "email"

    def send(self, user: User, words: Words, url: str) -> None:
        if not has_verified_email(user):
            raise Undelivered("the address is not verified", is_final=True)
        message = _message(user, words, url)
        try:
            message.send()
        except SMTPRecipientsRefused as error:
            raise Undelivered("the mail server refused the address", is_final=True) from error
        except (SMTPException, OSError) as error:
            raise Undelivered("the mail server could not be used", is_final=False) from error


def _message(user: User, words: Words, url: str) -> EmailMultiAlternatives:
    context = {"words": words, "url": url, "site_url": settings.SITE_URL}
    text = render_to_string("notifications/email/message.txt", context)
    # Plain text: a title that marks itself up for pages cannot be copied, which mail backends may do.
    message = EmailMultiAlternatives(str(words.title), text, to=[user.email])
    message.attach_alternative(render_to_string("notifications/email/message.html", context), "text/html")
    return message
