"""The fleet as an operator reads it at three in the morning: what is wrong stands out, numbers say what to do."""

from datetime import timedelta
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

_LATE, _VERY_LATE = 60, 600  # seconds overdue: worth a look, worth waking somebody
_COLUMNS = ("exchange", "connections", "due", "oldest", "per min", "budget", "silent", "next", "incidents")


def rendered(fleet: dict[str, Any]) -> RenderableType:
    """Return a table of all exchanges below a line for everything else."""
    return Group(_head(fleet), _table(fleet))


def _head(fleet: dict[str, Any]) -> Text:
    text = Text(f"{fleet['at']}  ")
    for part, state in fleet["parts"].items():
        text.append(f"{part} {state}  ", "green" if state == "ok" else "bold red")
    swept = fleet["swept_seconds_ago"]
    text.append("\nlast sweep ")
    text.append("unknown" if swept is None else f"{_span(swept)} ago", _of_age(swept))
    queues = fleet["queues"] or {}
    text.append("   queued tasks " + (", ".join(f"{name} {n}" for name, n in queues.items()) or "unknown"))
    claims, told = fleet["claims"], fleet["deliveries"]
    text.append(f"   being checked {claims['held']}")
    if claims["expired"]:
        text.append(f", left behind by a dead worker {claims['expired']}", "yellow")
    text.append(f"   notices waiting {told['waiting']}")
    for task, count in sorted((fleet["failed_tasks"] or {}).items()):
        text.append(f"\nfailed: {task} {count}", "yellow")
    return text


def _table(fleet: dict[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in _COLUMNS:
        table.add_column(name, justify="left" if name in {"exchange", "incidents"} else "right", no_wrap=True)
    about = "about " if fleet["connections_are_estimated"] else ""
    for lane in fleet["exchanges"]:
        table.add_row(
            lane["exchange"],
            f"{about}{lane['connections']:,}",
            f"{lane['due']:,}{'+' * lane['due_is_more']}",
            Text(_span(lane["oldest_seconds"]) if lane["due"] else "-", _of_age(lane["oldest_seconds"])),
            f"{lane['per_minute']:,.1f}",
            _budget(lane),
            Text(f"{lane['silent']:,}{'+' * lane['silent_is_more']}", "yellow" if lane["silent"] else ""),
            "-" if lane["next_seconds"] is None else f"in {_span(lane['next_seconds'])}",
            Text("; ".join(map(_incident, lane["incidents"])), "bold red"),
        )
    return table


def _budget(lane: dict[str, Any]) -> Text:
    """Return the used part of the exchange's tightest quota, or how long it must be left alone."""
    if lane["blocked_seconds"]:
        return Text(f"blocked {_span(lane['blocked_seconds'])}", "bold red")
    return Text("-" if lane["budget_used"] is None else f"{lane['budget_used']:.0%}")


def _incident(incident: dict[str, Any]) -> str:
    where = f"{incident['site']} " if incident["site"] else ""
    return f"{where}down for {_span(incident['seconds'])}"


def _of_age(seconds: int | None) -> str:
    if seconds is None or seconds >= _VERY_LATE:
        return "bold red"
    return "yellow" if seconds >= _LATE else ""


def _span(seconds: int) -> str:
    """Return a duration as a clock shows it: 0:01:05."""
    return str(timedelta(seconds=max(0, seconds)))
