"""Fork server: a process with every reader loaded, without secrets, that gives each document a process of its own.

Loading takes a fifth of a second, once and not for each document. The server itself sees none: it is handed the ends of
two pipes, which the new process has as standard input and output (worker.py).
"""

import gc
import os
import signal
import socket
import subprocess
import sys

import kb

_PROJECT = os.path.dirname(kb.__path__[0])
_NUMBER = 4  # bytes of an exit code on its way
_ENDING_SECONDS = 5.0  # between closing the answer and the end


class ForkServer:
    """A fork server as its client has it, which runs from the first document on; it works on one at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> tuple[int, int]:
        """Start a worker. Returns the file descriptors to write the document to and to read the answer from."""
        if self._process is None or self._process.poll() is not None:
            self._launch()
        given, answer = os.pipe(), os.pipe()
        try:
            socket.send_fds(self._connection, [b"."], [given[0], answer[1]])
        finally:
            os.close(given[0])
            os.close(answer[1])
        return given[1], answer[0]

    def _launch(self) -> None:
        self.end()
        self._connection, theirs = socket.socketpair()
        self._connection.settimeout(_ENDING_SECONDS)
        with theirs:
            # Its complaints may quote the document, so they are not kept.
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-B", "-m", "kb.ingest.sandbox.fork_server", str(theirs.fileno())],
                cwd=_PROJECT,
                env={"PYTHONPATH": _PROJECT, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    def exit_code(self) -> int | None:
        """How the worker ended that has closed its answer; negative: by that signal. None: it did not, or none ran."""
        try:
            code = self._connection.recv(_NUMBER)
        except TimeoutError:
            return None
        return int.from_bytes(code, "big", signed=True) if code else None

    def end(self) -> None:
        """End the server and its worker; the next document starts it anew."""
        if self._process is not None:
            if self._process.poll() is None:
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._connection.close()
            self._process = None


def serve(connection: socket.socket) -> None:
    """Start a worker for each pair of pipes that comes, and say how it ended; until the client is gone."""
    while ends := socket.recv_fds(connection, 1, 2)[1]:
        worker = os.fork()
        if not worker:
            connection.close()
            _work(ends)
        for end in ends:
            os.close(end)
        _, status = os.waitpid(worker, 0)
        connection.send(os.waitstatus_to_exitcode(status).to_bytes(_NUMBER, "big", signed=True))


def _work(ends: list[int]) -> None:
    """In the new process: read the document and end."""
    from kb.ingest.sandbox import confinement, worker

    code = 1
    try:
        for number, end in enumerate(ends):
            os.dup2(end, number)
            os.close(end)
        confinement.limit()
        worker.main()
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    from kb.ingest.sandbox.worker import preload

    preload()
    gc.freeze()
    serve(socket.socket(fileno=int(sys.argv[1])))
