import re

import pytest
from django.test import Client

from accounts.models import User
from tests.portal.conftest import Make
from tests.portal.strategies.conftest import Draw, typed

pytestmark = pytest.mark.usefixtures("market")


def test_shows_what_is_saved(portal: Client, alice: User, draw: Draw) -> None:
    shares = [{"at": "1", "share": "40"}, {"at": "2", "share": "60"}]
    recovery = {"mode": "watch", "addons_at": "70", "blocks_new_groups": False}
    row = draw(
        alice,
        settings={"tp_steps": shares, "recovery": recovery, "step": "3"},
        name="Kept",
        is_returning=False,
    )
    page = portal.get(f"/strategies/{row.pk}/edit/").content.decode()
    for shown in (
        'value="Kept"',
        'name="step" value="3"',
        'name="tp_steps.at" value="2"',
        'name="tp_steps.share" value="60"',
        'name="recovery.mode" value="watch" checked',
        'name="recovery.addons_at" value="70"',
        ">BTC/USDT</textarea>",
    ):
        assert shown in page
    assert 'name="is_returning" value="true" checked' not in page
    assert 'name="recovery.blocks_new_groups" value="true" checked' not in page
    assert '<svg class="chart"' in page


def test_saving_what_is_shown_changes_nothing(portal: Client, alice: User, draw: Draw) -> None:
    row = draw(alice)
    before = dict(row.settings)
    fields = {
        part.name: [at for at, _ in part.parts] if part.parts else part.value
        for section in portal.get(f"/strategies/{row.pk}/edit/").context["parts"]
        for part in (*section.fields, *section.rare)
    }
    answer = portal.post(f"/strategies/{row.pk}/edit/", fields)
    assert answer.headers["Location"] == f"/strategies/{row.pk}/"
    row.refresh_from_db()
    assert row.settings == before


def test_saves_a_change_once_and_tells_it_in_the_history(
    portal: Client, alice: User, able: Make, draw: Draw
) -> None:
    on = able(alice)
    row = draw(alice, on)
    page = portal.post(f"/strategies/{row.pk}/edit/", typed(on, step="3"), follow=True).content.decode()
    row.refresh_from_db()
    assert (row.settings["step"], row.version) == ("3", 2)
    assert "Settings changed" in page
    assert "Saved." in page
    assert row.revisions.filter(action="updated").count() == 1


def test_numbers_are_filled_in_as_the_reader_writes_them(
    portal: Client, alice: User, able: Make, draw: Draw
) -> None:
    alice.language = "de"
    alice.save()
    on = able(alice)
    row = draw(alice, on, settings={"step": "1.125"})
    page = portal.get(f"/strategies/{row.pk}/edit/").content.decode()
    assert 'name="step" value="1,125"' in page
    assert 'name="step_scale" value="1,2"' in page
    level = portal.post(f"/strategies/{row.pk}/edit/?do=level", typed(on, risk_level="active"))
    assert 'name="step_scale" value="1,15"' in level.content.decode()
    new = portal.get(f"/strategies/new/?connection={on.pk}").content.decode()
    assert 'name="step_scale" value="1,2"' in new
    page = portal.post(f"/strategies/{row.pk}/edit/", typed(on, step="1.125")).content.decode()
    assert "<bdi>1125</bdi>" in page
    assert "<bdi>1,125</bdi>" in page
    assert 'name="step" value="1.125"' in page, "what was typed stays"
    portal.post(f"/strategies/{row.pk}/edit/", typed(on, step="1,125"))
    row.refresh_from_db()
    assert row.settings["step"] == "1.125"


def test_bad_input_is_kept_and_changes_nothing(portal: Client, alice: User, able: Make, draw: Draw) -> None:
    on = able(alice)
    row = draw(alice, on)
    page = portal.post(f"/strategies/{row.pk}/edit/", typed(on, step="much")).content.decode()
    row.refresh_from_db()
    assert 'value="much"' in page
    assert row.version == 1


def test_one_that_runs_must_stay_able_to_run(portal: Client, alice: User, able: Make, draw: Draw) -> None:
    on = able(alice)
    row = draw(alice, on, state="enabled")
    page = portal.post(f"/strategies/{row.pk}/edit/", typed(on, margin_limit="5000")).content.decode()
    row.refresh_from_db()
    assert row.settings["margin_limit"] == "200"
    assert 'value="5000"' in page
    first, banner = re.findall(r"<p class=\"notice error\">(.*?)</p>", page, re.DOTALL)
    assert "Your change was not saved. The strategy runs on" in first
    text = re.sub(r"<svg.*?</svg>", "", banner, flags=re.DOTALL)
    # A title and what to do about it, each a sentence, with their marks.
    assert re.search(r"<bdi>[\d,.]+\s?USDT</bdi>[^.]*\. [A-Z]", text), text
    assert "&lt;" not in text


def test_nobody_overwrites_what_they_have_not_seen(
    portal: Client, alice: User, able: Make, draw: Draw
) -> None:
    on = able(alice)
    row = draw(alice, on)
    page = portal.get(f"/strategies/{row.pk}/edit/").content.decode()
    assert 'name="version" value="1"' in page
    portal.post(f"/strategies/{row.pk}/edit/", typed(on, step="3", version="1"))
    page = portal.post(f"/strategies/{row.pk}/edit/", typed(on, step="4", version="1")).content.decode()
    row.refresh_from_db()
    assert row.settings["step"] == "3"
    assert "changed elsewhere meanwhile" in page
    assert 'name="step" value="4"' in page
    assert 'name="version" value="2"' in page


def test_what_is_archived_is_not_changed(portal: Client, alice: User, draw: Draw) -> None:
    row = draw(alice, state="archived")
    assert portal.get(f"/strategies/{row.pk}/edit/").status_code == 404
