"""What must be right about the settings of a strategy together, beyond what makes a ladder."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from strategies.ladder.crop import crop
from strategies.ladder.crop import problems as crop_problems
from strategies.ladder.fills import fills
from strategies.ladder.terms import ONE, Market, Settings
from strategies.problems import Problem
from strategies.settings.known import LEVERAGE

_HUNDRED = Decimal(100)


def problems_together(raw: Mapping[str, Any], values: Mapping[str, Any], level: str) -> Iterator[Problem]:
    """Yield what does not go together."""
    soft, hard = values["soft_limit"], values["hard_limit"]
    if soft > hard:
        yield Problem("soft_limit", "above_hard_limit", raw["soft_limit"], f"0..{hard * _HUNDRED:f}")
    if values["market_type"] == "spot" and values["margin_mode"] == "cross":
        yield Problem("margin_mode", "needs_futures", "cross", "isolated")
    if values["leverage"] > LEVERAGE[level]:
        yield Problem("leverage", "above_level", raw["leverage"], f"1..{LEVERAGE[level]}")


def problems_of_ladder(settings: Settings) -> list[Problem]:
    """Return what is wrong with a ladder at any price: where its add-ons sit, and that its base order is carried."""
    filled, problems = fills(settings, Market(), ONE)
    cropped = crop(filled, settings, Market())
    return problems + crop_problems(cropped, settings, filled[0])


def ladder_of(settings: Settings, tp_steps: tuple[tuple[Decimal, Decimal], ...]) -> Settings:
    """Return the settings with the take-profit where the last part is closed."""
    return replace(settings, take_profit=tp_steps[-1][0]) if tp_steps else settings
