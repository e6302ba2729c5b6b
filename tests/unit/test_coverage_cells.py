"""What coverage means, on hand-made cases: the seven states of a cell, and what is counted."""

from collections.abc import Iterator

import pytest

from kb.db import View
from kb.domain.model import Cell, Scope
from tests.cases import Case, build_cases, check
from tests.knowledge import MEETING, THEMES, Passage, about

ONE = {"passages": 1, "progress": 1}
FACT = {"passages": 1, "fact": 1}
CHAIR = {"only_as_coordinator": 1}
NAMED = about("VAP-1", assessment="practice", themes=THEMES, substance=False)


def nothing(*_: object) -> None:
    """Nothing is known of the State."""


def coded(*codings: tuple[str, str | None, str]) -> Passage:
    """A passage with codings that differ: (provision, assessment, basis) each."""
    return Passage(codings)


TWO_ASSESSMENTS = coded(("VAP-1.a", "progress", "hand"), ("VAP-1", "challenge", "hand"))
SUGGESTED_BESIDE = coded(("VAP-2", "progress", "hand"), ("VAP-1", "progress", "suggested"))

CASES = [
    # The seven states, and what leads to each.
    Case("a published own passage", lambda k, s: k.said(s, about("VAP-1")), Cell.REPORTED, ONE),
    Case("a missing text", nothing, Cell.TEXT_MISSING, provision="VAP-3"),
    Case("received, not coded", lambda k, s: k.said(s, about(), status="received"), Cell.PENDING),
    Case("received without its text", lambda k, s: k.said(s, status="received"), Cell.PENDING),
    Case("coded, not published", lambda k, s: k.said(s, about("VAP-1"), status="coded"), Cell.PENDING),
    Case("published, a passage not coded", lambda k, s: k.said(s, about("VAP-2"), about()), Cell.PENDING),
    Case(
        "published beside received",
        lambda k, s: (k.said(s, about("VAP-2")), k.said(s, status="received")),
        Cell.PENDING,
    ),
    Case("coded by suggestion only", lambda k, s: k.said(s, about("VAP-1", basis="suggested")), Cell.PENDING),
    Case("not affected", nothing, Cell.NOT_ADDRESSED, joined={"affected": "no"}),
    Case("not a party", nothing, Cell.NOT_ADDRESSED, joined={"in_force": None}),
    Case("not a party, asked of all", nothing, Cell.NOT_ADDRESSED, provision="VAP-4", joined={"in_force": None}),
    Case("not affected, asked of all", nothing, Cell.NO_CONTRIBUTION, provision="VAP-4", joined={"affected": "no"}),
    Case("not known to be affected", nothing, Cell.NO_CONTRIBUTION, joined={"affected": "unknown"}),
    Case("nobody knows whom it binds", nothing, Cell.NO_CONTRIBUTION, provision="VAP-5", joined={"affected": "no"}),
    Case("spoke on something else", lambda k, s: k.said(s, about("VAP-2")), Cell.SILENT),
    Case("spoke on no provision", lambda k, s: k.said(s, about(None)), Cell.SILENT),
    Case("a suggestion beside a coding", lambda k, s: k.said(s, SUGGESTED_BESIDE), Cell.SILENT),
    Case("known to have spoken", lambda k, s: k.speaker(s), Cell.TEXT_NOT_HELD),
    Case("heard at the desk", lambda k, s: k.heard(s), Cell.TEXT_NOT_HELD),
    Case("heard at the desk as the chair", lambda k, s: k.heard(s, as_chair=True), Cell.NO_CONTRIBUTION, CHAIR),
    Case(
        "opened as Coordinator", lambda k, s: k.speaker(s, act="opening", coordinators=s), Cell.NO_CONTRIBUTION, CHAIR
    ),
    Case(
        "listed as chair and closed",
        lambda k, s: k.speaker(s, act="closing", detail="as Co-chair"),
        Cell.NO_CONTRIBUTION,
        CHAIR,
    ),
    Case("reported as President", lambda k, s: k.seen(s, role="President of the meeting"), Cell.NO_CONTRIBUTION, CHAIR),
    Case("a Coordinator that spoke for itself", lambda k, s: k.speaker(s, coordinators=s), Cell.TEXT_NOT_HELD),
    Case(
        "opened as Coordinator and spoke for itself",
        lambda k, s: (k.speaker(s, act="opening", coordinators=s), k.speaker(s)),
        Cell.TEXT_NOT_HELD,
    ),
    Case(
        "opened as Coordinator and reported",
        lambda k, s: (k.speaker(s, act="opening", coordinators=s), k.said(s, about("VAP-1"))),
        Cell.REPORTED,
        ONE,
    ),
    # The source only names the State: an appearance.
    Case("only named", lambda k, s: k.said(s, NAMED, voice="reported"), Cell.TEXT_NOT_HELD),
    Case("only named, not coded", lambda k, s: k.said(s, about(substance=False)), Cell.TEXT_NOT_HELD),
    Case("only named, not published", lambda k, s: k.said(s, NAMED, status="received"), Cell.PENDING),
    Case("only named, and said more", lambda k, s: k.said(s, NAMED, about("VAP-1")), Cell.REPORTED, ONE),
    Case("only named, and said something else", lambda k, s: k.said(s, NAMED, about("VAP-2")), Cell.SILENT),
    Case("only named by others", lambda k, s: k.described(s, NAMED), Cell.NO_CONTRIBUTION),
    # A plain fact is reported, under no assessment.
    Case("a fact", lambda k, s: k.said(s, about("VAP-1", assessment=None)), Cell.REPORTED, FACT),
    Case("a fact on a part", lambda k, s: k.said(s, about("VAP-1.a", assessment=None)), Cell.REPORTED, FACT),
    Case("a fact on no provision", lambda k, s: k.said(s, about(None, assessment=None)), Cell.SILENT),
    Case(
        "a fact that is assessed too",
        lambda k, s: k.said(s, coded(("VAP-1.a", None, "hand"), ("VAP-1", "progress", "hand"))),
        Cell.REPORTED,
        ONE | {"fact": 1},
    ),
    Case(
        "a fact, where an assessment is asked for",
        lambda k, s: k.said(s, about("VAP-1", assessment=None)),
        Cell.SILENT,
        {"elsewhere": 1},
        scope=Scope(assessments=("progress",)),
    ),
    Case("in a programme, and did not speak", lambda k, s: k.silent(s), Cell.NO_CONTRIBUTION),
    Case("did not speak, and was heard elsewhere", lambda k, s: (k.silent(s), k.heard(s)), Cell.TEXT_NOT_HELD),
    Case("seen speaking", lambda k, s: k.seen(s), Cell.TEXT_NOT_HELD),
    Case("published without its text", lambda k, s: k.said(s), Cell.TEXT_NOT_HELD),
    Case("seen, not speaking", lambda k, s: k.seen(s, spoke=False), Cell.NO_CONTRIBUTION),
    Case("named with a speaker from an organisation", lambda k, s: k.speaker(s, kind="ngo"), Cell.NO_CONTRIBUTION),
    Case("nothing known", nothing, Cell.NO_CONTRIBUTION),
    Case("withdrawn", lambda k, s: k.said(s, about("VAP-1"), status="withdrawn"), Cell.NO_CONTRIBUTION),
    Case(
        "withdrawn by a State known to have spoken",
        lambda k, s: (k.said(s, about("VAP-1"), status="withdrawn"), k.speaker(s)),
        Cell.TEXT_NOT_HELD,
    ),
    # Voices.
    Case(
        "reported by somebody else is second-hand",
        lambda k, s: k.said(s, about("VAP-1"), voice="reported"),
        Cell.REPORTED,
        ONE | {"second_hand": 1},
    ),
    *(
        Case(
            f"{voice} is never the State's",
            lambda k, s, v=voice: k.said(s, about("VAP-1"), voice=v),
            Cell.NO_CONTRIBUTION,
        )
        for voice in ("official", "background")
    ),
    Case(
        "others about the State", lambda k, s: k.described(s, about("VAP-1")), Cell.NO_CONTRIBUTION, {"monitoring": 1}
    ),
    Case(
        "others about a State in their own voice",
        lambda k, s: k.described(s, about("VAP-1"), about("VAP-1"), voice="own"),
        Cell.NO_CONTRIBUTION,
        {"monitoring": 2},
    ),
    Case("a State about itself", lambda k, s: k.said(s, about("VAP-1"), about_state=s), Cell.REPORTED, ONE),
    Case("others, withdrawn", lambda k, s: k.described(s, about("VAP-1"), status="withdrawn"), Cell.NO_CONTRIBUTION),
    Case("others, not published", lambda k, s: k.described(s, about("VAP-1"), status="coded"), Cell.NO_CONTRIBUTION),
    Case(
        "held second-hand only, asked for own",
        lambda k, s: k.said(s, about("VAP-1"), about("VAP-2"), voice="reported"),
        Cell.TEXT_NOT_HELD,
        {"elsewhere": 1},
        Scope(voices=("own",)),
    ),
    Case(
        "second-hand on something else, asked for own",
        lambda k, s: k.said(s, about("VAP-2"), voice="reported"),
        Cell.TEXT_NOT_HELD,
        scope=Scope(voices=("own",)),
    ),
    Case(
        "asking for monitoring makes nothing the State's",
        lambda k, s: k.described(s, about("VAP-1"), meeting=MEETING),
        Cell.NO_CONTRIBUTION,
        {"monitoring": 1},
        scope=Scope(voices=("monitoring",)),
    ),
    # Parts and wholes.
    Case("a passage on a part", lambda k, s: k.said(s, about("VAP-1.a")), Cell.REPORTED, ONE),
    Case("a passage on a part of a part", lambda k, s: k.said(s, about("VAP-1.a.i")), Cell.REPORTED, ONE),
    Case("on part and whole: once", lambda k, s: k.said(s, about("VAP-1", "VAP-1.a", "VAP-1.a.i")), Cell.REPORTED, ONE),
    Case("on the whole, not on its part", lambda k, s: k.said(s, about("VAP-1")), Cell.SILENT, provision="VAP-1.a"),
    Case(
        "two assessments, one passage",
        lambda k, s: k.said(s, about("VAP-1"), TWO_ASSESSMENTS),
        Cell.REPORTED,
        {"passages": 2, "progress": 2, "challenge": 1},
    ),
    Case(
        "coded though its text is missing",
        lambda k, s: k.said(s, about("VAP-3")),
        Cell.REPORTED,
        ONE,
        provision="VAP-3",
    ),
    # Collective statements.
    Case(
        "aligned with a collective statement",
        lambda k, s: k.said(None, about("VAP-1"), behalf=[s]),
        Cell.REPORTED,
        ONE | {"aligned": 1},
    ),
    Case(
        "speaker of it and among those aligned", lambda k, s: k.said(s, about("VAP-1"), behalf=[s]), Cell.REPORTED, ONE
    ),
    Case(
        "aligned with a received one", lambda k, s: k.said(None, about(), behalf=[s], status="received"), Cell.PENDING
    ),
    Case(
        "aligned with a withdrawn one",
        lambda k, s: k.said(None, about("VAP-1"), behalf=[s], status="withdrawn"),
        Cell.NO_CONTRIBUTION,
    ),
    Case("aligned with one on something else", lambda k, s: k.said(None, about("VAP-2"), behalf=[s]), Cell.SILENT),
    Case(
        "aligned with a statement about itself: its own, not by others",
        lambda k, s: k.said(None, about("VAP-1"), behalf=[s], about_state=s),
        Cell.REPORTED,
        ONE | {"aligned": 1},
    ),
    Case(
        "aligned and second-hand",
        lambda k, s: k.said(None, about("VAP-1"), behalf=[s], voice="reported"),
        Cell.REPORTED,
        ONE | {"aligned": 1, "second_hand": 1},
    ),
    # Themes and assessments.
    Case(
        "a theme chosen",
        lambda k, s: k.said(s, about("VAP-1", themes=["inv-care", "inv-work"]), about("VAP-1", themes=["inv-work"])),
        Cell.REPORTED,
        ONE | {"elsewhere": 1},
        Scope(themes=("inv-care",)),
    ),
    Case(
        "nothing of the theme",
        lambda k, s: (k.said(s, about("VAP-1")), k.described(s, about("VAP-1"))),
        Cell.SILENT,
        {"elsewhere": 1},
        Scope(themes=("inv-care",)),
    ),
    Case(
        "others, of the theme",
        lambda k, s: k.described(s, about("VAP-1"), about("VAP-1", themes=["inv-care"])),
        Cell.NO_CONTRIBUTION,
        {"monitoring": 1},
        Scope(themes=("inv-care",)),
    ),
    Case(
        "an assessment chosen",
        lambda k, s: k.said(s, about("VAP-1"), TWO_ASSESSMENTS),
        Cell.REPORTED,
        {"passages": 1, "challenge": 1, "elsewhere": 1},
        Scope(assessments=("challenge",)),
    ),
    Case(
        "an unwanted assessment",
        lambda k, s: k.said(s, about("VAP-1")),
        Cell.SILENT,
        {"elsewhere": 1},
        Scope(assessments=("plan",)),
    ),
    # Instruments.
    Case("the other instrument", lambda k, s: k.said(s, about("CCM-1")), Cell.SILENT),
]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with build_cases(CASES, tmp_path_factory.mktemp("cases")) as store:
        yield store.snapshot(store.revision())


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.words for case in CASES])
def test_cell(view: View, number: int) -> None:
    check(view, number, CASES[number])
