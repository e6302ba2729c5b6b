"""Every word of a document stands in exactly one place of the outcome, in every format; none is lost or moved."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.ingest.official.numbering import place
from kb.ingest.official.placement import Placement
from tests.unit.invented_instruments import LABELS, convention, plan
from tests.unit.official_documents import WRITERS, Block, lines_of, markdown_file
from tests.unit.test_official_numbering import REAL, REAL_NUMBERS, refs


def words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in text.split()]


def placed_words(placement: Placement) -> list[str]:
    """The words of all that was found, left unplaced or read as a heading."""
    noted = [re.sub(r"^.*?: “(.*)”$", r"\1", one) for one in (*placement.headings, *placement.titles)]
    found = [paragraph for one in placement.found for paragraph in one.paragraphs]
    return words([*found, *(one.text for one in placement.unplaced), *noted])


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITERS)
def test_every_word_of_a_plan_has_its_place(tmp_path: Path, name: str) -> None:
    blocks, expected = plan()
    placement = place(lines_of(WRITERS[name](tmp_path / name, blocks)), "VAP", refs(list(expected)))
    labels = words(LABELS[number % len(LABELS)].format(number) for number in range(1, 67))
    assert Counter(words(block.text for block in blocks)) == Counter([*placed_words(placement), *labels])
    assert {found.number: list(found.paragraphs) for found in placement.found} == expected


@pytest.mark.parametrize("name", WRITERS)
def test_every_word_of_a_convention_has_its_place(tmp_path: Path, name: str) -> None:
    blocks = [Block(block.text.replace("1) Invented", "l) Invented"), block.level) for block in convention()[0]]
    placement = place(lines_of(WRITERS[name](tmp_path / name, blocks)), "CCM", refs(["1", "2", "3", "4"]))
    assert placement.unambiguous
    assert Counter(words(block.text for block in blocks)) == Counter(placed_words(placement))


@pytest.mark.parametrize("name", ["invented", "real"] if REAL.is_file() else ["invented"])
def test_the_wording_is_that_of_the_file_word_for_word(tmp_path: Path, name: str) -> None:
    """The files are Markdown: only its marks of emphasis are no words. Of whole articles, nothing lacks."""
    path = REAL if name == "real" else markdown_file(tmp_path / "copy.md", convention()[0])
    wanted = REAL_NUMBERS if name == "real" else [number for number in convention()[1] if number[0] != "3"]
    source = " ".join(path.read_text(encoding="utf-8").replace("*", "").split())
    placement = place(lines_of(path), "CCM", refs(wanted))
    assert [found.number for found in placement.found] == wanted
    assert placement.unambiguous
    for found in placement.found:
        assert " ".join(found.text.split()) in source, found.number
    for article in place(lines_of(path), "CCM", refs(["5", "6"] if name == "real" else ["2"])).found:
        start = source.index(f"Article {article.number} #" if name == "real" else f"Article {article.number} ")
        end = source.index("### ", source.index(" 1. ", start))
        body = source[source.index(" 1. ", start) : end].removesuffix("#").strip()
        assert " ".join(article.text.split()) == body


def test_what_a_copy_misprints_is_kept(tmp_path: Path) -> None:
    """A copy in circulation has "referred toin Article 5" in Article 6.7: wording is loaded, never corrected."""
    path = tmp_path / "copy.md"
    text = "Invented obligations referred toin Article 5, *inter alia*, are non-govemmental."
    path.write_text(f"### Article  1  \n\n####Invented\n\n1.  {text}   \n2.  End.\n", encoding="utf-8")
    placement = place(lines_of(path), "CCM", refs(["1.1", "1.2"]))
    assert [found.text for found in placement.found] == [text.replace("*", ""), "End."]


TITLE = "Invented Plan Of Deeds"
FURNITURE = ["CCM/MSP/2010/5", "CCM/MSP/2010/5 Page {} of 99", "{}", "Page {}", "- {} -", TITLE, TITLE.upper()]
FURNITURE += [f"{TITLE} {{}}", f"{TITLE}, page {{}}", "7 CCM/CONF/2011/WP.2", "GE.10-12345 (E)"]
BETWEEN = st.sampled_from(["", "", "chapter", "document's paragraph", "lead-in", "text"])
ACTIONS = st.lists(st.tuples(st.integers(1, 4), BETWEEN), min_size=3, max_size=8)
# After which paragraph of the document furniture stands: its place is taken modulo their number.
INSERTED = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(FURNITURE)), max_size=5)
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def unique_plan(
    actions: list[tuple[int, str]], inserted: list[tuple[int, str]]
) -> tuple[list[Block], dict[str, list[str]]]:
    """A plan in which no word comes twice, but those of labels and furniture; and the paragraphs of its actions."""
    count = iter(range(10_000))

    def sentence(stop: str = ".") -> str:
        return " ".join(f"{'W' if at == 0 else 'w'}ord{next(count)}x" for at in range(12)) + stop

    made, expected, own = [Block(TITLE, 1), Block(f"4. {sentence()}")], {}, 5
    for number, (paragraphs, before) in enumerate(actions, start=1):
        if before:
            made.append(Block(f"{NUMERALS[number]}. Chapter{number}x", 2))
        if before == "document's paragraph":
            made.append(Block(f"{own}. {sentence()}"))
            own += 1
        elif before:
            made += [Block(sentence(":"))] * (before == "lead-in") + [Block(sentence())] * (before == "text")
        expected[str(number)] = [sentence() for _ in range(paragraphs)]
        first, *more = expected[str(number)]
        made += [Block(f"Action #{number} {first}"), *map(Block, more)]
    for page, (at, line) in enumerate(sorted(inserted), start=11):
        made.insert(2 + at % (len(made) - 1), Block(line.format(page)))
    return made, expected


@pytest.mark.parametrize("name", WRITERS)
@settings(deadline=None, max_examples=12)
@given(actions=ACTIONS, inserted=INSERTED)
def test_no_word_is_lost_moved_or_added(
    name: str, actions: list[tuple[int, str]], inserted: list[tuple[int, str]]
) -> None:
    blocks, expected = unique_plan(actions, inserted)
    with TemporaryDirectory() as folder:
        placement = place(lines_of(WRITERS[name](Path(folder) / name, blocks)), "VAP", refs(list(expected)))
    found = {one.number: list(one.paragraphs) for one in placement.found}
    assert found == {number: wording for number, wording in expected.items() if number in found}
    assert found.keys() | {one.number for one in placement.ambiguous} == expected.keys()
    assert placement.unambiguous == (found == expected)
    if not inserted:
        assert placement.unambiguous, placement.report()
    own = [word.strip(".:") for word in words(block.text for block in blocks) if "ord" in word or "Chapter" in word]
    places = Counter(word.strip(".:") for word in placed_words(placement))
    doubtful = {word.strip(".") for number in expected.keys() - found.keys() for word in words(expected[number])}
    assert {word for word in own if word not in doubtful} == {word for word in own if places[word] == 1} - doubtful
    assert not any("ord" in text for text in placement.left_out if TITLE.casefold() not in text.casefold())
    order = {word: at for at, word in enumerate(own)}
    unplaced = {
        order[word] for one in placement.unplaced for raw in one.text.split() if (word := raw.strip(".:")) in order
    }
    for wording in found.values():
        inside = [order[word.strip(".")] for word in words(wording)]
        assert not unplaced.intersection(range(min(inside), max(inside) + 1))
