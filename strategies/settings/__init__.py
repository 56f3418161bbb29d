"""A strategy's settings as they are typed: presets, bounds, what must be right together. Pure; words elsewhere."""

from strategies.settings.differences import differences
from strategies.settings.merging import merged
from strategies.settings.reading import Chosen, read

__all__ = ("Chosen", "differences", "merged", "read")
