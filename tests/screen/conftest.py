"""Running a screen: the frame as Streamlit runs it, on the shipped material or on an INVENTED knowledge base."""

import json
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime import context
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test, local_script_runner

from kb.cache import made
from kb.db import Place, Store
from kb.tables import Table
from kb.ui import downloads, service
from kb.ui.elements.chart import Picture
from kb.ui.screens import path_of
from kb.workflow.permission import Actor
from tests.knowledge import SERVER, Knowledge, address_of, copied

MAIN = Path(__file__).parents[2] / "kb" / "ui" / "main.py"
Open = Callable[..., AppTest]
DashboardOf = Callable[..., Store]
Offered = tuple[Picture | Table | None, ...]


@pytest.fixture(scope="session", autouse=True)
def _as_a_browser_that_sends_nothing() -> Iterator[None]:
    """What AppTest makes up of a visit is left away, and what it does again at every run is done once.

    It takes a mock for the request, cookies included; looks through all installed packages for components; and
    compiles every script, which a server does once.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(context, "_get_client_context", lambda: None)
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        one_cache = cache(ScriptCache)
        for module in (app_test, local_script_runner):
            patch.setattr(module, "ScriptCache", one_cache)
        yield


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """No knowledge base open and nothing remembered, before and after; to patch what a test is about."""
    service.close()
    yield monkeypatch
    service.close()


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[Offered]:
    """What the screens opened in the test offer as files; they go on to offer it."""
    seen: list[Offered] = []
    offer = downloads.offer

    def watched(*shown: Picture | Table | Callable[[], Table] | None, **named: str) -> None:
        seen.append(tuple(made(one) for one in shown))
        offer(*shown, **named)

    monkeypatch.setattr(downloads, "offer", watched)
    return seen


@pytest.fixture
def served(built: Path, tmp_path: Path) -> Place:
    """A database of the shipped material for the dashboard, which holds it for writing; no other test changes it."""
    return copied(built, tmp_path / "served.duckdb")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the database lies that the dashboard of a worker's tests has open; see `open_screen`."""
    return tmp_path_factory.mktemp("shared") / "kb.duckdb"


@pytest.fixture
def open_screen(shared: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """A function that opens a screen by its address's name and query, as a first visit, on the shipped material.

    The tests of a worker share what is open and remembered, until one of them writes to the database: the next test
    gets a new copy.
    """
    if SERVER:
        service.close()
        monkeypatch.setenv("KB_DATABASE", address_of(copied(built, shared)))
        yield visit
        service.close()
        return
    if not shared.exists():
        shutil.copyfile(built, shared)
    monkeypatch.setenv("KB_DATABASE", str(shared))
    service.store()
    before = _written(shared)
    yield visit
    if _written(shared) != before:
        service.close()
        shared.unlink()


def _written(database: Path) -> list[tuple[int, int]]:
    """Size and time of what was written to an open database: the file, and DuckDB's log of changes beside it."""
    found = [path.stat() for path in (database, Path(f"{database}.wal")) if path.exists()]
    return [(one.st_size, one.st_mtime_ns) for one in found]


@pytest.fixture
def dashboard_of(fresh: pytest.MonkeyPatch, tmp_path: Path) -> DashboardOf:
    """A function that has the dashboard open an invented knowledge base, and somebody act in it; returns its store."""

    def opened(knowledge: Knowledge, who: Actor | None = None) -> Store:
        with knowledge.build(tmp_path) as store:
            fresh.setenv("KB_DATABASE", address_of(store.place))
        if who:
            acting(fresh, who)
        return service.store()

    return opened


def acting(patch: pytest.MonkeyPatch, who: Actor) -> None:
    """Let whoever visits from now on be this person."""
    patch.setattr("kb.ui.who.actor", lambda _store: who)


def visit(screen: str = "", **query: str | list[str]) -> AppTest:
    """A screen that the dashboard shows at its address's name and query, as a first visit."""
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.switch_page(str(path_of(screen)))
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    """The screen after a press on the one button of this label."""
    (button,) = [one for one in app.button if one.label == label]
    return button.click().run()


def field(app: AppTest, label: str) -> Any:
    """The one field of this label in which something is typed or chosen."""
    typed = [*app.text_input, *app.text_area, *app.number_input]
    chosen = [*app.selectbox, *app.multiselect, *app.radio, *app.checkbox]
    (found,) = [one for one in [*typed, *chosen] if one.label == label]
    return found


def fill(app: AppTest, label: str, value: object) -> None:
    """Let this be in the field, once the screen runs again."""
    field(app, label).set_value(value)


def html_of(app: AppTest) -> str:
    """All HTML that the screen shows, linked or plain."""
    shown = []
    for element in [*app.main, *app.sidebar]:
        if element.type == "bidi_component":
            shown.append(json.loads(element.proto.json).get("html", ""))
        elif element.type == "html":
            shown.append(element.proto.body)
    return "\n".join(shown)


def rows_of(app: AppTest) -> list[dict[str, Any]]:
    """The rows of every list that the screen shows as a data frame, by column."""
    return [row for frame in app.dataframe for row in frame.value.to_dict("records")]
