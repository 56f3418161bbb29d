"""A key pair that was made here and waits for its exchange: the user registers the public half there."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from backfuture.lib.sealed import SealedTextField, Unreadable

if TYPE_CHECKING:
    from accounts.models import User


class KeyPairQuerySet(models.QuerySet["KeyPair"]):
    def for_user(self, user: "User") -> Self:
        """Return the one guarded door to a user's rows: another user's id is simply not found."""
        return self.filter(user=user)


class KeyPair(models.Model):
    """One pair per user and exchange waits; with its connection the private half moves into the credentials."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="key_pairs")
    exchange = models.CharField(max_length=16)  # a code of the registry: a new exchange is no migration
    algorithm = models.CharField(max_length=8)
    public_key = models.TextField()
    private_key = SealedTextField()
    created_at = models.DateTimeField(auto_now_add=True)
    # Since when another one is offered in its place; whoever has registered it can still use it.
    set_aside_at = models.DateTimeField(null=True)

    objects = KeyPairQuerySet.as_manager()
    # Whether this very object was made just now, for whoever asked for it.
    is_new = False

    class Meta:
        verbose_name = _("key pair")
        verbose_name_plural = _("key pairs")
        constraints = [
            # What waits is offered again, so that a reload does not change the key that was just registered.
            models.UniqueConstraint(
                fields=["user", "exchange"],
                condition=models.Q(set_aside_at=None),
                name="one_pair_per_exchange",
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="oldest_pairs")]

    def __str__(self) -> str:
        return f"Key pair {self.pk}"

    __repr__ = __str__

    @classmethod
    def seal(cls, user: "User", exchange: str, algorithm: str, halves: tuple[str, str]) -> "KeyPair":
        """Return an unsaved pair out of (private key, public key), bound to this user and exchange."""
        private, public = halves
        bound = f"{user.pk}:{exchange}:{private}"
        return cls(user=user, exchange=exchange, algorithm=algorithm, public_key=public, private_key=bound)

    def open(self) -> str:
        """Return the private key; raises Unreadable for a value that was sealed for another row."""
        owner, _, rest = str(self.private_key).partition(":")
        exchange, _, value = rest.partition(":")
        if (owner, exchange) != (str(self.user_id), self.exchange) or not value:
            raise Unreadable(f"the private key of pair {self.pk} was sealed for another row")
        return value
