"""What the sandbox remembers of a key: its story, its latency, what it asked."""

from collections import deque
from datetime import UTC, datetime

from sandbox.coding import derive
from sandbox.pairs import PublicKey
from sandbox.stories import STORIES, Story, Trouble

REMEMBERED_REQUESTS = 200


def uid_of(number: int, site: str) -> int:
    """Return the number of an account: all keys of one set are one person's, at each site another account."""
    return 10_000_000 + int.from_bytes(derive(f"{number} {site}", "uid")[:4], "big") % 90_000_000


class Account:
    """The holder of one key. The story it was made with can be changed while it runs."""

    def __init__(self, api_key: str, story: str, number: int, site: str = "") -> None:
        self.api_key = api_key
        self.site = site
        self.number = number
        # A story that is told later does not change what the key was made with.
        self.made = self.assigned = STORIES[story]
        self.latency_ms: int | None = None
        self.fault = ""
        self.introspections = 0
        self.log: deque[tuple[str, str, int, float, str]] = deque(maxlen=REMEMBERED_REQUESTS)
        self.uid = uid_of(number, site)
        # The public key that its owner registered; keys of stories have theirs by themselves.
        self.registered: PublicKey | None = None
        # Texts that an exchange made of this key once and compares with every request.
        self.kept: dict[str, str] = {}

    @property
    def story(self) -> Story:
        """The story as it stands: one with a `later` has turned from the second introspection on."""
        if self.assigned.later and self.introspections > 1:
            return STORIES[self.assigned.later]
        return self.assigned

    def belongs_to(self, site: str) -> bool:
        """Whether the key was made at a site; one of that story was made at every other one."""
        return (self.site == site) is not (self.story.trouble is Trouble.OTHER_SITE)

    @property
    def delay_ms(self) -> int:
        return self.assigned.latency_ms if self.latency_ms is None else self.latency_ms

    def tell(self, story: str) -> None:
        """Change the story and begin it anew."""
        self.assigned, self.introspections = STORIES[story], 0

    def described(self) -> dict[str, object]:
        return {
            "story": self.assigned.name,
            "latency_ms": self.delay_ms,
            "fault": self.fault,
            "requests": [
                {
                    "method": method,
                    "path": path,
                    "status": status,
                    "at": datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds"),
                    "address": address,
                }
                for method, path, status, at, address in self.log
            ],
        }
