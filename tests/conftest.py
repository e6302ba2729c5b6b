"""What many tests start from: the shipped material, and a knowledge base built from it by the real importers."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from kb.db import Store, View
from kb.ingest.loading import build
from tests.find_servers import ADVICE, find_postgres
from tests.knowledge import SERVER
from tests.postgresql import Databases, shared

Figure = Callable[[str], None]
RecordProperty = Callable[[str, object], None]


# What decides a marker of pyproject.toml: the folder that a test lies in, or a fixture that it takes.
BY_FOLDER = {"browser": "browser", "screen": "screen"}
# `folder` and `copy` are all of the shipped material, to be changed and built again.
BY_FIXTURE = {
    "browser": "browser",
    "server": "server",
    "office": "office",
    "folder": "slow",
    "copy": "slow",
    "databases": "postgresql",
}
LONG = ("browser", "server", "office", "slow")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test by what it takes beside this process; files with such tests come first.

    Workers take whole files in this order: what takes long must not be begun last, while the others have nothing to do.
    """
    for item in items:
        taken = set(getattr(item, "fixturenames", ()))
        marks = {mark for folder, mark in BY_FOLDER.items() if folder in item.path.parts}
        marks |= {mark for fixture, mark in BY_FIXTURE.items() if fixture in taken}
        for mark in sorted(marks):
            item.add_marker(mark)
    long = {item.path for item in items if any(item.get_closest_marker(mark) for mark in LONG)}
    items.sort(key=lambda item: item.path not in long)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests marked `places` run twice: on files, and in PostgreSQL."""
    if metafunc.definition.get_closest_marker("places"):
        metafunc.fixturenames.insert(0, "kept_in")
        places = ["file", pytest.param("postgresql", marks=pytest.mark.postgresql)]
        metafunc.parametrize("kept_in", places, indirect=True, scope="module")


@pytest.fixture(scope="module")
def kept_in(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the knowledge bases of invented rows are kept by a module's tests."""
    if request.param == "file":
        yield request.param
        return
    databases: Databases = request.getfixturevalue("databases")
    SERVER.append(databases)
    yield request.param
    SERVER.pop()
    databases.drop_made()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Databases]:
    """Databases on a PostgreSQL server that the workers of a run share."""
    programs = find_postgres()
    if programs is None:
        pytest.skip(ADVICE)
    folder = tmp_path_factory.getbasetemp()
    with shared(folder if worker_id == "master" else folder.parent, programs) as port:
        yield Databases(port)


@pytest.fixture
def figure(record_property: RecordProperty) -> Figure:
    """Says a measured figure after all tests, whichever worker measured it."""
    return partial(record_property, "figure")


@pytest.fixture
def count(record_property: RecordProperty) -> Figure:
    """Counts what a test saw; how often each was seen is said after all tests."""
    return partial(record_property, "count")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures, from the tests that passed."""
    said = [
        found
        for report in terminalreporter.stats.get("passed", [])
        if report.when == "call"
        for found in report.user_properties
    ]
    counted = Counter(value for name, value in said if name == "count")
    lines = [f"{number} {what}" for what, number in counted.items()]
    lines += [str(value) for name, value in said if name == "figure"]
    if lines:
        terminalreporter.section("figures measured")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def shipped() -> Path:
    """The folder of the shipped data files."""
    return Path(__file__).parent.parent / "data"


@pytest.fixture(scope="session")
def built(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database built from the shipped material; not to be changed."""
    path = tmp_path_factory.mktemp("built") / "kb.duckdb"
    with Store.open(path) as store:
        build(store, shipped)
    return path


@pytest.fixture(scope="session")
def knowledge_base(built: Path) -> Iterator[Store]:
    """The knowledge base of the shipped material, open for reading."""
    with Store.open(built, read_only=True) as store:
        yield store


@pytest.fixture(scope="session")
def view(knowledge_base: Store) -> View:
    """The shipped material as of the latest revision, as everybody may see it."""
    return knowledge_base.latest()
