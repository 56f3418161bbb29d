"""What was measured beside what was asked for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured value; a figure without a limit is only reported."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def is_met(self) -> bool:
        return self.limit is None or self.value <= self.limit

    def __str__(self) -> str:
        asked = (
            "" if self.limit is None else f"  (at most {self.limit:g}: {'met' if self.is_met else 'MISSED'})"
        )
        return f"{self.name:<66} {self.value:>9.1f} {self.unit}{asked}"
