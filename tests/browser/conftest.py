"""The real server on a database of its own, and pages of a real browser; both shared by a worker's tests."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from kb.db import Place
from tests.browser.administrator import administrator_cookies
from tests.browser.find_browser import ADVICE, find_browser
from tests.browser.screens import DESKTOP, NOTES_RUNS, PHONE
from tests.knowledge import address_of, copied

PROJECT = Path(__file__).parents[2]
START_SECONDS = 100
WAIT_MILLISECONDS = 40_000
# Headless, alone on the machine: nothing is looked up or fetched in the background. Pages of one dashboard share a
# process, which keeps the scripts it has compiled, and nothing is optimised for pages that stay open for seconds.
BROWSER_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",
    "--js-flags=--no-opt --no-maglev --max-lazy",
)
LOG_LINES = 60


@dataclass(frozen=True)
class Server:
    """A running dashboard: where it answers, its database, and the file with what it has logged."""

    url: str
    database: Place
    log: Path


@pytest.fixture(scope="session")
def server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard on the shipped material."""
    with served(copied(built, tmp_path_factory.mktemp("server") / "kb.duckdb")) as running:
        yield running


@contextmanager
def served(database: Place, *options: str, base: str = "", port: int | None = None) -> Iterator[Server]:
    """The dashboard as `make run` starts it, with further options of Streamlit; it answers below the path `base`."""
    port = port or free_port()
    log = database if isinstance(database, Path) else Path(tempfile.mkdtemp(prefix="kb-log-"), "of-postgresql")
    running = Server(f"http://localhost:{port}{base}", database, log.with_name("server.log"))
    command = ["streamlit", "run", "app.py", "--server.port", str(port), *options]
    command += ["--server.baseUrlPath", base.strip("/")] if base else []
    with started(command, running.log, {"KB_DATABASE": address_of(database)}) as process:
        _wait_until_healthy(running, process)
        yield running


@contextmanager
def started(module: list[str], log: Path, variables: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A Python module as a process, ended in the end."""
    with log.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", *module],
            cwd=PROJECT,
            env=os.environ | variables,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            _stop(process)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    program = find_browser()
    if program is None:
        pytest.fail(ADVICE)
    expect.set_options(timeout=WAIT_MILLISECONDS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=BROWSER_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def kept(browser: Browser, server: Server) -> Iterator[Page]:
    """A page of the dashboard that stays, so that those beside it find its scripts compiled."""
    pages = _new_page(browser, server, DESKTOP)
    page = next(pages)
    page.goto(f"{server.url}/ready")
    yield from chain([page], pages)


@pytest.fixture
def page(kept: Page, server: Server) -> Iterator[Page]:
    """A page of 1300 by 900 pixels, without a trace of an earlier one; addresses are relative to the dashboard."""
    page = kept.context.new_page()
    yield page
    page.close()
    kept.evaluate("localStorage.clear()")
    kept.context.clear_cookies()
    kept.context.add_cookies(administrator_cookies(server.log))


@pytest.fixture
def phone(page: Page) -> Page:
    """A fresh page of 390 by 844 pixels; addresses are relative to the dashboard."""
    page.set_viewport_size(PHONE)
    return page


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the end of the server's log under a failed test: a reader's screen shows no stack trace."""
    report = yield
    running = getattr(item, "funcargs", {}).get("server")
    if report.failed and isinstance(running, Server):
        lines = running.log.read_text(errors="replace").splitlines()[-LOG_LINES:]
        report.sections.append(("server log", "\n".join(lines)))
    return report


def _new_page(browser: Browser, server: Server, viewport: ViewportSize) -> Iterator[Page]:
    context = browser.new_context(base_url=server.url, viewport=viewport)
    context.add_init_script(NOTES_RUNS)
    context.add_cookies(administrator_cookies(server.log))
    context.set_default_timeout(WAIT_MILLISECONDS)
    yield context.new_page()
    context.close()


def free_port() -> int:
    with socket.create_server(("localhost", 0)) as probe:
        return int(probe.getsockname()[1])


def _wait_until_healthy(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"The dashboard did not start; its log:\n{server.log.read_text(errors='replace')}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
