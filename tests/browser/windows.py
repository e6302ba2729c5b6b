"""A window of the dashboard without a browser: Streamlit's own websocket, as a browser's tab speaks it."""

import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Self
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

SECONDS = 20
_TOKEN = "_streamlit_xsrf"


class Shown:
    """What one run of a screen sent: `html` has every text as it is, `titles` how many, `errors` what went wrong."""

    def __init__(self, sent: Sequence[bytes]) -> None:
        messages = [ForwardMsg.FromString(part) for part in sent]
        self.html = b"".join(sent).decode(errors="replace").replace('\\"', '"')  # some of it is sent as JSON
        elements = [message.delta.new_element for message in messages if message.WhichOneof("type") == "delta"]
        headings = sum(element.heading.tag == "h1" for element in elements)
        self.titles = headings + sum(element.html.body.count("<h1") for element in elements)
        self.errors = [element.exception.message for element in elements if element.HasField("exception")]
        self.errors += [
            element.alert.body
            for element in elements
            if element.HasField("alert") and element.alert.format == Alert.ERROR
        ]
        if messages[-1].script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
            self.errors.append(f"ended with {messages[-1].script_finished}")


class Window:
    """One tab. Every address is a run of its own in the same session."""

    def __init__(self, connection: ClientConnection, url: str) -> None:
        self._connection, self._url = connection, url

    @classmethod
    @contextmanager
    def opened(
        cls, url: str, headers: Mapping[str, str], token: str = "", through: int | None = None
    ) -> Iterator[Self]:
        """A window of the dashboard at `url`; headers may name another Host and Origin, `through` another port."""
        there = urlsplit(url)
        sent = {"Host": there.netloc, "Origin": f"{there.scheme}://{there.netloc}", **headers}
        protocols = [Subprotocol("streamlit"), *([Subprotocol(token)] if token else [])]
        with (
            socket.create_connection(("127.0.0.1", through or there.port or 80), timeout=SECONDS) as plain,
            connect(
                f"ws://{sent.pop('Host')}{there.path}/_stcore/stream",
                sock=plain,
                origin=Origin(sent.pop("Origin")),
                additional_headers=sent,
                subprotocols=protocols,
                max_size=None,
            ) as connection,
        ):
            yield cls(connection, url)

    @classmethod
    @contextmanager
    def beside(cls, context: BrowserContext, url: str) -> Iterator[Self]:
        """A window of whoever the browser's context is signed in as."""
        cookies = {cookie["name"]: cookie["value"] for cookie in context.cookies(url)}
        sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
        with cls.opened(url, {"Cookie": sent} if sent else {}, cookies.get(_TOKEN, "")) as window:
            yield window

    def go(self, address: str) -> Shown:
        """Open an address, such as `coverage?state=LAO`, and wait until the run has ended."""
        parts = urlsplit(address)
        asked = BackMsg()
        asked.rerun_script.page_name = parts.path
        asked.rerun_script.query_string = parts.query
        asked.rerun_script.is_history_navigation = True  # otherwise widgets keep the values they have
        asked.rerun_script.context_info.url = f"{self._url}/{address}"
        self._connection.send(asked.SerializeToString())
        sent = list[bytes]()
        while not sent or ForwardMsg.FromString(sent[-1]).WhichOneof("type") != "script_finished":
            sent.append(self._connection.recv(timeout=SECONDS, decode=False))
        return Shown(sent)
