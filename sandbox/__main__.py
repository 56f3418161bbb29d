"""`python -m sandbox` serves, `python -m sandbox keys` prints the credentials of every story."""

import argparse
import itertools
import os
import sys
from collections.abc import Iterator
from dataclasses import fields

import orjson
import uvloop

from sandbox.app import Sandbox
from sandbox.keys import Key, fleet
from sandbox.parameters import whole
from sandbox.server import LOOPBACK, serve

DEFAULT_PORT = 8899
_LINES_AT_ONCE = 500


def main() -> int:
    arguments = _parser().parse_args()
    try:
        if arguments.command == "keys":
            return _print_keys(arguments)
        port = _port(arguments.port)
    except ValueError as error:
        return _failed(str(error))
    try:
        uvloop.run(serve(Sandbox(has_limits=not arguments.no_limits).answer, port))
    except OSError as error:
        return _failed(
            f"Cannot listen on {LOOPBACK}:{port} ({error.strerror or error}). Use --port or SANDBOX_PORT."
        )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox", description="Exchanges to try keys with; no real ones."
    )
    parser.set_defaults(port=None, no_limits=False)
    _add_serve(parser)
    commands = parser.add_subparsers(dest="command", metavar="serve | keys")
    _add_serve(commands.add_parser("serve", help="answer on a loopback port (the default)"))
    keys = commands.add_parser("keys", help="print credentials for every story")
    keys.add_argument("--exchange", help="only this exchange")
    keys.add_argument(
        "--site", default="", help="keys of this site of an exchange, such as eea (the main one)"
    )
    keys.add_argument("--story", help="only this story")
    keys.add_argument(
        "--count", type=int, default=1, help="so many keys of each story, or of the one named (1)"
    )
    keys.add_argument("--start", type=int, default=0, help="the number of the first key of each story (0)")
    keys.add_argument("--json", action="store_true", help="one JSON array, a key a line")
    return parser


def _add_serve(parser: argparse.ArgumentParser) -> None:
    # Without a default of its own, `serve` does not undo what was said before the word.
    unsaid = argparse.SUPPRESS
    port_help = f"SANDBOX_PORT or {DEFAULT_PORT}; 0 takes a free one"
    parser.add_argument("--port", type=int, default=unsaid, help=port_help)
    parser.add_argument(
        "--no-limits", action="store_true", default=unsaid, help="refuse nobody for asking often"
    )


def _port(asked: int | None) -> int:
    """Return the port; raises ValueError when it is none."""
    text = str(asked) if asked is not None else os.environ.get("SANDBOX_PORT") or str(DEFAULT_PORT)
    port = whole(text)
    if port is None or port > 65535:
        raise ValueError(f"{'SANDBOX_PORT' if asked is None else '--port'} is {text!r}: write 0 to 65535.")
    return port


def _print_keys(asked: argparse.Namespace) -> int:
    """Print keys as they are made, so that a fleet needs no memory; whoever reads may stop reading."""
    wanted = (asked.exchange, asked.story, asked.start)
    found = fleet(*wanted, asked.count, asked.site)
    # A set has every width: keys of an exchange are equally long.
    lines = _in_json(found) if asked.json else _table(found, [*fleet(*wanted, 1, asked.site)])
    try:
        while some := list(itertools.islice(lines, _LINES_AT_ONCE)):
            sys.stdout.write("\n".join(some) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would try once more at its end, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _in_json(keys: Iterator[Key]) -> Iterator[str]:
    """Yield the lines of one JSON array, a key each."""
    yield "["
    following = next(keys, None)
    while following:
        key, following = following, next(keys, None)
        yield orjson.dumps(key).decode() + ("," if following else "")
    yield "]"


def _table(keys: Iterator[Key], sample: list[Key]) -> Iterator[str]:
    names = [field.name for field in fields(Key)]
    rows = ([_cell(getattr(key, name)) for name in names] for key in keys)
    measured = [names, *([_cell(getattr(key, name)) for name in names] for key in sample)]
    widths = [max(len(row[column]) for row in measured) for column in range(len(names))]
    for line in itertools.chain([names], rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return ",".join(value) or "none"
    # One line each: products take a private key with its line ends written out, as it stands in many files.
    return "-" if value is None else str(value).replace("\n", "\\n")


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
