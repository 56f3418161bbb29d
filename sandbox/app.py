"""Who answers a request: an exchange by its host name, the control door, or the home page."""

from sandbox import control, home
from sandbox.exchanges import opened
from sandbox.wire import Answer, Request, in_json


class Sandbox:
    """All exchanges of one running sandbox."""

    def __init__(self, has_limits: bool = True) -> None:
        self.has_limits = has_limits
        self.reset()

    def reset(self) -> None:
        """Put everything into its first state."""
        self.exchanges = opened()
        for exchange in self.exchanges.values():
            exchange.state.settings.limits = self.has_limits
        self.by_host = {host: exchange for exchange in self.exchanges.values() for host in exchange.hosts}

    def answer(self, request: Request) -> Answer:
        exchange = self.by_host.get(request.host)
        if exchange is not None:
            return exchange.serve(request)
        if request.host == "_sandbox":
            return control.answer(request, self.exchanges, self.reset)
        if page := home.page(request):
            return page
        hosts = sorted(self.by_host)
        return in_json(
            {"error": "There is nothing here. The path begins with a host name.", "hosts": hosts}, 404
        )
