"""Inside the worker nothing can be opened, made, reached or started; tried for real, also past Python."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kb.ingest.sandbox.confinement import _CALLS, _MACHINES
from tests.unit.processes import PROJECT

MODES = ("all", "filter", "portable") if sys.platform == "linux" else ("all",)


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"INVENTED.", b"%PDF-1.7\n", b"PK\x03\x04", b"{\\rtf1 INVENTED}"])
@pytest.mark.parametrize("mode", MODES)
def test_nothing_gets_out_of_the_worker(mode: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("INVENTED secret")
    before = [(path.name, path.read_text(), path.stat().st_mode) for path in tmp_path.iterdir()]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        command = [sys.executable, "-m", "tests.unit.escapes", mode, str(tmp_path), str(listener.getsockname()[1])]
        given = b'{"do": "document", "name": "invented"}\n' + content
        ran = subprocess.run(command, cwd=PROJECT, input=given, capture_output=True, timeout=100, check=False)
        assert ran.returncode == 0, ran.stderr.decode()
        with pytest.raises(BlockingIOError):
            listener.accept()
    answer = json.loads(ran.stdout)
    assert len(answer["refused_attempts"]) >= 28
    assert [name for name, is_refused in answer["refused_attempts"].items() if not is_refused] == []
    assert [(path.name, path.read_text(), path.stat().st_mode) for path in tmp_path.iterdir()] == before
    assert answer["is_filtered"] == (mode != "portable" and sys.platform == "linux")


def test_each_machine_has_the_same_calls_left() -> None:
    assert {len(calls) for _, _, calls in _MACHINES.values()} == {len(_CALLS.split())}
    assert all(len(set(calls)) == len(calls) for _, _, calls in _MACHINES.values())


def test_the_worker_loads_no_database() -> None:
    """It would take longer to begin than to read, and has no business there."""
    code = "import sys, kb.ingest.sandbox.worker, kb.ingest.readers.file_types; sys.exit('duckdb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
