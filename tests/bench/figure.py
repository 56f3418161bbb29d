"""What was measured beside what was asked for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured value; a figure without a limit is only reported."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: float | None = None

    @property
    def is_met(self) -> bool:
        is_little = self.limit is None or self.value <= self.limit
        return is_little and (self.at_least is None or self.value >= self.at_least)

    def __str__(self) -> str:
        asked = [f"at most {self.limit:g}"] if self.limit is not None else []
        asked += [f"at least {self.at_least:g}"] if self.at_least is not None else []
        told = f"  ({', '.join(asked)}: {'met' if self.is_met else 'MISSED'})" if asked else ""
        value = f"{self.value:>9.2f}" if abs(self.value) < 10 else f"{self.value:>9.1f}"
        return f"{self.name:<66} {value} {self.unit}{told}"
