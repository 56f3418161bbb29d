"""A trader's account at an exchange, as far as BackFuture knows it."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backfuture.lib.folding import FoldedField
from connections import exchanges
from connections.exchanges.base import Exchange
from connections.findings import Finding, KeyKind, Passport, Verdict
from connections.models.rows import ConnectionQuerySet

if TYPE_CHECKING:
    from connections.models.check import Check

NAME_LIMIT = 60
_VERDICTS = [(verdict.value, verdict.value) for verdict in Verdict]
STATUSES = ("quarantined", "paused", "unreachable", "action_required", "limited", "pending", "connected")


class Connection(models.Model):
    """Verdict, pause and reachability are written by `connections.transitions` alone."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="connections"
    )
    exchange = models.CharField(
        _("exchange"), max_length=16
    )  # a code of the registry: a new exchange is no migration
    # Where the key in use belongs; empty is the exchange's main site.
    site = models.CharField(_("site"), max_length=16, blank=True, default="")
    name = models.CharField(_("name"), max_length=NAME_LIMIT)
    name_folded = FoldedField(of="name", max_length=3 * NAME_LIMIT)
    markets = models.JSONField(_("markets"), default=list)
    created_at = models.DateTimeField(_("connected at"), auto_now_add=True)

    key_hint = models.CharField(_("last four of the key"), max_length=4)
    key_kind = models.CharField(_("kind of key"), max_length=8, default=KeyKind.HMAC.value)
    # Of a pair that we made: then its private key can stay in use with another API key.
    is_made_here = models.BooleanField(_("key pair made here"), default=False)
    key_hash = models.CharField(max_length=64)
    is_key_proven = models.BooleanField(default=False)  # the exchange accepted the secret at least once
    credentials_version = models.PositiveIntegerField(default=1)
    credentials_destroyed_at = models.DateTimeField(_("key destroyed at"), null=True, blank=True)

    verdict = models.CharField(_("verdict"), max_length=16, choices=_VERDICTS, default=Verdict.PENDING.value)
    paused_at = models.DateTimeField(_("paused at"), null=True, blank=True)
    unreachable_since = models.DateTimeField(_("unreachable since"), null=True, blank=True)
    quarantined_seconds = models.FloatField(default=0)  # counted only while the exchange answers
    is_in_use = models.BooleanField(_("in use"), default=False)
    stored_findings = models.JSONField(default=list, db_column="findings")
    stored_passport = models.JSONField(default=dict, db_column="passport")
    introduced = models.JSONField(
        default=dict
    )  # what the last full check's introspection said, to compare with
    # When the exchange last said so: a look that brings nothing new writes this and leaves the passport as it is.
    introduced_at = models.DateTimeField(null=True, blank=True)
    balances = models.JSONField(
        _("balances"), default=dict
    )  # {"spot": {"USDT": "12.5"}}: free amounts as decimal text
    balances_at = models.DateTimeField(_("balances read at"), null=True, blank=True)

    # A replacement that works waits for its user to say that its account, another one, is meant:
    # {"hint", "was", "now", "asked_at", "ends_at"}.
    account_question = models.JSONField(null=True, blank=True)

    # Our address that the exchange sees when this key is used; empty until one is chosen.
    egress = models.CharField(_("our address"), max_length=45, blank=True, default="")
    # When the key stops working unless somebody acts, and at how many days ahead its user was last reminded of it.
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    expiry_told_days = models.PositiveSmallIntegerField(null=True, blank=True)
    # What its user was told of it, by code, with the time: the latest is what they believe.
    told = models.JSONField(default=dict)

    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    full_checked_at = models.DateTimeField(_("tried out at"), null=True, blank=True)
    check_requested_at = models.DateTimeField(null=True, blank=True)
    next_check_at = models.DateTimeField(_("next look at"), null=True, blank=True)
    # How many looks in a row found that the user must act: the waits between them grow.
    fruitless_looks = models.PositiveSmallIntegerField(default=0)
    claim_token = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)

    objects = ConnectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("connection")
        verbose_name_plural = _("connections")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name_folded"], name="one_name_per_user"),
            models.UniqueConstraint(fields=["user", "key_hash"], name="one_key_per_user"),
            # Across users only once the secret was proven: nobody can block a key that is not theirs.
            models.UniqueConstraint(
                fields=["key_hash"], condition=Q(is_key_proven=True), name="one_owner_per_proven_key"
            ),
        ]
        indexes = [
            # One lane per exchange: where one may not be asked any more, the others are not kept waiting.
            models.Index(
                fields=["exchange", "next_check_at"],
                condition=Q(next_check_at__isnull=False),
                name="due_by_exchange",
            ),
            models.Index(
                fields=["exchange", "unreachable_since"],
                condition=Q(unreachable_since__isnull=False),
                name="silent",
            ),
            models.Index(fields=["expires_at"], condition=Q(expires_at__isnull=False), name="expiring"),
            models.Index(fields=["claim_token"], condition=Q(claim_token__isnull=False), name="claims"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def status(self) -> str:
        """Return what is shown: quarantined before paused before unreachable before the verdict."""
        if self.verdict == Verdict.QUARANTINED:
            return Verdict.QUARANTINED.value
        if self.paused_at:
            return "paused"
        return "unreachable" if self.unreachable_since else str(self.verdict)

    @property
    def is_checking(self) -> bool:
        claimed = self.claimed_until is not None and self.claimed_until > timezone.now()
        return self.check_requested_at is not None or claimed

    @property
    def exchange_at_site(self) -> Exchange:
        """Return the exchange as it is where the key belongs."""
        return exchanges.get(self.exchange, self.site)

    @property
    def exchange_name(self) -> str:
        return self.exchange_at_site.name

    @property
    def has_credentials(self) -> bool:
        return self.credentials_destroyed_at is None

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(Finding.from_json(stored) for stored in self.stored_findings)

    @findings.setter
    def findings(self, findings: Iterable[Finding]) -> None:
        self.stored_findings = [finding.to_json() for finding in findings]

    @property
    def passport(self) -> Passport:
        """Return what is stored, read once: each check looks at it several times."""
        stored, at, known = self.__dict__.get("_read", (None, None, None))
        if known is None or stored is not self.stored_passport or at != self.introduced_at:
            known = Passport.from_json(self.stored_passport)
            known = known.seen_again(self.introduced_at) if self.introduced_at else known
            self._read = self.stored_passport, self.introduced_at, known
        found: Passport = known
        return found

    def learn(self, passport: Passport, at: datetime) -> None:
        """Change what is stored to what was just read of the key."""
        self.stored_passport, self.introduced_at = passport.to_json(), at
        self._read = self.stored_passport, at, passport

    def open_check(self) -> "Check | None":
        """Return the check that somebody waits for, if any."""
        return self.checks.filter(finished_at=None).first()
