"""Page headers, footers and numbers inside an action: left out where that is certain, else the action is not loaded."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kb.ingest.official.lines import Line
from kb.ingest.official.numbering import place
from kb.ingest.official.page_forms import holds_page, is_symbol
from kb.ingest.official.placement import Placement, ProvisionRef
from kb.ingest.official.running import mark_running
from tests.unit.official_documents import WRITERS, Block, lines_of

UNPAGED = ["plain.txt", "copy.md", "copy.html", "copy.docx"]
REFS = [ProvisionRef(f"VAP-{number}", str(number), "II. Invented partnerships") for number in range(1, 67)]


def plan_with(header: Sequence[str], every: int, level: int = 0) -> tuple[list[Block], dict[str, list[str]]]:
    """An invented plan of 66 actions; before the last point of every so many stand the lines of a page header."""
    blocks: list[Block] = []
    expected: dict[str, list[str]] = {}
    for number in range(1, 67):
        wording = [f"Do the invented thing {number} well, with all that belongs to it:"]
        wording += [f"({letter}) invented point {letter} of {number}, with its words;" for letter in "ab"]
        lines = [Block(f"Action #{number} {wording[0]}"), *map(Block, wording[1:])]
        if number % every == 0:
            lines[-1:-1] = [Block(line.format(page=number // every + 1), level) for line in header]
        blocks += lines
        expected[str(number)] = wording
    return blocks, expected


def load(path: Path) -> tuple[Placement, dict[str, list[str]]]:
    placement = place(lines_of(path), "VAP", REFS)
    return placement, {found.number: list(found.paragraphs) for found in placement.found}


@pytest.mark.parametrize("name", UNPAGED)
@pytest.mark.parametrize(
    ("header", "every"),
    [
        (["CCM/MSP/2010/5", "{page}"], 8),
        (["{page}", "CCM/MSP/2010/5"], 30),
        (["CCM/MSP/2010/5"], 40),
        (["CCM/CONF/2011/WP.2/Rev.1*"], 30),
        (["CCM/MSP/2010/5 (E)", "GE.10-12345"], 30),
        (["CCM/MSP/2010/5 Page {page} of 12"], 30),
        (["Page {page} CCM/MSP/2010/5"], 8),
        (["{page}"], 8),
        (["{page}"], 40),
        (["Page {page} of 12"], 40),
        (["- {page} -"], 8),
        (["VIENTIANE ACTION PLAN", "{page}"], 8),
        (["Vientiane Action Plan", "{page}"], 8),
        (["Vientiane Action Plan, page {page}"], 8),
    ],
    ids=str,
)
def test_a_page_header_inside_an_action_is_no_word_of_it(
    tmp_path: Path, name: str, header: list[str], every: int
) -> None:
    blocks, expected = plan_with(header, every)
    placement, found = load(WRITERS[name](tmp_path / name, blocks))
    assert found == expected
    assert placement.unambiguous
    left_out = " ".join(placement.left_out)
    assert all(word in left_out for line in header for word in line.split() if "{" not in word)


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(
    ("header", "every", "level"),
    [
        (["VIENTIANE ACTION PLAN"], 8, 0),
        (["VIENTIANE ACTION PLAN"], 40, 0),
        (["VIENTIANE ACTION PLAN", "{page}"], 30, 0),
        (["Vientiane Action Plan"], 30, 0),
        (["Vientiane Action Plan, page {page}"], 40, 0),
        (["Vientiane Action Plan {page}"], 30, 0),
        (["Part of the invented plan"], 30, 0),
        (["II. Invented partnerships"], 8, 0),
        (["VIENTIANE ACTION PLAN"], 40, 2),
        (["Notes"], 40, 0),
    ],
    ids=str,
)
def test_what_may_be_a_header_or_a_heading_never_cuts_an_action_silently(
    tmp_path: Path, name: str, header: list[str], every: int, level: int
) -> None:
    blocks, expected = plan_with(header, every, level)
    placement, found = load(WRITERS[name](tmp_path / name, blocks))
    with_header = {str(number) for number in range(every, 67, every)}
    assert found.items() <= expected.items()
    if not placement.unambiguous:
        assert with_header == {one.number for one in placement.ambiguous} == expected.keys() - found.keys()
    elif not name.startswith("wrapped"):
        assert found == expected
    reasons = {one.reason for one in placement.ambiguous}
    assert all("could not be placed" in one or "header" in one or "Action Plan" in one for one in reasons)


@pytest.mark.parametrize(
    ("between", "is_loaded"),
    [
        pytest.param(["VICTIM ASSISTANCE"], True, id="a heading in capitals and nothing else"),
        pytest.param(["VICTIM ASSISTANCE", "5. All invented States:"], True, id="and the document's next paragraph"),
        pytest.param(["VICTIM ASSISTANCE", "Invented States will:"], True, id="and a lead-in"),
        pytest.param(["VICTIM ASSISTANCE", "Invented States wait."], False, id="and text that may be the action's"),
        pytest.param(["INVENTED PLAN", "It waits.", "III. Victims"], False, id="and then a numbered heading"),
        pytest.param(["III. Victims", "Invented States wait."], True, id="a numbered heading and its text"),
        pytest.param(["III. Victims", "(b) and waits."], False, id="a numbered heading inside a list"),
        pytest.param(["III. Victims", "and wait."], False, id="a numbered heading inside a sentence"),
        pytest.param(["Invented partnerships", "Invented States wait."], True, id="a known chapter and its text"),
        pytest.param(["Annex II", "A list."], True, id="an annex"),
        pytest.param(["Part of this", "Invented States wait."], False, id="a line that begins like a part's title"),
        pytest.param(["Invented list ........ 7", "Invented States wait."], False, id="an entry of contents"),
        pytest.param(["Seen CCM/MSP/2010/5 Page 7 of 12 and on."], False, id="a footer in the middle of a line"),
    ],
)
def test_text_below_a_heading_is_the_headings_or_a_doubt(between: list[str], is_loaded: bool) -> None:
    text = ["4. Invented aims.", "Action #1 One.", *between, "Action #2 Two."]
    lines = [Line(line, number) for number, line in enumerate(text, start=1)]
    placement = place(lines, "VAP", REFS[:2])
    assert placement.unambiguous == is_loaded, placement.report()
    expected = {"1": ("One.",), "2": ("Two.",)} if is_loaded else {"2": ("Two.",)}
    assert {found.number: found.paragraphs for found in placement.found} == expected


def marks(*texts: str, **kind: bool) -> str:
    """For each line x where it is furniture, ? where it is doubtful, - where it is text."""
    lines = mark_running([Line(text, number, **kind) for number, text in enumerate(texts, start=1)])
    return "".join("x" if line.is_furniture else "?" if line.is_doubtful else "-" for line in lines)


def test_numbers_that_may_be_words_are_never_left_out() -> None:
    long = "An invented sentence of many words. " * 12
    assert marks(long, "7", long, "8", long) == "-x-x-"
    assert marks(long, "8", long, "7", long) == "-?-?-"
    assert marks("One.", "1", "Two.", "2", "Three.") == "-?-?-"
    assert marks("Invented victims counted", "7", is_cell=True) == "-?"
    assert marks("It was said in", "2010", "again.") == "-?-"
    assert marks("Action", "7", "Wait.") == "-?-"
    assert marks("As said in document", "CCM/MSP/2010/5", "it is so.") == "-?-"
    assert marks("Wait.", "7", is_heading=True) == "-?"
    assert marks("7. Wait.", "Phase 1", "Wait.", "Phase 2") == "-?-?"


def test_an_action_whose_number_stands_alone_is_not_taken_for_a_page() -> None:
    text = ["Action #1", "One.", "2", "Two.", "Action #3 Three."]
    placement = place(mark_running([Line(line, n) for n, line in enumerate(text, start=1)]), "VAP", REFS[:3])
    assert [(found.number, found.text) for found in placement.found] == [("3", "Three.")]
    assert not placement.unambiguous


def test_symbols_of_documents_and_what_only_looks_like_one() -> None:
    assert all(map(is_symbol, ["CCM/MSP/2010/5", "A/RES/63/71", "CCM/CONF/2011/WP.2/Add.1*", "7 CCM/MSP/2010/5"]))
    assert not any(map(is_symbol, ["AND/OR/NOT", "See CCM/MSP/2010/5", "CCM/MSP/2010/5 says", "and/or", "1/2/3"]))
    assert holds_page("first CCM/MSP/2010/5 Page 7 second")
    assert not holds_page("as CCM/MSP/2010/5 says on page 7 of it")


ARTICLE = ["Article 1", "Invented title", "1. One.", "2. Two:", "(a) Point a;", "(b) Point b,"]


@pytest.mark.parametrize(
    ("inside", "is_heading", "numbers"),
    [
        (["and more."], False, "1.1 1.2 1.2(a) 1.2(b)"),
        (["CCM/MSP/2010/5 Page 7 of 12", "and more."], False, "1.1 1.2 1.2(a) 1.2(b)"),
        (["INVENTED CONVENTION", "and more."], False, "1.1 1.2(a)"),
        (["Invented Convention", "and more."], True, "1.1 1.2(a)"),
        (["Article 9 Ends .... 7", "and more."], False, "1.1 1.2(a)"),
        (["7 of 12 Invented", "see Page 7 of 12 and more."], False, "1.1 1.2(a)"),
    ],
)
def test_furniture_inside_an_article(inside: list[str], is_heading: bool, numbers: str) -> None:
    texts = [*ARTICLE, *inside, "Article 2", "End", "1. Ends."]
    lines = [Line(text, n, is_heading=is_heading and text == inside[0]) for n, text in enumerate(texts, start=1)]
    wanted = [ProvisionRef(number, number) for number in ("1.1", "1.2", "1.2(a)", "1.2(b)")]
    placement = place(mark_running(lines), "CCM", wanted)
    found = {one.number: list(one.paragraphs) for one in placement.found}
    assert list(found) == numbers.split()
    assert " ".join(found.get("1.2(b)", ["Point b, and more."])) == "Point b, and more."
    assert (found["1.1"], found["1.2(a)"]) == (["One."], ["Point a;"])
