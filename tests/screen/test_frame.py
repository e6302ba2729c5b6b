"""The frame: one clear sentence for every fault, never a stack trace, the data untouched."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from kb.ui import service
from kb.ui.screens import SCREENS, SECTIONS, path_of, screens_of
from kb.workflow.permission import READER
from tests.screen.conftest import MAIN, Open, html_of
from tests.unit.material import copy_files

HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


def visit(fresh: pytest.MonkeyPatch, database: Path) -> AppTest:
    fresh.setenv("KB_DATABASE", str(database))
    return AppTest.from_file(str(MAIN), default_timeout=60).run()


def said(app: AppTest) -> str:
    """The one sentence of a fault, and the list below it if there is one."""
    assert not app.exception
    assert len(app.error) == 1
    assert "Traceback" not in app.error[0].value
    return "\n".join([str(app.error[0].value), *(str(block.value) for block in app.code)])


def test_invalid_data_files_are_said_to_every_visitor_until_they_are_mended(
    fresh: pytest.MonkeyPatch, tmp_path: Path, shipped: Path
) -> None:
    """As text; once they are mended, the knowledge base that is missing is built."""
    folder = copy_files(shipped, tmp_path / "files")
    fresh.setattr(service, "DATA_FOLDER", folder)
    files = {name: folder / name for name in ("states.csv", "themes.csv")}
    was = {name: file.read_bytes() for name, file in files.items()}
    files["states.csv"].write_bytes(was["states.csv"].replace(b",party,", b",perhaps,", 1))
    files["themes.csv"].write_bytes(was["themes.csv"].replace(b",a,", b",[x](https://example.org),", 1))
    database = tmp_path / "kb.duckdb"
    for _ in range(2):
        app = visit(fresh, database)
        sentence = said(app)
        assert "nothing was loaded" in sentence
        assert "[x]" not in app.error[0].value
        assert "status_2012_04_16: perhaps: must be one of" in sentence
        assert "themes.csv:2: discussion_line: [x](https://example.org): names no" in sentence
        assert "holds nothing" not in sentence
        assert not database.exists()
    for name, file in files.items():
        file.write_bytes(was[name])
    app = visit(fresh, database)
    assert not app.error
    assert not app.exception
    assert "Revision 1." in html_of(app)


@pytest.mark.parametrize("content", [b"no database at all", b"\0" * 20_000, b"SQLite format 3\0" + b"x" * 8192])
def test_a_corrupt_database_is_said_and_left_alone(fresh: pytest.MonkeyPatch, tmp_path: Path, content: bytes) -> None:
    database = tmp_path / "kb.duckdb"
    database.write_bytes(content)
    sentence = said(visit(fresh, database))
    assert "damaged or is not a knowledge base" in sentence
    assert "python -m kb build" in sentence
    assert database.read_bytes() == content


@pytest.mark.file
def test_a_database_held_by_another_program_is_said_with_who_holds_it(fresh: pytest.MonkeyPatch, served: Path) -> None:
    before = served.read_bytes()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(served)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        sentence = said(visit(fresh, served))
        holder.communicate()
    assert f"in use by process {holder.pid}" in sentence
    assert "damaged" not in sentence
    assert served.read_bytes() == before
    # The same visit works once the file is free: the fault was not remembered.
    assert not visit(fresh, served).error


@pytest.mark.file
def test_a_database_of_a_newer_version_is_said(fresh: pytest.MonkeyPatch, served: Path) -> None:
    with duckdb.connect(str(served)) as connection:
        connection.execute("INSERT INTO schema_version VALUES (999, '0999_later.sql')")
    sentence = said(visit(fresh, served))
    assert "newer version of this program" in sentence
    assert "damaged" not in sentence


def test_text_in_an_address_is_shown_as_text_and_the_revision_asked_for_is_shown(open_screen: Open) -> None:
    wrong = html_of(open_screen("coverage", state="<img src=x onerror=alert(1)>", rev="77777", **{"<script>": "1"}))
    assert "&lt;img src=x onerror=alert(1)&gt;" in wrong
    assert "<img" not in wrong
    assert "<script>" not in wrong
    assert "Revision “77777” is not known here and was left out." in wrong
    assert "Revision 77777." not in wrong
    assert "Revision 1." in html_of(open_screen("coverage", rev="1"))


def test_every_screen_stands_in_one_section_and_a_reader_sees_none_that_is_for_others() -> None:
    assert sorted(name for names in SECTIONS.values() for name in names) == sorted(SCREENS)
    seen = [name for section in SECTIONS for name in screens_of(section, READER)]
    assert seen == [name for names in SECTIONS.values() for name in names if not SCREENS[name].needs]
    assert screens_of("My work", READER) == ["prepare", "history"]


def test_a_chip_takes_out_one_filter_and_a_link_can_be_copied(open_screen: Open) -> None:
    app = open_screen("coverage", state=["LAO", "LBN"], look="gaps")
    chips = {button.label: button for button in app.button if (button.key or "").startswith("chip-")}
    assert chips.keys() == {"Lao People's Democratic Republic", "Lebanon"}
    chips["Lebanon"].click().run()
    assert app.query_params["state"] == "LAO"
    assert app.query_params["look"] == "gaps"
    app.session_state["copy-link"] = True
    app.run()
    shown = [str(block.value) for block in app.code]
    assert [one.partition("?")[2] for one in shown] == ["state=LAO&look=gaps", "state=LAO&rev=1&look=gaps"]


def test_plain_tables_are_kept_on_every_screen(open_screen: Open) -> None:
    app = open_screen("contributions")
    assert app.dataframe
    toggle = next(one for one in app.toggle if one.label == "Plain table")
    toggle.set_value(True).run()
    assert not app.dataframe
    assert "<table" in html_of(app)
    assert app.query_params["as"] == "table"
    app.switch_page(str(path_of("states"))).run()
    assert not app.dataframe
    assert "<table" in html_of(app)
