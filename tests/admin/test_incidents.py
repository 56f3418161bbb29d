"""Incidents for support: seen, never changed."""

from django.test import Client
from django.utils import timezone

from accounts.models import User
from connections.models import Affected, Incident
from tests.people import sign_in


def test_support_sees_which_exchange_was_down_and_how_many_were_told(
    client: Client, supporter: User, alice: User
) -> None:
    incident = Incident.objects.create(
        exchange="kucoin", started_at=timezone.now(), cause="exchange_unavailable", failing_users=41
    )
    Affected.objects.create(incident=incident, user=alice)
    sign_in(client, supporter)
    page = client.get("/admin/connections/incident/").content.decode()
    assert "KuCoin" in page
    assert "KuCoin does not answer" in page
    assert "exchange_unavailable" not in page
    assert '<td class="field-told">1</td>' in page
    one = client.get(f"/admin/connections/incident/{incident.pk}/change/")
    assert "KuCoin does not answer" in one.content.decode()
    assert client.post(f"/admin/connections/incident/{incident.pk}/change/", {}).status_code == 403
    assert client.get("/admin/connections/incident/add/").status_code == 403
