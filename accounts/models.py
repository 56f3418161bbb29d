"""Who uses the platform, and the trail of what was done to whom."""

from collections.abc import Collection
from functools import cache
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def validate_language(code: str) -> None:
    if code and code not in dict(settings.LANGUAGES):
        raise ValidationError(_("Choose one of the languages offered."), code="unknown_language")


@cache
def time_zones() -> frozenset[str]:
    """Return every IANA name; kept, because the list is read from several hundred files."""
    return frozenset(available_timezones())


def validate_time_zone(name: str) -> None:
    if name not in time_zones():
        raise ValidationError(_("Choose a time zone such as Europe/Berlin."), code="unknown_time_zone")


# Not `choices` and `validators` of the fields: a new language is a setting, not a migration.
_RULES = {"language": validate_language, "time_zone": validate_time_zone}


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Save a user; without a password nobody can sign in as them. Raises ValueError on an empty e-mail."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(
        _("language"),
        max_length=10,
        default="",
        blank=True,
        help_text=_("Empty: the language of the browser."),
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("date joined"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_case_insensitive",
                violation_error_message=_("A user with this e-mail address exists already."),
            )
        ]

    def __str__(self) -> str:
        return self.email

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Validate what Django does, and that language and time zone exist."""
        super().clean_fields(exclude=exclude)
        wrong = {}
        for name in _RULES.keys() - set(exclude or ()):
            try:
                _RULES[name](getattr(self, name))
            except ValidationError as error:
                wrong[name] = error
        if wrong:
            raise ValidationError(wrong)


class AuditEvent(models.Model):
    """One thing somebody did; people and targets are kept as text too, because rows go and the trail stays."""

    action = models.CharField(_("action"), max_length=64)
    actor = models.ForeignKey(
        User, models.SET_NULL, verbose_name=_("done by"), null=True, blank=True, related_name="+"
    )
    actor_label = models.CharField(_("done by (text)"), max_length=254, blank=True)
    subject = models.ForeignKey(
        User, models.SET_NULL, verbose_name=_("done to"), null=True, blank=True, related_name="audit_events"
    )
    subject_label = models.CharField(_("done to (text)"), max_length=254, blank=True)
    target_type = models.CharField(_("object type"), max_length=64, blank=True)
    target_id = models.CharField(_("object number"), max_length=64, blank=True)
    target_label = models.CharField(_("object name"), max_length=200, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    ip = models.GenericIPAddressField(_("from address"), null=True, blank=True)
    user_agent = models.CharField(_("browser or app"), max_length=200, blank=True)
    params = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["subject", "-at", "-id"], name="audit_by_subject"),
            models.Index(fields=["-at", "-id"], name="audit_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.actor_label or '-'} -> {self.subject_label or '-'}"
