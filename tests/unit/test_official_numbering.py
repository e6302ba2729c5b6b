"""Official wording is placed exactly, in every format, or not at all."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.ingest.official.lines import Line
from kb.ingest.official.numbering import place
from kb.ingest.official.placement import Placement, ProvisionRef
from kb.ingest.official.sequence import in_order
from tests.unit.invented_instruments import convention, plan
from tests.unit.official_documents import WRITERS, lines_of, markdown_file

REAL = Path(__file__).parents[3] / "shared/data/official/convention-on-cluster-munitions.en.md"
REAL_NUMBERS = ["2.1", "5.1", "5.2", *(f"5.2({letter})" for letter in "abcdefgh"), "6.1", "6.7", "6.11(e)"]
REAL_NUMBERS += ["7.1(k)", "7.1(m)", "7.1(n)", "7.2"]


def refs(numbers: Sequence[str]) -> list[ProvisionRef]:
    return [ProvisionRef(f"id-{number}", number) for number in numbers]


def texts(placement: Placement) -> dict[str, list[str]]:
    return {found.number: list(found.paragraphs) for found in placement.found}


def placed(instrument: str, numbers: Sequence[str], text: str) -> Placement:
    """Each line of the text is a paragraph."""
    lines = [Line(line, number) for number, line in enumerate(text.splitlines(), start=1) if line]
    return place(lines, instrument, refs(numbers))


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(("instrument", "make"), [("VAP", plan), ("CCM", convention)])
def test_every_format_gives_the_same_exact_wording(tmp_path: Path, name: str, instrument: str, make) -> None:
    blocks, expected = make()
    placement = place(lines_of(WRITERS[name](tmp_path / name, blocks)), instrument, refs(list(expected)))
    assert texts(placement) == expected
    assert placement.unambiguous
    assert all(found.id == f"id-{found.number}" for found in placement.found)
    titles = {block.text for block in blocks if block.level}
    assert not titles.intersection(paragraph for found in placement.found for paragraph in found.paragraphs)


def _documents() -> list[tuple[str, str, list[str], dict[str, str]]]:
    """Documents with a misread letter in a list: name, number above the fault, numbers, and beginnings of wording.

    The real Convention is among them where the copy for tests lies beside the project.
    """
    invented = ("invented", "3.1(k)", list(convention()[1]), {"3.1(k)": "Invented status"})
    real = (
        "real",
        "7.1(k)",
        REAL_NUMBERS,
        {
            "2.1": "“Cluster munition victims” means",
            "5.2": "In fulfilling its obligations under paragraph 1",
            "5.2(h)": "Strive to incorporate",
            "6.11(e)": "Assistance to cluster munition victims",
            "7.1(k)": "The status and progress",
            "7.2": "The information provided",
        },
    )
    return [invented, real] if REAL.is_file() else [invented]


@pytest.mark.parametrize(("name", "above", "numbers", "beginnings"), _documents())
def test_a_misread_letter_is_reported_and_spoils_nothing(
    tmp_path: Path, name: str, above: str, numbers: list[str], beginnings: dict[str, str]
) -> None:
    path = REAL if name == "real" else markdown_file(tmp_path / "copy.md", convention()[0])
    placement = place(lines_of(path), "CCM", refs([*numbers, above.split("(")[0] + " (an editorial part)"]))
    found = texts(placement)
    assert list(found) == numbers
    assert placement.unambiguous
    assert {number: found[number][0][: len(start)] for number, start in beginnings.items()} == beginnings
    source = " ".join(path.read_text(encoding="utf-8").replace("*", "").split())
    assert all(" ".join(" ".join(wording).split()) in source for wording in found.values())
    assert name == "real" or found == convention()[1]
    assert len(found[above]) == 1
    assert "contact details" not in found[above][0]
    fault = next(one for one in placement.unplaced if "contact details" in one.text)
    assert "point (l)" in fault.reason
    assert fault.line.where in placement.report()
    whole = next(number for number in ("2.2", "5.2") if number in found)
    assert len(found[whole]) >= 4
    assert found[whole][1].startswith("a) ")
    assert [number for _, number in placement.covered] == [above.split("(")[0]]


def test_a_paragraph_with_an_unplaced_line_is_not_whole() -> None:
    blocks, _ = convention()
    lines = [Line(block.text, n, is_heading=block.level > 0) for n, block in enumerate(blocks, start=1)]
    placement = place(lines, "CCM", refs(["3.1", "3.1(k)", "3.1(l)"]))
    assert list(texts(placement)) == ["3.1(k)"]
    assert [one.number for one in placement.ambiguous] == ["3.1"]
    assert [ref.number for ref in placement.missing] == ["3.1(l)"]
    assert not placement.unambiguous
    assert not placement.complete


def test_the_report_says_all_in_plain_words() -> None:
    _, expected = plan()
    many = "\n".join(f"Invented preface {n}." for n in range(25))
    placement = placed(
        "VAP", list(expected), f"{many}\nAction #1 One.\nAction #2 Two.\nAction #2 Again.\nAction #67 More."
    )
    report = placement.report()
    assert report.splitlines()[0] == "VAP: 1 number found, 64 missing, 2 ambiguous."
    assert "Missing: 3, 4, 5," in report
    assert "2 (line 27, line 28): begins 2 times" in report
    assert "67 (line 29): VAP has no Action 67: is this another document?" in report
    assert "Could not be placed (25):" in report
    assert "... and 5 more" in report
    assert "64 numbers missing and 2 numbers ambiguous" in report
    assert "--partial to load the 1 number found without doubt" in report
    assert "can be loaded" not in report
    nothing = placed("VAP", ["1"], "Invented text about nothing.").report()
    assert nothing.splitlines()[-1] == "Nothing can be loaded: 1 number missing."


def test_an_instrument_without_rules_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        place([], "CRPD", [])


WORDS = st.sampled_from(["invented", "States", "shall", "report", "on", "all", "means,", "care", "or", "data"])
PARAGRAPHS = st.lists(
    st.lists(WORDS, min_size=1).map(" ".join).map(lambda words: f"Then {words}."), min_size=1, max_size=4
)
PLANS = st.lists(PARAGRAPHS, min_size=2, max_size=12)
FORMS = st.sampled_from(["Action #{} {}", "Action #{}\n{}", "Action {}: {}", "ACTION {}\n{}", "Action n° {} – {}"])


def _plan_text(actions: Sequence[tuple[int, list[str]]], form: str) -> str:
    return "\n".join(
        line
        for number, wording in actions
        for line in ("I. Heading of nothing" * (number == 1), form.format(number, wording[0]), *wording[1:])
    )


@settings(deadline=None)
@given(PLANS, FORMS)
def test_placing_gives_back_the_paragraphs_and_nothing_else(wordings: list[list[str]], form: str) -> None:
    actions = list(enumerate(wordings, start=1))
    placement = placed("VAP", [str(n) for n, _ in actions], _plan_text(actions, form))
    assert texts(placement) == {str(number): wording for number, wording in actions}
    assert placement.unambiguous
    assert not placement.unplaced


@pytest.mark.slow
@settings(deadline=None)
@given(PLANS, FORMS, st.data())
def test_an_action_that_comes_twice_never_loads(wordings: list[list[str]], form: str, data: st.DataObject) -> None:
    actions = list(enumerate(wordings, start=1))
    twice = data.draw(st.sampled_from(actions))
    at = data.draw(st.integers(0, len(actions)))
    other = data.draw(PARAGRAPHS)
    placement = placed(
        "VAP", [str(n) for n, _ in actions], _plan_text([*actions[:at], (twice[0], other), *actions[at:]], form)
    )
    assert not placement.unambiguous
    assert str(twice[0]) in {one.number for one in placement.ambiguous}
    expected = {str(number): wording for number, wording in actions if number != twice[0]}
    assert texts(placement).items() <= expected.items()


@settings(deadline=None)
@given(PLANS, FORMS, st.randoms(use_true_random=False))
def test_actions_out_of_order_never_load_silently(wordings: list[list[str]], form: str, random) -> None:
    actions = list(enumerate(wordings, start=1))
    mixed = random.sample(actions, len(actions))
    placement = placed("VAP", [str(n) for n, _ in actions], _plan_text(mixed, form))
    assert placement.unambiguous == (mixed == actions)
    expected = {str(number): wording for number, wording in actions}
    assert texts(placement).items() <= expected.items()
    numbers = [number for number, _ in mixed]
    assert {one.number for one in placement.ambiguous} >= {
        str(number) for number, stands in zip(numbers, in_order(numbers), strict=True) if not stands
    }


@pytest.mark.parametrize(
    ("numbers", "stand"),
    [
        ([], []),
        ([3], [3]),
        ([20, 21, 40, 22, 23], [20, 21, 22, 23]),
        ([20, 22, 21, 23], [20, 23]),
        ([1, 2, 2, 3], [1, 3]),
        ([2, 1], []),
    ],
)
def test_numbers_in_order(numbers: list[int], stand: list[int]) -> None:
    assert [number for number, stands in zip(numbers, in_order(numbers), strict=True) if stands] == stand


@pytest.mark.slow
@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=6), st.booleans())
def test_an_invented_convention_comes_back(points: list[int], roman: bool) -> None:
    """Articles of one to six paragraphs with none to five points each, in two styles."""
    expected: dict[str, list[str]] = {}
    lines = []
    for article in (1, 2):
        lines += [f"Article {'I' * article if roman else article}", "Invented title"]
        for n, count in enumerate(points, start=1):
            chapeau = (
                f"Invented paragraph {n} of Article {article}, as paragraph 1 of this Article says{':;'[not count]}"
            )
            letters = ["abcde"[at] for at in range(count)]
            wording = [f"({letter}) Invented point {letter} of {article}.{n}." for letter in letters]
            lines += [f"{n}. {chapeau}", *wording]
            expected[f"{article}.{n}"] = [chapeau, *wording]
            expected |= {f"{article}.{n}({word[1]})": [word[4:]] for word in wording}
    placement = placed("CCM", list(expected), "\n".join(lines))
    assert texts(placement) == expected
    assert placement.unambiguous
