"""Where allauth asks us: mails in the reader's language, and every security event in the audit trail."""

from contextlib import nullcontext
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from accounts import audit
from accounts.language import spoken_to
from accounts.models import User
from accounts.services import note_sign_in
from backfuture.lib.sealed import cipher


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Keep the language of the sign-up: later mails are written where no browser says which one."""
        language = translation.get_language()
        if language in dict(settings.LANGUAGES):
            user.language = language
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        note_sign_in(request)
        audit.record("account.signed_in", actor=user, subject=user)

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        super().logout(request)
        if user.is_authenticated:
            audit.record("account.signed_out", actor=user, subject=user)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        # Recorded for unknown addresses as well: a missing write would tell by its speed that nobody is there.
        subject = User.objects.filter(email__iexact=credentials.get("email", "")).first()
        audit.record("account.sign_in_failed", actor=None, subject=subject)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person, and the trail: allauth sends a notice for exactly the events worth keeping."""
        audit.record(f"account.{template_prefix.rsplit('/', 1)[-1]}", actor=user, subject=user)
        told = {"user": user, "user_agent": audit.origin_of(self.request).user_agent, **(context or {})}
        super().send_notification_mail(template_prefix, user, told, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        reader = context.get("user") or User.objects.filter(email__iexact=email).first()
        with spoken_to(reader) if reader else nullcontext():
            super().send_mail(template_prefix, email, {"site_url": settings.SITE_URL, **context})


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors are sealed like credentials: who reads the database cannot compute a code."""

    def encrypt(self, text: str) -> str:
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return cipher().decrypt(encrypted_text.encode()).decode()


class UserSessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    def end_sessions(self, sessions: Any) -> None:
        ended = list(sessions)
        super().end_sessions(ended)
        if ended:
            owner = ended[0].user
            audit.record("account.sessions_ended", actor=owner, subject=owner, count=len(ended))
