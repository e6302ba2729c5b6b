"""PDF and wrapped text: lines put together again, and nothing of the pages' furniture in the wording."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from kb.errors import OfficialTextUnreadable
from kb.ingest.official.numbering import place
from kb.ingest.official.placement import ProvisionRef
from kb.ingest.official.wrapping import Joiner, begins_by_width
from tests.unit.official_documents import RUNNING_TITLE, Block, lines_of, pdf_file, wrapped_text_file

LONG = (
    "An invented sentence with enough words to fill a line and to go on in the next one, so that the reader has to"
    " put together what the page took apart"
)


def draw(path: Path, *lines: tuple[float, float, str] | tuple[float, float, str, float], encrypt: str = "") -> Path:
    """A page with lines at (from the left, from the top) in points, of 11 points or the size given."""
    canvas = Canvas(str(path), pagesize=A4, encrypt=encrypt or None, invariant=1)
    for left, top, text, *size in lines:
        canvas.setFont("Times-Roman", size[0] if size else 11)
        canvas.drawString(left, A4[1] - top, text)
    canvas.save()
    return path


def wording(path: Path, *numbers: str) -> dict[str, list[str]]:
    placement = place(lines_of(path), "VAP", [ProvisionRef(n, n) for n in numbers])
    return {found.number: list(found.paragraphs) for found in placement.found}


def test_an_action_goes_on_across_pages_and_furniture_is_named(tmp_path: Path) -> None:
    blocks = [
        Block("Action #1"),
        *[Block(f"{LONG}, said for the {n}th time.") for n in range(60)],
        Block("Action #2 End."),
    ]
    for path in (pdf_file(tmp_path / "a.pdf", blocks), wrapped_text_file(tmp_path / "a.txt", blocks)):
        placement = place(lines_of(path), "VAP", [ProvisionRef("a", "1"), ProvisionRef("b", "2")])
        first, second = placement.found
        assert list(first.paragraphs) == [block.text for block in blocks[1:-1]]
        assert second.paragraphs == ("End.",)
        assert RUNNING_TITLE in placement.left_out
        assert RUNNING_TITLE not in first.text
        assert first.where == "page 1, line 2" if path.suffix == ".pdf" else "page 1, line 3"


@pytest.mark.slow
def test_a_line_of_the_text_at_the_edge_of_many_pages_stays(tmp_path: Path) -> None:
    """The same sentences on every page fall on the same places now and then."""
    same = f"{LONG}, and this invented report is to be made at the next meeting."
    blocks = [block for n in range(1, 60) for block in (Block(f"Action #{n}"), Block(same), Block("1. An item."))]
    for path in (pdf_file(tmp_path / "a.pdf", blocks), wrapped_text_file(tmp_path / "a.txt", blocks)):
        found = wording(path, *map(str, range(1, 60)))
        assert found == {str(n): [same, "1. An item."] for n in range(1, 60)}


def test_a_mention_at_the_beginning_of_a_line_starts_nothing(tmp_path: Path) -> None:
    path = draw(
        tmp_path / "a.pdf",
        (72, 100, "Action #1 Do in the invented way what has been asked for in the plan as said in"),
        (72, 114, "Action #2 of this invented plan, and go on with it in the same way, as provided in"),
        (72, 128, "Action 2: all invented means, with all the invented persons who were ever found in"),
        (72, 142, "the invented area, whoever they are."),
        (72, 170, "Action #2 Do something else, which is no less invented than everything else that is in"),
        (72, 184, "the text."),
    )
    found = wording(path, "1", "2")
    assert found["1"] == [
        "Do in the invented way what has been asked for in the plan as said in Action #2 of this invented plan, and go"
        " on with it in the same way, as provided in Action 2: all invented means, with all the invented persons who"
        " were ever found in the invented area, whoever they are."
    ]
    assert found["2"][0].startswith("Do something else")


def test_notes_at_the_foot_and_their_marks_are_no_wording(tmp_path: Path) -> None:
    path = draw(
        tmp_path / "a.pdf",
        (72, 100, "Action #1 Do as the invented States"),
        (240, 96, "1", 6),
        (244, 100, "have said in 2010."),
        (72, 120, "Action #2 Go on with what was begun."),
        (72, 700, "1 An invented note about the invented States.", 8),
    )
    placement = place(lines_of(path), "VAP", [ProvisionRef("a", "1"), ProvisionRef("b", "2")])
    assert [found.text for found in placement.found] == [
        "Do as the invented States have said in 2010.",
        "Go on with what was begun.",
    ]
    assert any("invented note" in text for text in placement.left_out)


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("the coopera-", "tion of all", "the cooperation of all"),
        ("the coopera\u00ad", "tion of all", "the cooperation of all"),
        ("age- and gender-", "sensitive care", "age- and gender-sensitive care"),
        ("with age-", "and gender-sensitive care", "with age- and gender-sensitive care"),
        ("the non-", "discrimination", "the non-discrimination"),
        ("the Secretary-", "General", "the Secretary-General"),
        ("an explosive-", "free area", "an explosive-free area"),  # the document has it elsewhere
        ("the re-", "establishment", "the reestablishment"),
        ("from 2010-", "2015 on", "from 2010-2015 on"),
        ("an aside –", "like this", "an aside – like this"),
        ("plain", "words", "plain words"),
    ],
)
def test_words_broken_at_the_end_of_a_line(above: str, below: str, joined: str) -> None:
    assert Joiner(["an area that is explosive-free now"]).join(above, below) == joined


def test_every_hyphen_that_was_judged_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    lines = [
        "Action #1 Do what is asked in this invented plan of the invented coordi-",
        "nation bodies, which are as invented as all that surrounds them in this",
        "text, and go on doing it.",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    placement = place(lines_of(path), "VAP", [ProvisionRef("a", "1")])
    assert "invented coordination bodies" in placement.found[0].text
    assert "“coordi-” and “nation” as “coordination”" in placement.report()


def test_lines_of_equal_length_are_not_taken_for_a_wrapped_text() -> None:
    lines = [f"Action #{n} Do the invented thing that has number {n} in this plan" for n in range(10, 30)]
    assert all(begins_by_width(lines))


def test_scans_protected_files_and_columns_are_refused(tmp_path: Path) -> None:
    for path, advice in (
        (draw(tmp_path / "a.pdf"), "scan without text"),
        (draw(tmp_path / "b.pdf", (72, 100, LONG), encrypt="invented"), "protected by a password"),
        (
            draw(
                tmp_path / "c.pdf",
                *[(left, 100 + 14 * n, "Half a line of an invented page") for n in range(9) for left in (60, 330)],
            ),
            "set in columns",
        ),
    ):
        with pytest.raises(OfficialTextUnreadable, match=advice):
            lines_of(path)
