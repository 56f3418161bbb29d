"""What fields, choices and states are called."""


def field_label(name: str) -> str:
    return name


def field_help(name: str) -> str:
    return name


def choice_label(field: str, value: str) -> str:
    return value


def choice_help(field: str, value: str) -> str:
    return value


def state_label(status: str) -> str:
    return status
