"""Simulated readers: they speak Streamlit's own websocket protocol to a server on this machine.

A reader behaves like a browser tab: it opens the page by its name, afterwards asks for reruns by the page's
hash, and tells the server which large messages it still holds, so that the server may just refer to them.
"""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

RUN_TIMEOUT = 30.0
"""Seconds after which a run counts as failed."""


@dataclass(frozen=True)
class Screen:
    """What a reader looks at: the page's name in the address ("" for the first page), the query behind it."""

    page: str
    query: str = ""


@dataclass(frozen=True)
class Run:
    """One run of a screen as its reader saw it: `ms` milliseconds, `size` bytes, `error` what failed.

    `server_ms` is the server's own time, from taking the request to the end of the script, if it gave one.
    `content` stands for what was shown: two runs that show the same have the same.
    """

    ms: float
    size: int = 0
    error: str | None = None
    server_ms: float | None = None
    content: int = 0


class RunFailedError(Exception):
    """The server answered a run with an error."""


class Reader:
    """One browser tab on one screen of the server at `port`."""

    def __init__(self, port: int, screen: Screen) -> None:
        self._address = f"ws://127.0.0.1:{port}/_stcore/stream"
        self._screen = screen
        self._page_hash = ""
        self._held: set[str] = set()
        self._socket: ClientConnection | None = None

    async def run(self, query: str | None = None) -> Run:
        """Run the screen once, connecting first if need be, and wait until it is complete.

        With `query` the reader goes to another address of the screen, as with the browser's back button.
        What goes wrong on the page, on the server or on the way there is returned as the run's `error`.
        """
        if query is not None:
            self._screen = replace(self._screen, query=query)
        started = time.perf_counter()
        try:
            async with asyncio.timeout(RUN_TIMEOUT):
                socket = self._socket or await self._connect()
                await socket.send(self._request(history=query is not None))
                run = await self._receive(socket)
            return replace(run, ms=(time.perf_counter() - started) * 1000)
        except TimeoutError:
            error = f"no answer within {RUN_TIMEOUT:.0f} s"
        except RunFailedError as failure:
            error = str(failure)
        except (OSError, WebSocketException) as failure:
            error = f"connection lost: {type(failure).__name__}"
        run = Run((time.perf_counter() - started) * 1000, error=error)
        await self.close()
        return run

    async def close(self) -> None:
        """Leave, as when the tab is closed; the next run connects anew."""
        socket, self._socket = self._socket, None
        self._page_hash = ""
        self._held = set()
        if socket is not None:
            await socket.close()

    async def _connect(self) -> ClientConnection:
        # A ping would be answered late while the server works, and the library would then hang up.
        self._socket = await connect(
            self._address,
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            ping_interval=None,
            close_timeout=1,
            proxy=None,
        )
        return self._socket

    def _request(self, *, history: bool) -> bytes:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self._screen.query
        # Otherwise widgets bound to the address keep the values they have.
        state.is_history_navigation = history
        state.cached_message_hashes.extend(self._held)
        state.context_info.url = f"http://127.0.0.1/{self._screen.page}"
        if self._page_hash:
            state.page_script_hash = self._page_hash
        else:
            state.page_name = self._screen.page
        return bytes(message.SerializeToString())

    async def _receive(self, socket: ClientConnection) -> Run:
        """Take messages until the script has finished."""
        size, content, server_ms, held = 0, 0, None, set[str]()
        while True:
            data = await socket.recv(decode=False)
            size += len(data)
            message = ForwardMsg.FromString(data)
            match message.WhichOneof("type"):
                case "delta":
                    _refuse_error_element(message)
                    content = hash((content, message.hash))
                    if message.metadata.cacheable:
                        held.add(message.hash)
                case "ref_hash":
                    if message.ref_hash not in self._held:
                        raise RunFailedError("the server refers to a message it never sent")
                    content = hash((content, message.ref_hash))
                    held.add(message.ref_hash)
                case "navigation":
                    self._page_hash = message.navigation.page_script_hash
                case "page_profile":
                    server_ms = message.page_profile.exec_time / 1000
                case "page_not_found":
                    raise RunFailedError("the server does not know this page")
                case "session_event":
                    raise RunFailedError(f"the session says {message.session_event.WhichOneof('type')}")
                case "script_finished" if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise RunFailedError("the script does not compile")
                case "script_finished" if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    self._held = held
                    return Run(0.0, size, None, server_ms, content)


def _refuse_error_element(message: ForwardMsg) -> None:
    if message.delta.WhichOneof("type") != "new_element":
        return
    element = message.delta.new_element
    match element.WhichOneof("type"):
        case "exception":
            raised = element.exception
            raise RunFailedError(f"exception on the page: {raised.type} {raised.message}")
        case "alert" if element.alert.format == Alert.ERROR:
            raise RunFailedError(f"error on the page: {element.alert.body}")


async def back_to_back(port: int, screen: Screen, readers: int, seconds: float) -> tuple[list[Run], float]:
    """Let `readers` rerun the screen without pause for `seconds`. Returns (runs, seconds it took).

    All have seen the screen before the clock starts; of these first runs only failures count.
    """
    tabs = [Reader(port, screen) for _ in range(readers)]
    runs = [run for run in await asyncio.gather(*(tab.run() for tab in tabs)) if run.error]
    started = time.perf_counter()
    until = started + seconds

    async def read(tab: Reader) -> None:
        while time.perf_counter() < until:
            runs.append(await tab.run())

    await asyncio.gather(*(read(tab) for tab in tabs))
    taken = time.perf_counter() - started
    await asyncio.gather(*(tab.close() for tab in tabs))
    return runs, taken


async def with_thinking(
    port: int,
    screen: Screen,
    readers: int,
    seconds: float,
    thinking: float,
    chance: Callable[[], float] = random.random,
) -> tuple[list[Run], float]:
    """Let `readers` think `thinking` seconds between runs, for `seconds`. Returns (runs, seconds it took).

    They arrive by chance within the first `thinking` seconds; opening the screen counts like any other run.
    """
    tabs = [Reader(port, screen) for _ in range(readers)]
    runs: list[Run] = []
    started = time.perf_counter()
    until = started + seconds

    async def read(tab: Reader) -> None:
        await asyncio.sleep(chance() * thinking)
        while time.perf_counter() < until:
            runs.append(await tab.run())
            await asyncio.sleep(thinking)

    await asyncio.gather(*(read(tab) for tab in tabs))
    taken = time.perf_counter() - started
    await asyncio.gather(*(tab.close() for tab in tabs))
    return runs, taken


async def one_after_another(
    port: int, screen: Screen, warm: int, queries: Sequence[str]
) -> tuple[list[Run], list[Run]]:
    """Let one reader rerun the screen `warm` times, then go to each of `queries`. Returns (warm, cold) runs.

    A query that changes nothing on the screen was not understood, and its run is returned as failed.
    """
    tab = Reader(port, screen)
    before = await tab.run()
    if before.error is not None:
        return [before], []
    warm_runs = [await tab.run() for _ in range(warm)]
    cold_runs = []
    for query in queries:
        run = await tab.run(query)
        if run.error is None and run.content == before.content:
            run = replace(run, error=f"the screen does not change with ?{query}")
        cold_runs.append(run)
        before = run
    await tab.close()
    return warm_runs, cold_runs
