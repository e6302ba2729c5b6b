"""The operator's document is true: its proxy keeps readers at their process, and what it names is the program's."""

import configparser
import http.cookiejar
import http.server
import json
import re
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from app import ROUTES
from tests.find_servers import NGINX_ADVICE, find_nginx
from tests.unit.processes import PROJECT

DOCUMENT = (PROJECT / "kb" / "OPERATING.md").read_text(encoding="utf-8")
PORTS = ("8501", "8502", "8503")


def block(language: str) -> str:
    """The block of the document in this language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", DOCUMENT, flags=re.MULTILINE | re.DOTALL)
    return str(found)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def proxy(ports: dict[str, int]) -> Iterator[tuple[str, Path]]:
    """Nginx with the document's configuration, its ports replaced; its address and its file."""
    program = find_nginx()
    if program is None:
        pytest.skip(NGINX_ADVICE)
    with tempfile.TemporaryDirectory(prefix="kb-nginx-") as folder:
        Path(folder).chmod(0o755)
        file, port = Path(folder, "nginx.conf"), free_port()
        file.write_text(configuration(folder, {**ports, "8080": port}))
        command = [program, "-p", folder, "-c", str(file), "-e", f"{folder}/error.log"]
        subprocess.run([*command, "-t"], check=True, capture_output=True)
        with subprocess.Popen([*command, "-g", "daemon off;"]) as running:
            try:
                wait_for(port)
                yield f"http://127.0.0.1:{port}/", file
            finally:
                running.terminate()


def configuration(folder: str, ports: dict[str, int]) -> str:
    """A whole configuration around the document's; the names that hold a port stay."""
    written = block("nginx")
    for name, port in ports.items():
        written = re.sub(rf"(?<=127\.0\.0\.1:){name}\b", str(port), written)
    answered = "".join(f'"~:{port}$" {name}; ' for name, port in ports.items())
    written = re.sub(r'"~:\(\?<port>.*?\$port; ', answered, written)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f"{kind}_temp_path {folder}/{kind}; " for kind in kinds)
    return f"pid {folder}/pid; events {{}} http {{ access_log off; {paths}\n{written} }}"


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not answer")


class Answers:
    """Servers that say which they are."""

    def __init__(self) -> None:
        self.running: dict[str, http.server.ThreadingHTTPServer] = {}
        self.ports = {name: free_port() for name in PORTS}
        for name in PORTS:
            self.start(name)

    def start(self, name: str) -> None:
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = json.dumps({"name": name, "for": self.headers["X-Forwarded-For"]}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        server = self.running[name] = http.server.ThreadingHTTPServer(("127.0.0.1", self.ports[name]), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def stop(self, name: str) -> None:
        server = self.running.pop(name)
        server.shutdown()
        server.server_close()


def visitor() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))


def answered(who: urllib.request.OpenerDirector, address: str) -> str:
    with who.open(address, timeout=10) as answer:
        return str(json.loads(answer.read())["name"])


@pytest.mark.slow
def test_the_proxy_keeps_readers_at_their_process_and_leads_them_on_when_it_is_gone() -> None:
    answers = Answers()
    with proxy(answers.ports) as (address, file):
        visitors = [visitor() for _ in range(6)]
        first = [answered(one, address) for one in visitors]
        assert set(first) == set(PORTS), "new readers are spread"
        for _ in range(2):
            assert [answered(one, address) for one in visitors] == first
        gone = first[0]
        answers.stop(gone)
        second = [answered(one, address) for one in visitors]
        assert gone not in second
        assert [was for was, now in zip(first, second, strict=True) if was != now] == [gone] * first.count(gone)
        answers.start(gone)
        # Whoever was led on stays there, too.
        assert [answered(one, address) for one in visitors] == second
        drained = second[-1]
        marked = f"127.0.0.1:{answers.ports[drained]} max_fails=1 fail_timeout=5s;"
        written = file.read_text()
        file.write_text(written.replace(marked, marked.replace(" max_fails", " down max_fails"), 1))
        program = find_nginx()
        assert program
        command = [program, "-p", str(file.parent), "-c", str(file), "-s", "reload"]
        subprocess.run(command, check=True, capture_output=True)
        time.sleep(1)
        assert drained not in {answered(visitor(), address) for _ in range(8)}
        assert answered(visitors[-1], address) == drained
    for name in list(answers.running):
        answers.stop(name)


def test_service_and_containers_start_the_program_that_is_here() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(block("ini"))
    assert "-m streamlit run app.py" in unit["Service"]["ExecStart"]
    assert (PROJECT / "app.py").exists()
    assert "/ready" in {route.path for route in ROUTES}
    assert unit["Service"]["ExecStartPost"].endswith("/ready")
    compose = yaml.safe_load(block("yaml"))
    app = compose["services"]["app"]
    assert "-m streamlit run app.py" in app["command"]
    assert "/ready" in app["healthcheck"]["test"]
    assert (PROJECT / "constraints.txt").exists()
    assert set(app["secrets"]) <= set(compose["secrets"])
    for port in PORTS:
        assert f"kb@{port}" in DOCUMENT
        assert f"upstream kb_{port} " in block("nginx")


def test_the_settings_it_names_are_the_programs() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "kb").rglob("*.py"))
    named = set(re.findall(r"\bKB_[A-Z_]+", DOCUMENT))
    assert [name for name in sorted(named) if f'"{name}"' not in code] == []
    assert f"client_max_body_size {25}m" in block("nginx"), "more than a file that is handed in, which is 20 MB"
    assert "proxy_buffering off;" in block("nginx"), "server-sent events are passed on at once"
