"""What the documentation names exists, and what exists is named."""

import re
from pathlib import Path

from streamlit import config

from kb.__main__ import parser
from kb.db import schema
from kb.db.description import data_tables
from kb.domain.model import Cell
from kb.domain.words import CELLS
from kb.ingest import contributions
from kb.ingest.layout import CONTRIBUTIONS_FILE, CSV_FILES, OPTIONAL
from kb.ui.screens import SCREENS, path_of

PROJECT = Path(__file__).parents[2]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
GUIDE, OPERATING, CODE = (
    (PROJECT / "kb" / name).read_text(encoding="utf-8") for name in ("GUIDE.md", "OPERATING.md", "README.md")
)
# In the database and its backups, and in no data file: people, who are personal data, and what tells of the files that
# were handed in. These are in no data file either: they may be confidential, and hold more than the text that is shown.
IN_NO_FILE = frozenset(
    {"person", "person_role", "passage_source", "shown_original", "double_coding", "reminder", "reminder_template"}
)


def test_every_command_is_documented_and_no_other() -> None:
    named = set(re.findall(r"^\| `python -m kb ([\w-]+)", OPERATING, flags=re.MULTILINE))
    offered = {name for action in parser()._actions if isinstance(action.choices, dict) for name in action.choices}
    assert named == offered


def test_every_screen_is_a_page_in_the_navigation_and_in_the_guide() -> None:
    pages = {path.name for path in (PROJECT / "pages").glob("*.py")}
    assert pages == {path_of(screen).name for screen in SCREENS}
    for address in SCREENS:
        assert f"| `/{address}` |" in GUIDE


def test_every_requirement_is_explained() -> None:
    for file in ("requirements.txt", "tests/requirements.txt"):
        for line in (PROJECT / file).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                name = line.split("==")[0]
                assert f"`{name}`" in CODE, f"{name} is required but kb/README.md does not say why"
                assert "==" in line, f"{name} is not pinned exactly"


def test_the_readme_is_short_and_all_it_leads_to_is_there() -> None:
    assert len(README.splitlines()) <= 150
    for document in (PROJECT / "README.md", *(PROJECT / "kb").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
            assert target.startswith("https://") or (document.parent / target).exists(), f"{document.name}: {target}"


def test_every_setting_is_documented() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (PROJECT / "kb").rglob("*.py"))
    for setting in set(re.findall(r'"(KB_[A-Z_]+)"', code)) - {"KB_OPEN_BROWSER"}:  # set by `make run` for itself
        assert f"`{setting}" in OPERATING, setting


def test_every_table_has_a_file_and_every_file_is_described() -> None:
    described = (PROJECT / "data" / "README.md").read_text(encoding="utf-8")
    nested = set(contributions.TABLES)
    assert {table.name for table in data_tables()} == CSV_FILES.keys() | nested | IN_NO_FILE
    for name, file in CSV_FILES.items():
        if name not in OPTIONAL:
            assert (PROJECT / "data" / file).exists()
            assert f"`{file}`" in described
    assert f"`{CONTRIBUTIONS_FILE}`" in described


def test_the_marks_of_cells_tell_them_apart_without_colour() -> None:
    assert len({said.mark for said in CELLS.values()}) == len(Cell)


def test_the_settings_that_decide_speed_are_known_to_this_streamlit() -> None:
    """A Streamlit that drops the option would silently be slow again."""
    assert "runner.postScriptGC" in config._config_options_template
    settings = (PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert "postScriptGC = false" in settings


def test_no_page_grows_past_ninety_lines_and_no_module_past_three_hundred() -> None:
    for folder, most in (("pages", 90), ("kb", 300)):
        for path in (PROJECT / folder).rglob("*.py"):
            assert len(path.read_text(encoding="utf-8").splitlines()) <= most, path.name


def test_every_room_of_the_code_is_explained_and_no_other() -> None:
    """`__main__` is the command line, explained by its commands."""
    layers = CODE.partition("## The layers")[2].partition("\n## ")[0]
    named = set(re.findall(r"`kb/(\w+(?:/|\.py))`", layers))
    rooms = {f"{path.parent.name}/" for path in (PROJECT / "kb").glob("*/*") if path.suffix in (".py", ".sql")}
    modules = {path.name for path in (PROJECT / "kb").glob("[a-z]*.py")}
    assert named == rooms | modules


def test_every_sql_file_says_what_a_row_is() -> None:
    for path in (Path(schema.__file__).parents[1] / "sql").rglob("*.sql"):
        assert path.read_text(encoding="utf-8").startswith("--"), path.name
