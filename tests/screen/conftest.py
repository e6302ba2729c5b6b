"""Running a screen: the frame as Streamlit runs it, on the knowledge base of the shipped material."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kb.ui import service
from kb.ui.screens import SCREENS

MAIN = Path(__file__).parents[2] / "kb" / "ui" / "main.py"
Open = Callable[..., AppTest]


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

    def visit(screen: str = "", **query: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(MAIN), default_timeout=60)
        for key, value in query.items():
            app.query_params[key] = value
        app.switch_page(str(SCREENS[screen].path))
        return app.run()

    return visit


def html_of(app: AppTest) -> str:
    """All HTML that the screen shows, linked or plain."""
    shown = []
    for element in [*app.main, *app.sidebar]:
        if element.type == "bidi_component":
            shown.append(json.loads(element.proto.json).get("html", ""))
        elif element.type == "html":
            shown.append(element.proto.body)
    return "\n".join(shown)
