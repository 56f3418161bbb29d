"""A strategy: what a trader wants to run on a connection, and whether it does."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backfuture.lib.folding import FoldedField
from connections import exchanges
from connections.models import Connection
from strategies.reasons import Reason

if TYPE_CHECKING:
    from accounts.models import User

NAME_LIMIT = 60


class State(models.TextChoices):
    """`suspended` was enabled and is held back by its connection; `archived` is never enabled again."""

    DRAFT = "draft", _("Draft")
    ENABLED = "enabled", _("Enabled")
    SUSPENDED = "suspended", _("Suspended")
    DISABLED = "disabled", _("Disabled")
    ARCHIVED = "archived", _("Archived")


# What Strategy.status can be.
STATUSES: tuple[str, ...] = (*State.values, "waiting", "unmanaged")


class StrategyQuerySet(models.QuerySet["Strategy"]):
    def for_user(self, user: "User") -> Self:
        """Return the one guarded door to a user's rows: another user's id is simply not found."""
        return self.filter(user=user).select_related("connection")

    def kept(self) -> Self:
        return self.exclude(state=State.ARCHIVED)

    def holding(self) -> Self:
        """Return those whose money is spoken for: a suspended one may come back at any moment."""
        return self.filter(state__in=(State.ENABLED, State.SUSPENDED))

    def waiting(self) -> Self:
        """Return those that are to be enabled as soon as a check says that they can."""
        return self.exclude(enable_requested_at=None)

    def in_status(self, status: str) -> Self:
        """Return the rows whose derived status is this one; the rule is that of Strategy.status."""
        if status == "waiting":
            return self.waiting()
        settled = self.filter(enable_requested_at=None)
        if status == "unmanaged":
            return settled.filter(state=State.ENABLED).exclude(connection__unreachable_since=None)
        if status == State.ENABLED:
            settled = settled.filter(connection__unreachable_since=None)
        return settled.filter(state=status)


class Strategy(models.Model):
    """State and what follows from it are written by `strategies.standing` alone."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="strategies"
    )
    # Empty where the connection is gone; the strategy is archived then.
    connection = models.ForeignKey(
        Connection,
        models.SET_NULL,
        verbose_name=_("connection"),
        null=True,
        blank=True,
        related_name="strategies",
    )
    exchange = models.CharField(_("exchange"), max_length=16)
    name = models.CharField(_("name"), max_length=NAME_LIMIT)
    name_folded = FoldedField(of="name", max_length=3 * NAME_LIMIT)
    market_type = models.CharField(_("market"), max_length=8)  # the wallet too: spot | futures
    quote = models.CharField(_("quote currency"), max_length=30)
    # All fields of a strategy as text, lists and truth values; percentages as percentages.
    settings = models.JSONField(_("settings"), default=dict)
    version = models.PositiveIntegerField(_("version"), default=1)  # of the settings
    is_returning = models.BooleanField(_("returns by itself"), default=True)

    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT.value)
    state_at = models.DateTimeField(_("since"))
    enable_requested_at = models.DateTimeField(_("to be enabled, asked at"), null=True, blank=True)
    # Why it is suspended, or why it was not enabled when that was to follow by itself.
    stored_reasons = models.JSONField(default=list, db_column="reasons")
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"))

    objects = StrategyQuerySet.as_manager()

    class Meta:
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name_folded"],
                condition=~Q(state="archived"),
                name="one_strategy_name_per_user",
            ),
        ]
        indexes = [
            models.Index(fields=["connection", "state"], name="strategies_on_connection"),
            # What runs or is held back is looked through every few seconds, however many rest.
            models.Index(
                fields=["connection"],
                condition=Q(state__in=("enabled", "suspended")),
                name="strategies_holding",
            ),
            models.Index(
                fields=["enable_requested_at"],
                condition=Q(enable_requested_at__isnull=False),
                name="strategies_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def status(self) -> str:
        """Return what is shown: the state, or `unmanaged` while the exchange does not answer, or `waiting`."""
        if self.enable_requested_at is not None:
            return "waiting"
        if self.state == State.ENABLED and self.connection and self.connection.unreachable_since:
            return "unmanaged"
        return str(self.state)

    @property
    def exchange_name(self) -> str:
        """Return what the exchange is called where the key belongs; once that is gone, its main name."""
        return self.connection.exchange_name if self.connection else exchanges.get(self.exchange).name

    @property
    def pairs(self) -> list[str]:
        return list(self.settings.get("pairs", []))

    @property
    def margin_limit(self) -> Decimal:
        return Decimal(self.settings["margin_limit"])

    @property
    def reserve(self) -> Decimal:
        return Decimal(self.settings["reserve"])

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return tuple(Reason.from_json(stored) for stored in self.stored_reasons)

    def raw(self) -> dict[str, Any]:
        """Return the settings as they are typed in, with what stands in columns of its own."""
        own = {"name": self.name, "connection": self.connection_id, "is_returning": self.is_returning}
        return {**self.settings, **own}
