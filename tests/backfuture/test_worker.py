"""A test can have a real worker: a process of its own that sees what the test committed."""

import time

from backfuture.celery import app
from backfuture.dev.child import Child


def test_a_worker_takes_tasks_from_both_queues(worker: Child) -> None:
    for queue in ("people", "watch", "chores"):
        before = worker.output.count("connections.tasks.recheck_due")
        app.send_task("connections.tasks.recheck_due", queue=queue)
        end = time.monotonic() + 10
        while worker.output.count("connections.tasks.recheck_due") == before:
            assert time.monotonic() < end, worker.output[-2000:]
            time.sleep(0.05)
