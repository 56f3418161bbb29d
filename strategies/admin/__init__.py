"""What support sees: strategies with their history and what they would do with the money, and the markets."""

from strategies.admin.market import MarketAdmin
from strategies.admin.strategy import StrategyAdmin
from strategies.admin.users import StrategyInline

__all__ = ("MarketAdmin", "StrategyAdmin", "StrategyInline")
