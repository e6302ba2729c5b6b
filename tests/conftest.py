"""What many tests start from: the shipped material, and a knowledge base built from it by the real importers."""

import fcntl
import gc
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from kb.cache import forget
from kb.db import Store, View
from kb.ingest.loading import build
from tests.find_servers import ADVICE, find_postgres
from tests.knowledge import SERVER, for_a_copy, keep_in
from tests.postgresql import Databases, shared

Figure = Callable[[str], None]
Once = Callable[[str, Callable[[Path], object]], Path]
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
    # The clocks that a file goes by; PostgreSQL has its own.
    "clocks": "file",
}
LONG = ("browser", "server", "office", "slow")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where knowledge bases are kept: tests marked `places` run on both places, the others on this one."""
    parser.addoption("--place", choices=("file", "postgresql"), default="file", help="where knowledge bases are kept")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every test by what it takes beside this process; files with such tests come first.

    Workers take whole files in this order: what takes long must not be begun last, while the others have nothing to do.
    """
    for item in items:
        taken = set(getattr(item, "fixturenames", ()))
        marks = {mark for folder, mark in BY_FOLDER.items() if folder in item.path.parts}
        marks |= {mark for fixture, mark in BY_FIXTURE.items() if fixture in taken}
        for mark in sorted(marks):
            item.add_marker(mark)
    if config.getoption("--place") == "postgresql":
        of_files = [item for item in items if item.get_closest_marker("file")]
        config.hook.pytest_deselected(items=of_files)
        items[:] = [item for item in items if item not in of_files]
    long = {item.path for item in items if any(item.get_closest_marker(mark) for mark in LONG)}
    items.sort(key=lambda item: item.path not in long)


def pytest_collection_finish() -> None:
    """What is loaded by now stays for good: later collections need not look at it again."""
    gc.collect()
    gc.freeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests marked `places` run twice: on files, and in PostgreSQL."""
    if metafunc.definition.get_closest_marker("places"):
        metafunc.fixturenames.insert(0, "kept_in")
        places = ["file", pytest.param("postgresql", marks=pytest.mark.postgresql)]
        metafunc.parametrize("kept_in", places, indirect=True, scope="module")


@pytest.fixture(scope="module", autouse=True)
def kept_in(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the knowledge bases of a module's tests are kept."""
    place: str = getattr(request, "param", request.config.getoption("--place"))
    if place == "file":
        yield place
        return
    databases: Databases = request.getfixturevalue("databases")
    SERVER.append(databases)
    yield place
    SERVER.pop()
    databases.drop_made()


@pytest.fixture(scope="session")
def databases(among_workers: Path) -> Iterator[Databases]:
    """Databases on a PostgreSQL server that the workers of a run share."""
    programs = find_postgres()
    if programs is None:
        pytest.skip(ADVICE)
    with shared(among_workers, programs) as port:
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
def among_workers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the workers of a run share."""
    root = tmp_path_factory.getbasetemp()
    return root.parent if "PYTEST_XDIST_WORKER" in os.environ else root


@pytest.fixture(scope="session", autouse=True)
def _invented_bases_are_built_once(among_workers: Path) -> None:
    keep_in(among_workers / "invented")


@pytest.fixture(scope="session")
def once(among_workers: Path) -> Once:
    """A function that gives a folder by its name, made by the first worker of a run that asks; not to be changed."""

    def folder(name: str, make: Callable[[Path], object]) -> Path:
        made, part = among_workers / f"once-{name}", among_workers / f"once-{name}-part"
        with (among_workers / f"once-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                shutil.rmtree(part, ignore_errors=True)
                part.mkdir()
                make(part)
                part.rename(made)
        return made

    return folder


@pytest.fixture(scope="session")
def built(shipped: Path, once: Once) -> Path:
    """A database built from the shipped material; not to be changed."""

    def make(folder: Path) -> None:
        with Store.open(folder / "kb.duckdb") as store:
            build(store, shipped)

    return once("built", make) / "kb.duckdb"


@pytest.fixture(scope="session")
def static_copy(once: Once) -> Path:
    """The static copy of an invented knowledge base (`tests.knowledge.for_a_copy`); not to be changed."""
    from kb.site.site import publish  # takes seconds to load, and few tests need it

    def make(folder: Path) -> None:
        forget()
        with for_a_copy().build(folder) as store:
            publish(store, folder / "copy")
        forget()

    return once("static-copy", make) / "copy"


@pytest.fixture(scope="session")
def knowledge_base(built: Path) -> Iterator[Store]:
    """The knowledge base of the shipped material, open for reading."""
    with Store.open(SERVER[-1].kept(built) if SERVER else built, read_only=True) as store:
        yield store


@pytest.fixture(scope="session")
def view(knowledge_base: Store) -> View:
    """The shipped material as of the latest revision, as everybody may see it."""
    return knowledge_base.latest()
