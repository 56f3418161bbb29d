"""A worker that is asked to stop: nothing is asked anew, what is in the air is awaited and written."""

_asked = [False]


def ask() -> None:
    """Have all batches of this worker end soon; safe in a signal handler."""
    _asked[0] = True


def take_back() -> None:
    _asked[0] = False


def is_asked() -> bool:
    return _asked[0]
