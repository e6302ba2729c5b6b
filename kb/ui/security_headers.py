"""Headers that every answer of the dashboard carries, whatever gives it."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# No page of elsewhere may lay the dashboard under its own buttons. An answer's own policy holds beside it.
POLICY = "frame-ancestors 'self'"
# Which State or text somebody looks at is told to no other site.
OTHERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}


class SecurityHeaders:
    """Adds POLICY and OTHERS to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.append("Content-Security-Policy", POLICY)
                headers.update(OTHERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)
