"""Everything that a running product leaves behind, searched for what it must not hold."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
import redis

from tests.stack.children import Children
from tests.stack.whole import Stack, running_stack


@dataclass
class Traces:
    """Everything that was written or answered, by the place where it was found."""

    places: dict[str, bytes] = field(default_factory=dict)

    def found(self, value: str) -> list[str]:
        forms = {value.encode(), quote(value).encode(), value.encode().hex().encode()}
        forms |= {base64.b64encode(b"x" * shift + value.encode())[4:-4] for shift in range(3)}
        return [place for place, text in self.places.items() if any(form in text for form in forms)]


@pytest.fixture(scope="module")
def loud(children: Children, request: pytest.FixtureRequest) -> Iterator[Stack]:
    """Run the product at the most talkative log level there is, with the lines that production writes."""
    loudest = {"LOG_LEVEL": "DEBUG", "LOG_FORMAT": "json"}
    with running_stack(children, f"loud-{request.module.__name__}", **loudest) as stack:
        yield stack


def collected(stack: Stack, answers: list[str]) -> Traces:
    """Collect the database, Redis written to disk, all logs, the mails and all answers."""
    with redis.Redis.from_url(stack.places.redis_url) as client:
        client.save()
        kept = [client.dump(key) or b"" for key in client.keys("*")]
    folder = stack.places.var_dir
    traces = Traces({f"answer:{number}": text.encode() for number, text in enumerate(answers)})
    traces.places |= {f"redis:{number}": value for number, value in enumerate(kept)}
    for kind, files in {
        "database": folder.glob("db.sqlite3*"),
        "redis": (folder / "redis").rglob("*"),
        "mail": stack.mail_dir.rglob("*"),
        "beat": folder.glob("beat*"),
    }.items():
        traces.places |= {f"{kind}:{file.name}": file.read_bytes() for file in files if _is_file(file)}
    traces.places |= {f"log:{name}": child.output.encode() for name, child in stack.processes.items()}
    return traces


def _is_file(path: Path) -> bool:
    return path.is_file() and path.suffix != ".sock"


def admin_access(stack: Stack) -> tuple[str, str]:
    told = stack.manage("create_people").splitlines()
    words = next(line for line in told if line.startswith("admin@")).split()
    return words[words.index("password:") + 1], words[words.index("secret:") + 1]
