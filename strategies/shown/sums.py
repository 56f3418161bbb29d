"""What a preview comes to: its sums, what they leave out, and all of it in one line."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from connections.messages.sentence import Sentence, machine, say, together
from strategies.messages import case
from strategies.preview.result import Preview
from strategies.shown import amounts


@dataclass(frozen=True, slots=True)
class Total:
    """One sum; `tone` says how to look at it: empty, bad."""

    label: str
    value: str
    help: str
    tone: str = ""


def totals(preview: Preview) -> Iterator[Total]:
    """Yield the sums, as far as they are known."""
    if preview.margin_now is not None:
        text = gettext("what the base orders and the add-ons placed at once tie up")
        yield Total(gettext("Margin at the start"), amounts.money(preview.margin_now), text)
    if preview.margin_worst is not None:
        text = gettext("every add-on filled in every group, with fees")
        yield Total(gettext("Worst case"), amounts.money(preview.margin_worst), text)
    if preview.loss_at_stop is not None:
        text = gettext("if every group is stopped after its last add-on")
        yield Total(gettext("Loss at the stop"), amounts.signed_money(preview.loss_at_stop), text, "bad")


def left_out(preview: Preview) -> str:
    """Return which pairs the sums do not count; empty where they count all, or where there are none."""
    found = [pair.site.symbol for pair in preview.pairs if pair.ladder is None]
    if not found or preview.margin_worst is None:
        return ""
    return say(
        gettext("These sums leave out the pairs without a ladder: %(pairs)s."), pairs=case.pairs(found)
    )


def gist(preview: Preview, number_wrong: int) -> Sentence:
    """Return the preview in one line, for a narrow screen and for those who listen."""
    text = ngettext(
        "%(count)s thing to fill in or mend.", "%(count)s things to fill in or mend.", number_wrong
    )
    return together(_worth(preview), say(text, count=number_wrong) if number_wrong else "")


def _worth(preview: Preview) -> str:
    now, worst, loss = preview.margin_now, preview.margin_worst, preview.loss_at_stop
    if now is None or worst is None:
        return ""
    text = gettext("Margin at the start %(now)s, worst case %(worst)s.")
    values = {"now": _amount(now, preview), "worst": _amount(worst, preview)}
    if loss is not None:
        text = gettext("Margin at the start %(now)s, worst case %(worst)s, loss at the stop %(loss)s.")
        values["loss"] = _amount(loss, preview)
    return say(text, **values)


def _amount(value: Decimal, preview: Preview) -> Sentence:
    return machine(f"{amounts.money(value)} {preview.quote}".strip())
