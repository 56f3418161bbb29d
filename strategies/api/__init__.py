"""The REST API of strategies: every view reads a person's own rows or calls one service."""

from strategies.api.looking import HistoryView, PreviewView
from strategies.api.markets import MarketList
from strategies.api.standing import DisableView, DuplicateView, EnableView
from strategies.api.strategies import StrategyDetail, StrategyList

__all__ = (
    "DisableView",
    "DuplicateView",
    "EnableView",
    "HistoryView",
    "MarketList",
    "PreviewView",
    "StrategyDetail",
    "StrategyList",
)
