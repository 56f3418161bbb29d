"""`python -m sandbox` serves, `python -m sandbox keys` prints the credentials of every story."""

import argparse
import json
import os
import sys
from dataclasses import asdict, fields

import uvloop

from sandbox.app import Sandbox
from sandbox.keys import Key, every
from sandbox.parameters import whole
from sandbox.server import LOOPBACK, serve

DEFAULT_PORT = 8899


def main() -> int:
    arguments = _parser().parse_args()
    try:
        if arguments.command == "keys":
            found = every(arguments.exchange, arguments.story, arguments.start, arguments.count)
            _print_keys(found, arguments.json)
            return 0
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
    keys.add_argument("--story", help="only this story")
    keys.add_argument("--count", type=int, default=1, help="so many sets (1)")
    keys.add_argument("--start", type=int, default=0, help="the number of the first set (0)")
    keys.add_argument("--json", action="store_true", help="one JSON array")
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


def _print_keys(keys: list[Key], as_json: bool) -> None:
    rows = [asdict(key) for key in keys]
    if as_json:
        print(json.dumps(rows, indent=2))
        return
    names = [field.name for field in fields(Key)]
    table = [names, *([_cell(row[name]) for name in names] for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(names))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


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
