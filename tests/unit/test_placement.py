"""Official texts in every format: each word has one place; the table is read back as it was; nothing foreign enters."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import PlacementFault
from kb.ingest.official.labels import Wanted
from kb.ingest.official.proposing import propose
from kb.ingest.official.table import (
    COLUMNS,
    Line,
    Place,
    as_file,
    divided,
    from_file,
    placed,
    refuse_foreign,
    refuse_unsettled,
    unclear,
)
from kb.ingest.official.wording import texts_of, wordings
from kb.ingest.reading import read_document
from kb.ingest.text.passages import Paragraph
from tests.unit.invented_instruments import convention, plan
from tests.unit.official_documents import WRITERS, Block, docx_file

PLAN = Wanted("VAP", ids=tuple(f"VAP-{number}" for number in range(1, 67)))


def table_of(path: Path, wanted: Wanted) -> tuple[Line, ...]:
    return propose(read_document(path.read_bytes(), path.name).paragraphs, wanted)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in WRITERS if name != "copy.html"])
def test_every_action_of_a_plan_is_found_word_for_word_and_one_line_is_asked_about(tmp_path: Path, name: str) -> None:
    blocks, expected = plan()
    table = table_of(WRITERS[name](tmp_path / name, blocks), PLAN)
    assert {one.id.removeprefix("VAP-"): one.paragraphs for one in wordings(table, PLAN)} == expected
    assert [line.why for line in unclear(table)] == ["may come after the last action"]
    text = " ".join(line.text for line in table if line.place != Place.SKIP)
    words = Counter(text.replace("- sensitive", "-sensitive").split())  # a page ends between the two
    entries = [block for block in blocks if ".... " in block.text]
    assert words == Counter(word for block in blocks if block not in entries for word in block.text.split())


def test_what_a_web_page_repeats_of_an_action_is_asked_about(tmp_path: Path) -> None:
    """The page's footer says "Action #2" once more: both are unclear, and nothing can be loaded."""
    table = table_of(WRITERS["copy.html"](tmp_path / "copy.html", plan()[0]), PLAN)
    assert [line.place for line in unclear(table) if "more than once" in line.why] == ["VAP-2", "VAP-2"]
    with pytest.raises(PlacementFault, match="It is not clear where these lines belong"):
        texts_of(table, PLAN)


def test_a_misread_letter_of_a_convention_is_asked_about_and_settled_by_hand(tmp_path: Path) -> None:
    blocks, expected = convention()
    wanted = Wanted("CCM", "Article", ids=("CCM-3.1.k", "CCM-3.1.m"))
    table = table_of(docx_file(tmp_path / "copy.docx", blocks), wanted)
    asked = [at for at, line in enumerate(table) if line.why]
    assert [table[at].text[:9] for at in asked] == ["1) Invent", "m) Invent"]
    settled = placed(placed(table, asked[0], "CCM-3.1.l"), asked[1], "CCM-3.1.m")
    found = {one.id: one.paragraphs for one in wordings(settled, wanted)}
    assert {number: found[f"CCM-{number.replace('(', '.').strip(')')}"] for number in expected} == expected
    assert [(one.provision, one.number, one.parent) for one in texts_of(settled, wanted)] == [
        ("CCM-3.1.k", "3.1(k)", None),
        ("CCM-3.1.m", "3.1(m)", None),
    ]


def test_a_line_is_divided_joined_and_left_out_by_hand() -> None:
    lines = ["Action #1 One and Action #2", "Two, which goes", "Invented header", "on."]
    table = propose([Paragraph(line, "paragraph") for line in lines], Wanted("NEW"))
    table = divided(table, 0, "Action #2")
    for at, place in ((1, "NEW-2"), (2, Place.ABOVE), (3, Place.SKIP), (4, Place.JOINED)):
        table = placed(table, at, place)
    found = texts_of(table, Wanted("NEW"), is_new=True)
    assert [(one.provision, one.text) for one in found] == [("NEW-1", "One and"), ("NEW-2", "Two, which goes on.")]
    with pytest.raises(PlacementFault, match="does not have these words"):
        divided(table, 0, "three")


