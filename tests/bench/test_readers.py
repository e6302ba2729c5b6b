"""A simulated reader speaks the browser's part of the protocol and takes no failure for a run."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.server import ServerConnection, serve
from websockets.typing import Subprotocol

from tests.bench import readers
from tests.bench.readers import Reader, Run, Screen, one_after_another

T = TypeVar("T")
Answer = Callable[[ClientState], Sequence[ForwardMsg]]


def _finished() -> ForwardMsg:
    return ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)


def _text(text: str, hash_: str) -> ForwardMsg:
    message = ForwardMsg(hash=hash_)
    message.delta.new_element.markdown.body = text
    message.metadata.cacheable = True
    return message


def _read(answer: Answer, visit: Callable[[int], Awaitable[T]]) -> T:
    """Run `visit` against a small stand-in for the server that answers each request with `answer`."""

    async def handle(socket: ServerConnection) -> None:
        async for data in socket:
            assert isinstance(data, bytes)
            for message in answer(BackMsg.FromString(data).rerun_script):
                await socket.send(message.SerializeToString())

    async def go() -> T:
        async with serve(handle, "127.0.0.1", 0, subprotocols=[Subprotocol("streamlit")]) as server:
            return await visit(next(iter(server.sockets)).getsockname()[1])

    # In a thread of its own: where a test before drove a browser, this one has a loop that runs.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(go())).result()


def test_a_reader_opens_the_page_by_name_and_then_asks_by_hash_with_what_it_holds() -> None:
    requests: list[ClientState] = []

    def answer(request: ClientState) -> list[ForwardMsg]:
        requests.append(request)
        navigation = ForwardMsg()
        navigation.navigation.page_script_hash = "the-page"
        profile = ForwardMsg()
        profile.page_profile.exec_time = 12_500
        return [navigation, _text("matrix", "large"), profile, _finished()]

    async def visit(port: int) -> tuple[Run, Run]:
        reader = Reader(port, Screen("coverage", "meeting=ccm-2msp"))
        return await reader.run(), await reader.run()

    first, second = _read(answer, visit)
    assert (first.error, second.error) == (None, None)
    assert first.server_ms == 12.5
    assert first.content == second.content
    assert [(request.page_name, request.page_script_hash) for request in requests] == [
        ("coverage", ""),
        ("", "the-page"),
    ]
    assert [list(request.cached_message_hashes) for request in requests] == [[], ["large"]]
    assert {request.query_string for request in requests} == {"meeting=ccm-2msp"}


def _exception() -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.exception.type = "ValueError"
    return message


def _error_sentence() -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.alert.body = "The knowledge base cannot be opened."
    message.delta.new_element.alert.format = Alert.ERROR
    return message


def _unknown_page() -> ForwardMsg:
    message = ForwardMsg()
    message.page_not_found.page_name = "nowhere"
    return message


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (_exception(), "exception on the page: ValueError"),
        (_error_sentence(), "error on the page: The knowledge base cannot be opened."),
        (_unknown_page(), "the server does not know this page"),
        (ForwardMsg(ref_hash="never-sent"), "the server refers to a message it never sent"),
        (ForwardMsg(script_finished=ForwardMsg.FINISHED_WITH_COMPILE_ERROR), "the script does not compile"),
    ],
)
def test_a_page_with_an_error_is_a_failed_run_though_the_script_finishes(message: ForwardMsg, expected: str) -> None:
    run = _read(lambda _request: [message, _finished()], lambda port: Reader(port, Screen("coverage")).run())
    assert run.error is not None
    assert expected in run.error


def test_a_warning_on_the_page_is_no_error() -> None:
    warning = ForwardMsg()
    warning.delta.new_element.alert.format = Alert.WARNING
    run = _read(lambda _request: [warning, _finished()], lambda port: Reader(port, Screen("coverage")).run())
    assert run.error is None


def test_a_server_that_never_finishes_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "RUN_TIMEOUT", 0.2)
    run = _read(lambda _request: [_text("half a page", "h")], lambda port: Reader(port, Screen("coverage")).run())
    assert run.error is not None
    assert "no answer" in run.error


def test_a_query_that_the_screen_ignores_is_not_measured_as_a_cold_run() -> None:
    def answer(request: ClientState) -> list[ForwardMsg]:
        understood = "theme=" in request.query_string
        return [_text(request.query_string, request.query_string if understood else "all"), _finished()]

    warm, cold = _read(
        answer,
        lambda port: one_after_another(port, Screen("coverage"), 2, ["theme=a", "theme=b", "x=1", "y=2"]),
    )
    assert [run.error for run in warm] == [None, None]
    assert [run.error for run in cold] == [None, None, None, "the screen does not change with ?y=2"]
