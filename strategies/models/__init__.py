"""What is stored of a strategy, its history, and the markets it may trade."""

from strategies.models.market import Market
from strategies.models.revision import Revision
from strategies.models.strategy import State, Strategy

__all__ = ("Market", "Revision", "State", "Strategy")
