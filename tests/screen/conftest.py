"""Running a screen: the frame as Streamlit runs it, on the shipped material or on an INVENTED knowledge base."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kb.store import Store
from kb.ui import service
from kb.ui.screens import SCREENS
from kb.work.permission import Actor
from tests.knowledge import Knowledge

MAIN = Path(__file__).parents[2] / "kb" / "ui" / "main.py"
Open = Callable[..., AppTest]
DashboardOf = Callable[..., Store]


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """No knowledge base open and nothing remembered, before and after."""
    service.close()
    yield monkeypatch
    service.close()


@pytest.fixture
def served(built: Path, tmp_path: Path) -> Path:
    """A database of the shipped material for the dashboard, which holds it for writing; no other test changes it."""
    return Path(shutil.copyfile(built, tmp_path / "served.duckdb"))


@pytest.fixture
def open_screen(fresh: pytest.MonkeyPatch, served: Path) -> Open:
    """A function that opens a screen by its address's name and query, as a first visit."""
    fresh.setenv("KB_DATABASE", str(served))

    return visit


@pytest.fixture
def dashboard_of(fresh: pytest.MonkeyPatch, tmp_path: Path) -> DashboardOf:
    """A function that has the dashboard open an invented knowledge base, and somebody act in it; returns its store."""

    def opened(knowledge: Knowledge, who: Actor | None = None) -> Store:
        knowledge.build(tmp_path).close()
        fresh.setenv("KB_DATABASE", str(tmp_path / "invented.duckdb"))
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
    app.switch_page(str(SCREENS[screen].path))
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
