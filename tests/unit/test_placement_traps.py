"""Traps of real documents: what is certain is placed, what is not is marked for a person, with what must not happen."""

import re

import pytest

from kb.errors import PlacementFault
from kb.ingest.official.labels import Wanted
from kb.ingest.official.proposing import propose
from kb.ingest.official.table import Line, unclear
from kb.ingest.official.wording import refuse_numbers, summary, texts_of, wordings
from kb.ingest.text.passages import Paragraph

IDS = ["VAP-1", "VAP-2", "VAP-3"]
ONE, TWO, THREE = "Action #1 One.", "Action #2 Two.", "Action #3 Three."


def proposed(instrument: str, numbers: str, text: str, chapter: str = "") -> tuple[Line, ...]:
    """Each line of the text is a paragraph; one that begins with "~" is the rest of the one above."""
    joined = re.sub(r"\n~(?!\(?\w{1,2}[.)])", " ", text).replace("~", "")
    ids = tuple(f"{instrument}-{number.replace('(', '.').strip(')')}" for number in numbers.split())
    wanted = Wanted(instrument, "Article" if instrument == "CCM" else "Action", ids, (chapter,))
    return propose([Paragraph(line, "paragraph") for line in joined.splitlines()], wanted)


def texts(table: tuple[Line, ...]) -> dict[str, list[str]]:
    is_convention = any(line.place.startswith("CCM") for line in table)
    wanted = Wanted("CCM", "Article") if is_convention else Wanted("VAP")
    return {one.id: one.paragraphs for one in wordings(table, wanted)}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param(
            f"{ONE}\nAction 2 asks invented States to wait.\nAs Action #2 says, wait.\nAction 2, like 3, waits."
            f"\n{TWO}\n{THREE}",
            ["One.", "Action 2 asks invented States to wait.", "As Action #2 says, wait.", "Action 2, like 3, waits."],
            id="sentences about an action",
        ),
        pytest.param(
            f"{ONE}\nActions 2 and 3 go together.\nAction 2-3 go together.\nAction #2 and #3 too.\n{TWO}\n{THREE}",
            ["One.", "Actions 2 and 3 go together.", "Action 2-3 go together.", "Action #2 and #3 too."],
            id="several actions named",
        ),
        pytest.param(
            f"{ONE}\nWait as provided in\nAction 2\nof this invented plan.\n{TWO}\n{THREE}",
            ["One.", "Wait as provided in", "Action 2", "of this invented plan."],
            id="a sentence broken by hand",
        ),
        pytest.param(
            f"{ONE}\nWait as provided in\n~Action #2: wait.\n{TWO}\n{THREE}",
            ["One.", "Wait as provided in Action #2: wait."],
            id="a label in the middle of a sentence",
        ),
        pytest.param(
            f"{ONE}\nAction 4.1(b) of another plan stays.\n{TWO}\n{THREE}",
            ["One.", "Action 4.1(b) of another plan stays."],
            id="an action of another plan",
        ),
        pytest.param(
            f"I. Aims\nII. Means\nIII. Ends\nI. Aims\n{ONE}\nII. Means\nIntroduction.\n{TWO}\nVICTIM ASSISTANCE"
            f"\n{THREE}",
            ["One."],
            id="chapter headings, listed and in their places",
        ),
        pytest.param(
            f"VI.Aims\n{ONE}\nInvented chapter\n{TWO}\n{THREE}\nAnnex II\nA list.", ["One."], id="known chapter"
        ),
        pytest.param(
            f"4. Aims.\n{ONE}\n1. Item.\n2. Item.\n5. All States will:\n{TWO}\n6. They will:\n{THREE}",
            ["One.", "1. Item.", "2. Item."],
            id="the document's own paragraphs",
        ),
        pytest.param(
            f"{ONE}\nMore of it.\nStates able to do so will:\n{TWO}\n{THREE}", ["One.", "More of it."], id="a lead-in"
        ),
        pytest.param(
            f"Action #1 One\nAction #1 (continued)\nand more.\n{TWO}\n{THREE}", ["One and more."], id="continued"
        ),
        pytest.param(
            "Action #1 do one.\nMore.\nAction #2 do two.\nAction #3 do three.", ["do one.", "More."], id="lower case"
        ),
        pytest.param(
            "Action 1:\none.\nmore.\nAction 2:\ntwo.\nAction 3:\nthree.", ["one.", "more."], id="lower case below"
        ),
        pytest.param(
            f"Action #1 One 2\nAction #2 Two 2\nAction #3 Three 4\n{ONE}\n{TWO}\n{THREE}", ["One."], id="page numbers"
        ),
        pytest.param("ACTION NO. 1: One.\nAction №  2. Two.\nAction nº3 – Three.", ["One."], id="forms of a label"),
    ],
)
def test_actions_are_placed_in_spite_of(text: str, first: list[str]) -> None:
    table = proposed("VAP", "1 2 3", text, chapter="II. Invented chapter")
    assert not unclear(table)
    found = texts(table)
    assert found["VAP-1"] == first
    assert [" ".join(found[one]).lower().rstrip(".") for one in ("VAP-2", "VAP-3")] == (
        ["do two", "do three"] if "do two" in text else ["two", "three"]
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{ONE}\nAction 2 asks States to wait.\n{THREE}", id="only a sentence about the missing one"),
        pytest.param(f"One before.\n{ONE} Action #2 Two.\n{THREE}", id="two actions in one paragraph"),
        pytest.param(f"{ONE}\nActi0n #2 Two.\n{THREE}", id="a label with a misread letter"),
        pytest.param(f"{ONE}\n2. Two.\n{THREE}", id="a number alone where the missing one should be"),
        pytest.param(f"{ONE}\n{TWO}\n{THREE}\nAction #1 Another one.", id="an action twice"),
        pytest.param(f"Action #1 A\nAction #2 B\nAction #3 C\n{ONE}\n{TWO}\n{THREE}", id="a list that may be the text"),
        pytest.param(f"{ONE}\n{THREE}\n{TWO}", id="two in the wrong order"),
        pytest.param(f"{ONE}\n{TWO}\n{THREE}\nAction #4 Of another plan.", id="an action too many"),
        pytest.param(f"{ONE}\nB. Data collection\n{TWO}\n{THREE}", id="a heading or an item"),
        pytest.param(f"{ONE}\n{TWO}\nSee also:\nAction 1\nIt goes on.\n{THREE}", id="a lone reference"),
        pytest.param("Action #1\nAction #2\nAction #3 Three.", id="labels without text"),
        pytest.param(f"1. Aims.\n{ONE}\n1. Item.\n2. Item or paragraph.\n{TWO}\n{THREE}", id="two counts that meet"),
        pytest.param("Nothing of a plan.", id="nothing"),
    ],
)
def test_actions_in_doubt_are_asked_about(text: str) -> None:
    table = proposed("VAP", "1 2 3", text)
    assert unclear(table) or summary(table, IDS).missing
    with pytest.raises(PlacementFault):
        texts_of(table, Wanted("VAP", ids=tuple(IDS))) and refuse_numbers("{numbers}", summary(table, IDS).missing)


