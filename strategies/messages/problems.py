"""What is wrong with a setting and what would be allowed, in words."""

from connections.messages.sentence import Sentence, say
from strategies.problems import Problem


def word(problem: Problem) -> Sentence:
    """Return one sentence or two in the reader's language."""
    return say("%(code)s", code=problem.code)