def test_the_table_leaves_as_a_file_and_comes_back_as_it_was() -> None:
    lines = ["Action #1 =One;", '- "Two", and,', "@three\u2028x"]
    table = propose([Paragraph(line, "paragraph") for line in lines], Wanted("VAP"))
    assert from_file(as_file(table).encode()) == table
    semicolons = ";".join(COLUMNS) + "\n1;;One.;VAP-1;no;\n"
    assert from_file(semicolons.encode("utf-8-sig")) == (Line(1, None, "One.", "VAP-1"),)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "must have the columns"),
        (b"line,text\n1,One.\n", "must have the columns"),
        (b"\xff\xfe", "no CSV file"),
        (b'line,page,text,place,unclear,why\n1,,"One', "no CSV file"),
        (b"line,page,text,place,unclear,why\nx,,One.,VAP-1,no,\n", "Row 2 of the placement table cannot be read"),
        (b"line,page,text,place,unclear,why\n1,,One.,VAP-1,perhaps,\n", "Row 2"),
        (b"line,page,text,place,unclear,why\n1,,One.,VAP-1\n", "Row 2"),
    ],
)
def test_a_file_that_is_no_table_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(PlacementFault, match=said):
        from_file(content)


def test_a_table_with_other_words_than_the_document_or_in_another_order_is_refused() -> None:
    table = (Line(1, None, "Action #1 One.", "VAP-1"), Line(2, None, "Two.", Place.ABOVE))
    refuse_foreign(table, table)
    for foreign in (
        table[:1],
        table[::-1],
        (table[0], replace(table[1], text="Two!")),
        (*table, replace(table[1], text="Two.")),
        (*table, Line(3, None, "", Place.SKIP)),
    ):
        with pytest.raises(PlacementFault):
            refuse_foreign(foreign, table)
    for unfit in ("VAP-1", "CCM-1", "nowhere", "VAP-1.2.3.4.5", ""):
        with pytest.raises(PlacementFault):
            refuse_unsettled((table[0], replace(table[1], place=unfit)), "VAP")


FURNITURE = ["CCM/MSP/2010/5", "CCM/MSP/2010/5 Page {} of 99", "{}", "Page {}", "- {} -", "Invented Plan Of Deeds"]
FURNITURE += ["GE.10-12345 (E)", "7 CCM/CONF/2011/WP.2", "Invented Plan Of Deeds, page {}"]
ACTIONS = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(["", "", "chapter", "paragraph", "lead-in"])), min_size=3, max_size=8
)
INSERTED = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(FURNITURE)), max_size=5)
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def unique_plan(
    actions: list[tuple[int, str]], inserted: list[tuple[int, str]]
) -> tuple[list[Block], dict[str, list[str]]]:
    """A plan in which no word comes twice, but those of labels and furniture; and the paragraphs of its actions."""
    count = iter(range(10_000))

    def sentence(stop: str = ".") -> str:
        return " ".join(f"{'W' if at == 0 else 'w'}ord{next(count)}x" for at in range(12)) + stop

    made, expected, own = [Block("Invented Plan Of Deeds", 1), Block(f"4. {sentence()}")], {}, 5
    for number, (paragraphs, before) in enumerate(actions, start=1):
        if before:
            made.append(Block(f"{NUMERALS[number]}. Chapter{number}x", 2))
        if before == "paragraph":
            made.append(Block(f"{own}. {sentence()}"))
            own += 1
        elif before == "lead-in":
            made.append(Block(sentence(":")))
        expected[f"VAP-{number}"] = [sentence() for _ in range(paragraphs)]
        first, *more = expected[f"VAP-{number}"]
        made += [Block(f"Action #{number} {first}"), *map(Block, more)]
    for page, (at, line) in enumerate(sorted(inserted), start=11):
        made.insert(2 + at % (len(made) - 1), Block(line.format(page)))
    return made, expected


@pytest.mark.slow
@pytest.mark.parametrize("name", ["plain.txt", "copy.docx"])
@settings(deadline=None, max_examples=10)
@given(actions=ACTIONS, inserted=INSERTED)
def test_no_word_is_lost_moved_or_added(
    name: str, actions: list[tuple[int, str]], inserted: list[tuple[int, str]]
) -> None:
    """Where nothing is unclear the wording is right; where a line is, confirming the proposal moves no word."""
    blocks, expected = unique_plan(actions, inserted)
    with TemporaryDirectory() as folder:
        table = table_of(WRITERS[name](Path(folder) / name, blocks), Wanted("VAP", ids=tuple(expected)))
    assert " ".join(line.text for line in table).split() == " ".join(block.text for block in blocks).split()
    found = {one.id: one.paragraphs for one in wordings(table, Wanted("VAP"))}
    assert list(found) == list(expected)
    asked = {line.line for line in unclear(table)}
    beside = {line.place for at, line in enumerate(table) if line.begins}
    assert beside == expected.keys()
    if not inserted:
        assert found == expected
        assert asked <= {line.line for line in table[-4:]}
    for id_, paragraphs in expected.items():
        assert re.findall(r"ord\d+x", " ".join(found[id_])) == re.findall(r"ord\d+x", " ".join(paragraphs))
