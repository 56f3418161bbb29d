"""When a position needs rescue, and when it no longer does: a pure function, in Decimal, without a framework.

normal -> watch -> recovery -> exiting -> closed; any but closed -> suspended while the connection is lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from strategies.ladder.terms import ONE, ZERO, Side


class State(StrEnum):
    NORMAL = "normal"
    WATCH = "watch"
    RECOVERY = "recovery"
    EXITING = "exiting"
    CLOSED = "closed"
    SUSPENDED = "suspended"


class Mode(StrEnum):
    OFF = "off"
    WATCH = "watch"
    ON = "on"


@dataclass(frozen=True, slots=True)
class Rules:
    """A trader's triggers, as fractions; `band` is how much lower a trigger lets go than it takes hold."""

    mode: Mode = Mode.OFF
    watch_at: Decimal = Decimal("0.6")
    addons_at: Decimal = Decimal("0.8")
    margin_at: Decimal = Decimal("0.8")
    drawdown_at: Decimal | None = None
    min_profit: Decimal = ZERO
    band: Decimal = Decimal("0.1")
    minimum: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Measured:
    """A position at one moment; shares of add-ons and margin limit used, drawdown as a fraction of cost."""

    addons_used: Decimal
    margin_used: Decimal
    drawdown: Decimal
    price: Decimal
    break_even: Decimal
    side: Side = Side.LONG
    is_open: bool = True
    is_connected: bool = True
    is_asked_by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A state and since when; `before` is what a suspended position goes back to, with its own time."""

    state: State
    since: datetime
    before: "Standing | None" = None


@dataclass(frozen=True, slots=True)
class Transition:
    """A change with the rule that made it and the values it was made on."""

    to: Standing
    rule: str
    values: dict[str, Decimal] = field(default_factory=dict)


def transition(now_in: Standing, measured: Measured, rules: Rules, at: datetime) -> Transition | None:
    """Return the one change due, or None. Taking hold never waits; letting go waits for the minimum time."""
    if now_in.state is State.CLOSED:
        return None
    if not measured.is_connected:
        lost = Transition(Standing(State.SUSPENDED, at, now_in), "connection_lost")
        return None if now_in.state is State.SUSPENDED else lost
    if now_in.state is State.SUSPENDED:
        return Transition(now_in.before or Standing(State.NORMAL, at), "connection_back")
    if not measured.is_open:
        return Transition(Standing(State.CLOSED, at), "position_closed")
    for rule, state, values in _changes(now_in, measured, rules, at):
        return Transition(Standing(state, at), rule, values)
    return None


def exit_price(measured: Measured, rules: Rules) -> Decimal:
    """Return how far the take-profit may come down in recovery."""
    return measured.break_even * (ONE + measured.side.sign * rules.min_profit)


def loss_allowance(loss: Decimal, limit_share: Decimal, balance: Decimal, peak: Decimal) -> Decimal:
    """Return what may be lost on partial exits, in quote; `peak` is the highest balance so far."""
    return max(ZERO, peak * (loss * limit_share + balance / peak - ONE))


_Change = tuple[str, State, dict[str, Decimal]]


def _changes(now_in: Standing, measured: Measured, rules: Rules, at: datetime) -> Iterator[_Change]:
    """Yield what is due, the most urgent first."""
    state, is_ripe = now_in.state, at - now_in.since >= rules.minimum
    if state is State.RECOVERY:
        target = exit_price(measured, rules)
        if measured.side.sign * (measured.price - target) >= 0:
            yield "exit_price", State.EXITING, {"price": measured.price, "exit_price": target}
    if state in (State.NORMAL, State.WATCH) and rules.mode is Mode.ON:
        for rule, values in _holds(measured, rules, State.RECOVERY, ZERO):
            yield rule, State.RECOVERY, values
    if state is State.NORMAL and rules.mode is not Mode.OFF:
        for rule, values in _holds(measured, rules, State.WATCH, ZERO):
            yield rule, State.WATCH, values
    if (
        state in (State.WATCH, State.RECOVERY)
        and is_ripe
        and not any(_holds(measured, rules, state, rules.band))
    ):
        calmer = State.WATCH if state is State.RECOVERY else State.NORMAL
        yield "calmed", calmer, _values(measured)


def _holds(
    measured: Measured, rules: Rules, state: State, lower: Decimal
) -> Iterator[tuple[str, dict[str, Decimal]]]:
    """Yield the triggers of a state that hold with their thresholds `lower`."""
    is_watch, values = state is State.WATCH, _values(measured)
    triggers = {
        "addons_used": rules.watch_at if is_watch else rules.addons_at,
        "margin_used": rules.watch_at if is_watch else rules.margin_at,
        "drawdown": None if is_watch else rules.drawdown_at,
    }
    if measured.is_asked_by_hand and not is_watch:
        yield "by_hand", values
    for name, threshold in triggers.items():
        if threshold is None:
            continue
        # It takes hold at the threshold and lets go at the lower one, at nothing if the band is wider than it.
        lets_go = max(threshold - lower, ZERO)
        if values[name] > lets_go if lower else values[name] >= threshold:
            yield name, {name: values[name], "threshold": threshold}


def _values(measured: Measured) -> dict[str, Decimal]:
    return {
        "addons_used": measured.addons_used,
        "margin_used": measured.margin_used,
        "drawdown": measured.drawdown,
    }
