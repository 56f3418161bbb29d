"""The sealed fields: loud where the library is silent, whole where it leaks from one row or thread to another."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.fernet import Fernet, MultiFernet
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection as database
from pytest_django import Settings

from accounts.models import User
from backfuture.lib.sealed import Unreadable, cipher
from connections.exchanges.base import Keys
from connections.models import Connection, Credentials

KEYS = Keys("6705f5c311545b000157d3eb", "7c9e6679-7425-40de-944b-e07fc1f90ae7", "correct horse")


def make(name: str, keys: Keys = KEYS) -> Credentials:
    user, _ = User.objects.get_or_create(email="alice@example.com")
    row = Connection.objects.create(user=user, exchange="kucoin", name=name, markets=["spot"], key_hash=name)
    credentials = Credentials.seal(row.pk, row.exchange, keys)
    credentials.save()
    return credentials


def raw(credentials: Credentials, column: str = "secret") -> str:
    with database.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM connections_credentials WHERE id = %s", [credentials.pk])
        return str(cursor.fetchone()[0])


def overwrite(credentials: Credentials, value: str) -> None:
    with database.cursor() as cursor:
        cursor.execute(
            "UPDATE connections_credentials SET secret = %s WHERE id = %s", [value, credentials.pk]
        )


@pytest.mark.django_db
def test_what_is_stored_is_not_what_was_given() -> None:
    stored = raw(make("one"))
    assert KEYS.secret not in stored
    assert cipher().decrypt(stored.encode()).decode().endswith(KEYS.secret)


@pytest.mark.django_db
def test_opens_to_what_was_sealed() -> None:
    assert Credentials.objects.get(pk=make("one").pk).open() == KEYS


@pytest.mark.django_db
def test_a_tampered_value_raises() -> None:
    credentials = make("one")
    stored = raw(credentials)
    overwrite(credentials, stored[:-8] + ("A" * 8))
    with pytest.raises(Unreadable):
        Credentials.objects.get(pk=credentials.pk)


@pytest.mark.django_db
def test_a_value_moved_to_another_row_is_refused() -> None:
    mine, other = make("one"), make("two")
    overwrite(other, raw(mine))
    with pytest.raises(Unreadable):
        Credentials.objects.get(pk=other.pk).open()


@pytest.mark.django_db
def test_saving_twice_does_not_encrypt_twice() -> None:
    credentials = Credentials.objects.get(pk=make("one").pk)
    credentials.save()
    assert Credentials.objects.get(pk=credentials.pk).open() == KEYS


@pytest.mark.django_db(transaction=True)
def test_failed_validation_in_other_threads_leaves_loading_alone() -> None:
    pk = make("one").pk
    stop = threading.Event()

    def fail() -> int:
        failed = 0
        while not stop.is_set():
            blank = Credentials(connection_id=1, role="nonsense", api_key="", secret="", passphrase="x")
            try:
                blank.full_clean(validate_unique=False, validate_constraints=False, exclude=["connection"])
            except ValidationError:
                failed += 1
        database.close()
        return failed

    def load() -> int:
        right = sum(Credentials.objects.get(pk=pk).open() == KEYS for _ in range(300))
        database.close()
        return right

    with ThreadPoolExecutor(4) as pool:
        failing = [pool.submit(fail) for _ in range(2)]
        loading = [pool.submit(load) for _ in range(2)]
        right = [future.result() for future in loading]
        stop.set()
        failed = [future.result() for future in failing]
    assert right == [300, 300]
    assert all(count > 0 for count in failed)


@pytest.mark.django_db
def test_an_older_key_still_opens(settings: Settings) -> None:
    pk = make("one").pk
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a newer key", ["tests-only"]
    assert Credentials.objects.get(pk=pk).open() == KEYS


@pytest.mark.django_db
def test_a_lost_key_raises_instead_of_handing_out_ciphertext(settings: Settings) -> None:
    pk = make("one").pk
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a newer key", []
    with pytest.raises(Unreadable):
        Credentials.objects.get(pk=pk)


def test_the_cipher_is_the_librarys_own() -> None:
    """The storage format is that of django-fernet-encrypted-fields: what it wrote, we read, and the reverse."""
    from encrypted_fields.fields import EncryptedTextField

    theirs = EncryptedTextField().f
    assert isinstance(theirs, Fernet | MultiFernet)
    assert cipher().decrypt(theirs.encrypt(b"text")) == b"text"
    assert theirs.decrypt(cipher().encrypt(b"text")) == b"text"


def test_keys_and_credentials_never_print_themselves() -> None:
    credentials = Credentials.seal(1, "kucoin", KEYS)
    shown = f"{KEYS!r} {KEYS} {credentials!r} {credentials}"
    assert KEYS.api_key not in shown
    assert KEYS.secret not in shown
    assert KEYS.passphrase not in shown


@pytest.mark.django_db
@pytest.mark.parametrize("shape", ["json", "xml", "jsonl"])
def test_a_dump_holds_no_secret(shape: str, capsys: pytest.CaptureFixture[str]) -> None:
    make("one")
    call_command("dumpdata", "connections", format=shape)
    dumped = capsys.readouterr().out
    assert "connections.credentials" in dumped
    for value in (KEYS.api_key, KEYS.secret, KEYS.passphrase):
        assert value not in dumped
