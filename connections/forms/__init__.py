"""The forms of connections. A credential is never rendered back, whatever goes wrong."""

from connections.forms.connecting import ConnectForm, CredentialsForm, RenameForm, Way

__all__ = ("ConnectForm", "CredentialsForm", "RenameForm", "Way")
