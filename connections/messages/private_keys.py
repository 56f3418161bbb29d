"""What is wrong with a private key that was pasted: the reason and the way out, never a part of it."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext, gettext_lazy

from connections.exchanges.base import Exchange
from connections.findings import KeyKind
from connections.messages.sentence import Sentence, caption, say, several

# As they are written everywhere, in every language.
_NAMES = {KeyKind.RSA: "RSA", KeyKind.ED25519: "Ed25519", KeyKind.EC: "ECDSA P-256"}

TEXTS: Mapping[str, object] = {
    "private_key_not_taken": gettext_lazy(
        "This is a private key, and keys of %(exchange)s have none. Copy %(secret)s, which %(exchange)s showed beside "
        "%(api_key)s."
    ),
    "private_key_misplaced": gettext_lazy(
        "This is a private key. Paste it into the field for %(secret)s, and here %(field)s."
    ),
    "public_key": gettext_lazy(
        "This is a public key, which stays at %(exchange)s. Here %(field)s is needed: of a pair, paste the private key."
    ),
    "private_key_encrypted": gettext_lazy(
        "This private key is locked with a password. Unlock it with the program that made it, and paste it without "
        "the password."
    ),
    "private_key_truncated": gettext_lazy(
        "A part of this private key is missing. Copy all of it, from the line with BEGIN to the line with END."
    ),
    "private_key_damaged": gettext_lazy(
        "This private key cannot be read: some of its characters were changed. Copy it again from the file it was "
        "saved in."
    ),
    "private_key_wrong_kind": gettext_lazy(
        "%(exchange)s does not take private keys of this kind. Make one of the kind %(kinds)s."
    ),
    "private_key_wrong_curve": gettext_lazy(
        "This private key was made with another curve than P-256, and %(exchange)s takes no other. Create a new key."
    ),
    "private_key_too_short": gettext_lazy(
        "This RSA key is too short to be safe. Make one of 2048 bits or more, and register it at %(exchange)s."
    ),
    "private_key_too_long": gettext_lazy(
        "This RSA key has more than 4096 bits. Make one of 2048 to 4096 bits, and register it at %(exchange)s."
    ),
    "private_key_unreadable": gettext_lazy(
        "This private key is written in a form that cannot be read here. Save it as PEM (PKCS#8) and paste that."
    ),
    "no_private_key": gettext_lazy(
        "This is no private key. %(exchange)s shows it when a key is created, or saves it as a file: paste all of it."
    ),
    "no_pairs": gettext_lazy(
        "%(exchange)s takes no public keys of your own. Connect with %(api_key)s and %(secret)s."
    ),
    "pair_gone": gettext_lazy(
        "This public key is no longer waiting: it was used, or it is too old. Register the one that is shown now at "
        "%(exchange)s, and paste %(api_key)s that belongs to it."
    ),
    "pair_unreadable": gettext_lazy(
        "The private key that belongs to this public key cannot be opened at present. Try again later, or register the "
        "public key that is shown now at %(exchange)s, and paste %(api_key)s that belongs to it."
    ),
    "nothing_kept": gettext_lazy(
        "There is no private key here that could stay in use: it was not made here, or it was replaced. Load the page "
        "again to see the ways that there are."
    ),
    "kept_and_more": gettext_lazy(
        "The private key stays in use, so there is nothing else to send: leave %(secret)s and the public key out."
    ),
    "pair_and_secret": gettext_lazy(
        "With a public key that we made there is nothing else to send: leave %(secret)s out, or the public key."
    ),
}


def about(exchange: Exchange) -> Sentence:
    """Return what may be pasted where an exchange takes private keys; empty where it takes none."""
    if not exchange.private_keys:
        return say("")
    text = gettext("Of a private key (%(kinds)s) paste all lines, or the whole file that you downloaded.")
    return say(text, kinds=kinds(exchange.private_keys))


def kinds(names: Iterable[str]) -> Sentence:
    """Return the kinds of keys that can be chosen from."""
    return several([_NAMES.get(KeyKind(name), name) for name in names], caption, "or")
