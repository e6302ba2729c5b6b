"""The static copy: every page on its own, every link between them, and the figures of the dashboard."""

import re
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from kb.cache import forget
from kb.db import Store
from kb.domain.model import Scope
from kb.errors import PlaceUnusable
from kb.questions import coverage, records
from kb.reports import atomic_write
from kb.site import site
from kb.site.addresses import Address
from kb.site.site import MARK, PACKAGE, Published, publish
from kb.site.site import pages as pages_of_a_copy
from tests.knowledge import for_a_copy
from tests.reading import MOST_BYTES

pytestmark = pytest.mark.slow

SECRET = "Invented text secret.1."
# The screens in each form and the States; all 1,095 take more than a minute.
FIRST = 150


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """What the static copy is of."""
    with for_a_copy().build(tmp_path) as built:
        yield built


def pages(folder: Path) -> dict[str, Any]:
    return {path.name: lxml.html.parse(str(path)).getroot() for path in sorted(folder.glob("*.html"))}


def faults(folder: Path, read: dict[str, Any]) -> list[str]:
    """What is the matter with the pages of a copy, one by one."""
    anchors = {name: set(page.xpath("//@id")) for name, page in read.items()}
    found = []
    for name, page in read.items():
        if (folder / name).stat().st_size > MOST_BYTES:
            found.append(f"{name} is larger than {MOST_BYTES} bytes")
        if (page.get("lang"), page.get("dir")) != ("en", "ltr") or not page.xpath("//title[text()]"):
            found.append(f"{name} does not say its language, direction or title")
        if page.xpath("//script | //form | //iframe | //@onclick | //img[not(@alt)]"):
            found.append(f"{name} has what a plain page must not have")
        if len(page.xpath("//h1")) != 1 or len(page.xpath("//main")) != 1:
            found.append(f"{name} has not one title and one main part")
        for href in page.xpath("//a/@href | //link/@href"):
            file, _, place = href.partition("#")
            if file.startswith(("https://", "http://", "mailto:")):
                continue
            if file and not (folder / file).exists():
                found.append(f"{name} leads to {file}, which is not there")
            elif place and place not in anchors.get(file or name, set()):
                found.append(f"{name} leads to #{place} on {file or name}, which is not there")
    return found


def figures_astray(read: dict[str, Any]) -> list[str]:
    """Figures that lead to a list with another number over it."""
    found, right = [], 0
    for name, page in read.items():
        for link in page.xpath("//main//a[starts-with(@href, 'contributions') or contains(@href, 'look-gaps')]"):
            said = re.fullmatch(
                r"(?:.*: |.* \()?([0-9]+)\)?(?: contributions?| passages?)?", link.text_content().strip()
            )
            over = read[link.get("href").partition("#")[0]].xpath("//main//h1 | //main//h2") if said else ()
            if said and not any(re.search(rf"\b{said[1]}\b", head.text_content()) for head in over):
                found.append(f"{name}: {link.text_content()} leads to {link.get('href')}")
            right += bool(said)
    return found if right else ["no figure leads anywhere"]


def test_every_page_is_whole_small_and_leads_only_to_what_is_there(static_copy: Path) -> None:
    read = pages(static_copy)
    assert faults(static_copy, read) == []
    assert figures_astray(read) == []
    assert (static_copy / PACKAGE).stat().st_size > 0


@pytest.mark.timeout(600)
def test_so_are_the_first_pages_of_the_shipped_material(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every screen, and what it leads to first; where a page of these leads is written in the whole copy."""
    monkeypatch.setattr(site, "pages", lambda *given: islice(pages_of_a_copy(*given), FIRST))
    forget()
    with Store.open(built, read_only=True) as store:
        done = publish(store, tmp_path / "copy")
        read = pages(tmp_path / "copy")
        assert done == Published(len(read), store.revision(), done.largest)
        assert len(read) == FIRST
        assert [one for one in faults(tmp_path / "copy", read) if "not there" not in one] == []
    forget()


def test_each_affected_state_has_a_page_of_good_practice(static_copy: Path) -> None:
    read = pages(static_copy)
    for state in ("XAA", "XAB", "XAC"):
        page = read[f"practices-my-{state}.html"]
        assert page.xpath("//h1")[0].text_content().startswith(f"Invented State {state}: ")
    needs = read["practices-my-XAB.html"].xpath("//details[starts-with(@id, 'need-')]")
    assert {one.get("id") for one in needs} == {"need-VAP-1", "need-contribution-02.1"}
    assert "Add to my brief" not in read["practices-my-XAB.html"].text_content()


def test_its_figures_are_those_of_the_dashboard(store: Store, static_copy: Path) -> None:
    page = lxml.html.parse(str(static_copy / Address("coverage").file)).getroot()
    shown = {
        (link.get("href"), link.xpath("string(parent::td/@class)"), link.text.strip("●○“ ”□…–?") if link.text else "")
        for link in page.xpath("//td/a")
    }
    asked = [row for row in records(coverage(store.latest(), Scope())) if row["cell"] == "reported"]
    assert len(asked) == 2
    for row in asked:
        own = (("cell", f"{row['state']}.{row['provision']}"),)
        assert (Address("coverage", Scope(), own).file, "reported", str(row["passages"])) in shown
    classes = sorted(kind for _, kind, _ in shown)
    assert classes.count("reported") == len(asked), "nothing else stands there as reported"


def test_cells_have_names_and_texts_say_their_language_and_direction(static_copy: Path) -> None:
    page = lxml.html.parse(str(static_copy / "coverage.html")).getroot()
    names = [link.get("aria-label") for link in page.xpath("//td/a")]
    assert names
    assert all(names)
    assert any("Reported, 1 passage" in name for name in names)
    page = lxml.html.parse(
        str(static_copy / Address("contributions", Scope(), (("contribution", "said"),)).file)
    ).getroot()
    assert page.xpath("//*[@lang='ar'][@dir='auto']")


def test_what_is_not_public_is_on_no_page(static_copy: Path) -> None:
    everything = "".join(path.read_text(encoding="utf-8", errors="replace") for path in static_copy.glob("*.html"))
    assert SECRET not in everything
    assert "contribution-secret" not in everything
    assert re.search(r"revision 1 of \d+ \w+ \d{4}", everything)


def test_an_earlier_copy_is_replaced_and_nothing_else(
    store: Store, static_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.site.site.pages", lambda *_: iter([("index.html", b"Invented page", 0)]))
    copy = Path(shutil.copytree(static_copy, tmp_path / "copy"))
    assert publish(store, copy).pages == 1
    assert [path.name for path in copy.glob("*.html")] == ["index.html"]
    other = tmp_path / "letters"
    other.mkdir()
    (other / "letter.txt").write_text("kept")
    with pytest.raises(PlaceUnusable, match=r"holds letter\.txt"):
        publish(store, other)
    assert [path.name for path in other.iterdir()] == ["letter.txt"]


def test_a_place_that_cannot_be_written_gets_no_half_copy(tmp_path: Path) -> None:
    def foreign(_held: list[str]) -> list[str]:
        return []

    (tmp_path / "file").write_text("a file and no folder")
    with pytest.raises(PlaceUnusable, match="cannot be written"):
        atomic_write.put_folder({"page.html": b"x"}, tmp_path / "file" / "copy", foreign)
    kept = tmp_path / "copy"
    atomic_write.put_folder({MARK: b"earlier"}, kept, foreign)
    with pytest.raises(PlaceUnusable):
        atomic_write.put_folder({MARK: b"later", "no/such/folder.html": b"x"}, kept, foreign)
    assert (kept / MARK).read_bytes() == b"earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "file"]
