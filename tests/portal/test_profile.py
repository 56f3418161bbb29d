from django.test import Client

from accounts.models import User


def test_saves_language_and_time_zone(portal: Client, alice: User) -> None:
    portal.post("/profile/", {"language": "de", "time_zone": "Europe/Zagreb"})
    alice.refresh_from_db()
    assert (alice.language, alice.time_zone) == ("de", "Europe/Zagreb")


def test_refuses_what_is_not_on_offer(portal: Client, alice: User) -> None:
    answer = portal.post("/profile/", {"language": "xx", "time_zone": "Mars/Base"})
    assert set(answer.context["form"].errors) == {"language", "time_zone"}
    alice.refresh_from_db()
    assert alice.time_zone == "UTC"


def test_a_language_is_kept_for_the_browser_and_for_the_person(portal: Client, alice: User) -> None:
    answer = portal.post("/language/", {"language": "ar", "next": "/exchanges/"})
    assert answer.headers["Location"] == "/exchanges/"
    alice.refresh_from_db()
    assert alice.language == "ar"
    assert 'dir="rtl"' in portal.get("/exchanges/").content.decode()


def test_nobody_is_led_away(db: None) -> None:
    for target in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        answer = Client().post("/language/", {"language": "de", "next": target})
        assert answer.headers["Location"] == "/"
