"""What a trader must know of settings that are allowed, in words."""

from connections.messages.sentence import Sentence, say
from strategies.ladder.cautions import Caution


def word(caution: Caution, quote: str) -> Sentence:
    """Return one sentence or two in the reader's language; amounts are in `quote`."""
    return say("%(code)s", code=caution.code)
