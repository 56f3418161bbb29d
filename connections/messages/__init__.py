"""Everything people read about a connection: stored codes, put into words in the language active now.

Texts are whole sentences. They are plain strings for the API, mails and the admin; a template shows the same
strings with machine text in <bdi> and the exchange's captions in <b>.
"""

from connections.messages.afterwards import afterwards
from connections.messages.beforehand import beforehand
from connections.messages.captions import key_label
from connections.messages.case import Worded
from connections.messages.ends import Ending, ahead, ending
from connections.messages.events import event
from connections.messages.fields import explained as field_help
from connections.messages.fields import label as field_label
from connections.messages.findings import finding, told_causes
from connections.messages.grade import Security, grade_of, security, tone
from connections.messages.guide import expiry_rule, steps, steps_by_code
from connections.messages.incidents import (
    answer_time,
    exchange_state_label,
    is_down,
    minutes,
    outages,
    outages_since,
)
from connections.messages.labels import (
    check_state_label,
    expires_kind_label,
    grant_label,
    key_kind_label,
    key_status_label,
    market_label,
    permission_label,
    severity_label,
    status_label,
    verdict_label,
)
from connections.messages.past import answered, asked_by_label, causes, day_state_label, looks, speed
from connections.messages.private_keys import about as about_private_keys
from connections.messages.problems import problem
from connections.messages.proofs import evidence
from connections.messages.replacements import question
from connections.messages.sites import hides_rights

__all__ = (
    "Ending",
    "Security",
    "Worded",
    "about_private_keys",
    "afterwards",
    "ahead",
    "answer_time",
    "answered",
    "asked_by_label",
    "beforehand",
    "causes",
    "check_state_label",
    "day_state_label",
    "ending",
    "event",
    "evidence",
    "exchange_state_label",
    "expires_kind_label",
    "expiry_rule",
    "field_help",
    "field_label",
    "finding",
    "grade_of",
    "grant_label",
    "hides_rights",
    "is_down",
    "key_kind_label",
    "key_label",
    "key_status_label",
    "looks",
    "market_label",
    "minutes",
    "outages",
    "outages_since",
    "permission_label",
    "problem",
    "question",
    "security",
    "severity_label",
    "speed",
    "status_label",
    "steps",
    "steps_by_code",
    "told_causes",
    "tone",
    "verdict_label",
)
