"""How a service's refusal becomes an answer with codes, fields and the way out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.utils.translation import gettext as _

from backfuture.lib import problems as answers
from strategies import services
from strategies.models import State
from strategies.problems import Problem, Refused
from strategies.reasons import NotReady, Reason
from strategies.serializers import wording


@contextmanager
def answered(exchange: str = "", *, is_change: bool = False) -> Iterator[None]:
    """Turn what a service raises inside into the API's errors; `exchange` lends its name to reasons.

    `is_change` says that something was to be changed that may run, rather than to be enabled.
    """
    try:
        yield
    except Refused as no:
        raise _refused(no.problems) from None
    except NotReady as no:
        raise _not_ready(no.reasons, exchange, is_change) from None
    except services.LimitReached as no:
        text = _("You have looked at this very often in a short time. Wait a minute, then look again.")
        raise answers.Problem("limit_reached", text, status=429, retry_after=no.retry_after) from None
    except services.Stale as no:
        text = _("This strategy was changed meanwhile. Load it again, then repeat your change.")
        raise answers.Problem("stale", text, status=409, version=no.version) from None
    except services.WrongState as no:
        text = _(
            "This cannot be done in the state that the strategy is in. Load it again to see what can be."
        )
        if no.state == State.ARCHIVED:
            text = _("This strategy is archived and stays as it is. Duplicate it and go on with the copy.")
        raise answers.Problem("wrong_state", text, status=409, state=str(no.state)) from None


def _refused(found: Sequence[Problem]) -> answers.Problem:
    """Return the answer to settings that cannot be saved, in the shape of all field errors and in full."""
    worded = wording.problems(found)
    errors = [{"field": one["field"], "code": one["code"], "detail": one["text"]} for one in worded]
    text = _("Please correct what is marked.")
    return answers.Problem("invalid", text, status=400, errors=errors, problems=worded)


def _not_ready(found: Sequence[Reason], exchange: str, is_change: bool) -> answers.Problem:
    text = _("This strategy cannot be enabled yet.")
    if is_change:
        text = _("Your change was not saved. The strategy runs on with its settings as they were.")
    return answers.Problem("not_ready", text, status=409, reasons=wording.reasons(found, exchange))
