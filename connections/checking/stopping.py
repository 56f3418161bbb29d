"""A worker that is asked to stop: nothing is asked anew, what is in the air is awaited and written."""

import mmap

# One byte that forked workers share with their parent, who alone is told to stop. `worker_init` comes before the fork.
_flag = mmap.mmap(-1, 1)


def ask() -> None:
    """Have all batches of this worker end soon; safe in a signal handler."""
    _flag[0] = 1


def take_back() -> None:
    _flag[0] = 0


def is_asked() -> bool:
    return _flag[0] == 1
