"""The whole product comes up, works, and is gone afterwards."""

import os
import urllib.request

import pytest

from tests.stack.children import Children
from tests.stack.whole import running_stack


def _is_there(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _status(url: str) -> int:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return int(answer.status)


@pytest.mark.xdist_group("stack")
def test_the_stack_comes_up_survives_a_kill_and_leaves_nothing(children: Children) -> None:
    with running_stack(children, "smoke") as stack:
        assert _status(f"{stack.url}/accounts/login/") == 200
        assert _status(f"{stack.url}/static/admin/css/base.css") == 200
        assert stack.sandbox.keys
        stack.kill("watch")
        assert not stack.processes["watch"].is_alive
        stack.start("watch")
        assert stack.processes["watch"].is_alive
        groups = {name: child.pid for name, child in stack.processes.items()}
        assert set(groups) == {"web", "people", "watch", "chores", "beat", "redis", "sandbox"}
        assert all(map(_is_there, groups.values()))
    assert [name for name, group in groups.items() if _is_there(group)] == []
