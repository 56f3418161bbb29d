"""What fields, choices and states are called; a stored code of another version is shown as it is."""

from strategies.messages import choice_labels, field_labels, field_texts


def field_label(name: str) -> str:
    return str(field_labels.LABELS.get(name, name))


def field_help(name: str) -> str:
    """Return one sentence on what a field does; empty for one that is not known."""
    return str(field_texts.HELP.get(name, ""))


def choice_label(field: str, value: str) -> str:
    return str(choice_labels.LABELS.get((field, value), value))


def choice_help(field: str, value: str) -> str:
    """Return one sentence on what a choice means; empty for one that is not known."""
    return str(choice_labels.HELP.get((field, value), ""))


def state_label(status: str) -> str:
    return str(choice_labels.STATES.get(status, status))
