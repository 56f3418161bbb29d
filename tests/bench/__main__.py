"""Run every measurement and print its figures: what was asked for beside what was measured."""

import sys

from tests.stack import environment

environment.prepare()

import django  # noqa: E402

django.setup()

from tests.bench import measures  # noqa: E402
from tests.bench.product import running_product  # noqa: E402


def main() -> int:
    """Return 0 when every figure is within what was asked for."""
    with running_product() as product:
        figures = [figure for measure in measures.ALL for figure in measure(product)]
    for figure in figures:
        print(figure)
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
