"""Narrow a refusal that fits several causes by the evidence of the whole check, and rank what remains; pure.

It never states one cause while two remain possible, and never names one that the answer does not leave open.
"""

from connections.resolver.learning import learned
from connections.resolver.ranking import ranked
from connections.resolver.resolving import resolved
from connections.resolver.rules import RULES, Rule

__all__ = ("RULES", "Rule", "learned", "ranked", "resolved")