HEAD = "Article 1\nInvented title\n"
POINTS = "1. One.\n2. Two:\n(a) Point a;\n(b) Point b."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{HEAD}{POINTS}\nArticle 2\nTitle\n1. End.", id="plain"),
        pytest.param(f"ARTICLE I – Invented title\n{POINTS}\nARTICLE II\n1. End.", id="Roman numbers"),
        pytest.param(
            f"Article 1 .... 2\nArticle 2 .... 3\n{HEAD}{POINTS}\nArticle 2\n1. End.", id="contents with pages"
        ),
        pytest.param(
            f"Article 1\nTitle\nArticle 2\nEnds\n{HEAD}{POINTS}\nArticle 2\nEnds\n1. End.", id="contents without"
        ),
        pytest.param(f"Preamble.\nArticle 2 of this is invented.\n{HEAD}{POINTS}\nArticle 2.\n1. End.", id="preamble"),
        pytest.param(f"{HEAD}1.\nOne.\n2.\nTwo:\n(a)\nPoint a;\n(b)\nPoint b.\nArticle 2\n1. End.", id="numbers alone"),
        pytest.param(f"{HEAD}{POINTS}\nARTICLE 2: Ends\nFor this:\n1. End.\n2. See\n~Article 1.", id="introduction"),
        pytest.param(f"{HEAD}1. One.\n~2. Two:\n~(a) Point a;\n~(b) Point b.\nArticle 2\n1. End.", id="no empty lines"),
    ],
)
def test_articles_are_placed_in_spite_of(text: str) -> None:
    table = proposed("CCM", "1.1 1.2 1.2(a) 1.2(b) 2.1", text)
    assert not unclear(table)
    found = texts(table)
    assert {id_: found[id_] for id_ in found if len(id_) > len("CCM-1")} == {
        "CCM-1.1": ["One."],
        "CCM-1.2": ["Two:", "(a) Point a;", "(b) Point b."],
        "CCM-1.2.a": ["Point a;"],
        "CCM-1.2.b": ["Point b."],
        "CCM-2.1": ["End."],
    } | ({"CCM-2.2": ["See Article 1."]} if "See" in text else {})


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{HEAD}{POINTS}\n{HEAD}1. One again.", id="an article twice"),
        pytest.param(f"{HEAD}1. One.\n1. One again.\n2. Two:\n(a) Point a;\n(b) Point b.", id="1 twice"),
        pytest.param(f"{HEAD}1. One.\n2. Two:\n(a) Point a;\n(a) Point b.", id="point (a) twice"),
        pytest.param(f"{HEAD}1. One.\n2. Two:\n(a) Point a;\n6) Point b.\n(c) Point c.", id="(b) misread"),
        pytest.param(f"{HEAD}1. One.\n2. Two:\n(a) Point a; (b) Point b.\n(c) Point c.", id="(b) inside (a)"),
        pytest.param(f"{HEAD}1. One.\n2. Two:\n(a) Point a; and (b) Point b.", id="(b) inside (a), the last"),
        pytest.param(f"{HEAD}1. One.\n2. Two:\n(a) Point a;\nPoint b.\n(c) Point c.", id="(b) without its letter"),
        pytest.param(f"{HEAD}1. One.\nTwo:\n(a) Point a;\n(b) Point b.", id="2 without its number"),
        pytest.param(f"{HEAD}1. One. 2. Two:\n(a) Point a;\n(b) Point b.", id="2 inside 1"),
        pytest.param(f"{HEAD}{POINTS}\nThis holds for all.", id="a text after the points"),
        pytest.param(f"{HEAD}1. One.\n2. Two:\n(a) Point a;\n~(d) Point of (a)?\n(b) Point b.", id="a stray letter"),
        pytest.param("Article 2\nLater\n1. x.\nArticle 1\nFirst\n" + POINTS, id="articles in the wrong order"),
        pytest.param(f"As in\nArticle 1\nof this:\n{POINTS}", id="no article at all"),
    ],
)
def test_articles_in_doubt_are_asked_about(text: str) -> None:
    table = proposed("CCM", "1.1 1.2 1.2(a) 1.2(b)", text)
    assert unclear(table) or summary(table, ["CCM-1.1", "CCM-1.2", "CCM-1.2.a", "CCM-1.2.b"]).missing


def test_points_and_sub_points_are_told_apart() -> None:
    letters = "\n".join(f"({letter}) Point {letter}." for letter in "abcdefghijk")
    text = (
        f"{HEAD}1. One:\n{letters}\n2. Two:\n(a) Point:\n(i) sub i;\n(ii) sub ii.\n(b) Point b:\n(i) sub i.\n3. Three."
    )
    found = texts(proposed("CCM", "1.1(i) 1.1(k) 1.2(a) 1.2(b) 1.3", text))
    wanted = {"CCM-1.1.i", "CCM-1.1.k", "CCM-1.2.a", "CCM-1.2.b", "CCM-1.3"}
    assert {id_: paragraphs for id_, paragraphs in found.items() if id_ in wanted} == {
        "CCM-1.1.i": ["Point i."],
        "CCM-1.1.k": ["Point k."],
        "CCM-1.2.a": ["Point:", "(i) sub i;", "(ii) sub ii."],
        "CCM-1.2.b": ["Point b:", "(i) sub i."],
        "CCM-1.3": ["Three."],
    }
