from django.test import Client


def test_says_what_this_is_and_leads_to_an_account(db: None) -> None:
    page = Client().get("/").content.decode()
    assert "never withdraw" in page
    assert 'href="/accounts/signup/"' in page


def test_whoever_is_signed_in_comes_to_the_connections(portal: Client) -> None:
    assert portal.get("/").headers["Location"] == "/connections/"


def test_exchanges_are_explained_to_anybody(db: None) -> None:
    page = Client().get("/exchanges/").content.decode()
    assert "KuCoin" in page
    assert "MEXC" in page
    assert "Withdrawal" in page
    assert "203.0.113.24" in page
