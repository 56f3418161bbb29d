"""Run measurements and print their figures: what was asked for beside what was measured. Names choose among them."""

import os
import sys
from collections.abc import Sequence

from backfuture.dev import postgres
from tests.stack import environment


def main(names: Sequence[str]) -> int:
    """Return 0 when every figure is within what was asked for."""
    with postgres.server() as url:
        os.environ["DATABASE_URL"] = url
        environment.prepare()
        os.environ[environment.SETTINGS] = "tests.bench.settings"
        return 0 if _measured(names) else 1


def _measured(names: Sequence[str]) -> bool:
    import django

    django.setup()
    from tests.bench import measures
    from tests.bench.product import running_product

    is_met = True
    with running_product() as product:
        for measure in measures.ALL:
            if not names or measure.__name__ in names:
                for figure in measure(product):
                    print(figure, flush=True)
                    is_met = is_met and figure.is_met
    return is_met


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
