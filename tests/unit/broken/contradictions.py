"""Values that are well written and cannot be: against each other, against other records, or dangerous to show."""

from kb.db import DATA_FOLDER
from tests.unit.broken.damage import SAID, SEEN, STATES, THEMES, Broken, cells, contribution, line_of, passage

ADDRESS = 'must begin with http:// or https://; several are separated by " | "'
PROVISIONS = "provisions.csv"
SHIPPED = (DATA_FOLDER / SAID).read_text(encoding="utf-8").splitlines()
LAO = line_of(SHIPPED, "im2012-lao-cmc")  # said by Lao PDR
MONITOR = line_of(SHIPPED, "cmm2012-part-ago")  # said by no State


def doubled(content: bytes) -> bytes:
    """The first contribution once more, on the second line."""
    first, rest = content.split(b"\n", 1)
    return b"\n".join([first, first, rest])


CONTRADICTIONS = (
    Broken(
        "two questions at one place of a line",
        "line_questions.csv",
        cells(6, position="1"),
        "6: line: a: has another question at this position",
    ),
    Broken(
        "question to nobody in particular",
        "line_questions.csv",
        cells(2, addressed_to="some"),
        "2: addressed_to: some: must be one of affected, assisting, all",
    ),
    Broken(
        "said by another State than the one named",
        SAID,
        contribution(LAO, state="AUS"),
        f"{LAO}: state: AUS: must be the State that the contributor's name stands for",
    ),
    Broken(
        "said by a State and by none",
        SAID,
        contribution(LAO, state=None),
        f"{LAO}: state: : must be the State that the contributor's name stands for",
    ),
    Broken(
        "said by an organisation and by a State",
        SAID,
        contribution(1, state="LAO"),
        "1: state: LAO: must be empty: the contributor's name stands for an organisation",
    ),
    Broken(
        "monitoring as a State's own",
        SAID,
        contribution(LAO, voice="monitoring"),
        f"{LAO}: state: LAO: must satisfy (state IS NULL) OR (voice != 'monitoring')",
    ),
    Broken(
        "unknown State said once",
        SAID,
        contribution(LAO, state="QQQ"),
        f"{LAO}: state: QQQ: names no outside state or state",
    ),
    Broken("contribution twice", SAID, doubled, "2: id: 1msp-pledges-hrw: stands twice; first on line 1"),
    Broken(
        "passage twice",
        SAID,
        contribution(1, lambda record: record["passages"].append(record["passages"][0])),
        "1: passages.order: 1: stands twice",
    ),
    Broken(
        "id with a space",
        SAID,
        contribution(MONITOR, id="an id"),
        f"{MONITOR}: id: an id: must be letters, digits, and . _ - after the first",
    ),
    Broken(
        "address that runs a program",
        SAID,
        contribution(MONITOR, source_url="javascript:alert(1)"),
        f"{MONITOR}: source_url: javascript:alert(1): {ADDRESS}",
    ),
    Broken(
        "second address that runs a program",
        STATES,
        cells(2, source_url="https://example.org | javascript:alert(1)"),
        f"2: source_url: https://example.org | javascript:alert(1): {ADDRESS}",
    ),
    Broken(
        "words that run a program",
        PROVISIONS,
        cells(2, source="A letter | javascript:alert(1)"),
        "2: source: A letter | javascript:alert(1): must be words, or begin with http",
    ),
    Broken(
        "signed after deposit",
        STATES,
        cells(2, signed_on="2011-09-09"),
        "2: signed_on: 2011-09-09: must satisfy signed_on <= deposited_on",
    ),
    Broken(
        "in force before signature",
        STATES,
        cells(2, deposited_on="", deposit_kind="", signed_on="2012-03-02"),
        "2: in_force_on: 2012-03-01: must satisfy in_force_on > COALESCE(deposited_on, signed_on)",
    ),
    Broken(
        "status against the dates",
        STATES,
        cells(2, status_2012_04_16="signatory"),
        "2: status_2012_04_16: signatory: contradicts the dates",
    ),
    Broken("number in letters", STATES, cells(2, iso_numeric="abc"), "2: iso_numeric: abc: must be three digits"),
    Broken(
        "code of other signs",
        "outside_states.csv",
        lambda content: content + b"x!<,Invented,,\n",
        "14: id: x!<: must be three capital letters",
    ),
    Broken(
        "outside and inside",
        "outside_states.csv",
        lambda content: content + b"AFG,Afghanistan,,\n",
        "14: id: AFG: is a State that joined the Convention",
    ),
    Broken(
        "status against the State's own",
        SEEN,
        cells(23, status_2012_04_16="non-signatory"),
        "23: status_2012_04_16: non-signatory: contradicts what is recorded of the State",
    ),
    Broken(
        "part of itself",
        PROVISIONS,
        cells(3, parent="CCM-5.1"),
        "3: parent: CCM-5.1: would make the provision a part of itself",
    ),
    Broken(
        "part of another instrument",
        PROVISIONS,
        cells(2, parent="VAP-20"),
        "2: parent: VAP-20: belongs to another instrument",
    ),
    Broken(
        "position of another provision",
        PROVISIONS,
        cells(3, position="1"),
        "3: position: 1: is the position of another provision",
    ),
    Broken(
        "position of another theme", THEMES, cells(3, position="1"), "3: position: 1: is the position of another theme"
    ),
    Broken(
        "last day before the first",
        "meetings.csv",
        cells(2, last_day="2010-11"),
        "2: last_day: 2010-11: must not be before the first day",
    ),
    Broken(
        "speaker of another State",
        "speaking_slots.csv",
        cells(4, contributor="AUS"),
        "4: state: LAO: must satisfy (state = contributor) OR (speaker_kind != 'state')",
    ),
    Broken(
        "faulty value judged once",
        STATES,
        cells(2, in_force_on="soon"),
        "2: in_force_on: soon: must be a date written YYYY-MM-DD",
    ),
    Broken(
        "assessment of a passage not judged by rules of States",
        SAID,
        passage(LAO, assessment="praise"),
        f"{LAO}: passages.assessment: praise: must be one of",
    ),
)
