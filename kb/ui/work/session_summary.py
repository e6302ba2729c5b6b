"""The summary of a session as HTML."""

from collections.abc import Iterator, Mapping, Sequence

from kb.desk.state import Note
from kb.desk.summary import NewlyCovered, PartSummary, Summary, Turn
from kb.domain.words import CONTRIBUTION_KINDS, counted
from kb.queries import Row
from kb.ui.markup import Html, element, join, link, wide_table
from kb.ui.passages import voice

NOTES_ONLY = "What is noted is not a delivered text: it is marked as a note until the text replaces it."
OF_CHAIR = (
    "Spoke as Coordinator, for the chair and not for the State, so what was noted stays at the desk and is "
    "recorded for no State"
)
MINUTE_MS = 60_000


def summary_html(summary: Summary) -> Html:
    """The summary: who spoke on what, what is new, texts to come, open questions, names not identified."""
    return join(
        [
            element("p", element("strong", summary.rehearsed), class_="note") if summary.rehearsed else "",
            *(_part(part, summary) for part in summary.parts),
            _newly(summary),
            _owed(summary),
            _open(summary),
            _unidentified(summary),
            _of_chair(summary),
        ]
    )


def _part(part: PartSummary, summary: Summary) -> Html:
    heard = counted(len(part.turns), "speaker")
    said = list(_left(part))
    if not part.turns:
        nobody = "nobody had the floor" if part.complete else "who spoke is not known"
        return element("section", element("h3", f"{part.title}: {nobody}"), *said)
    whose = " (rehearsal)" if summary.rehearsed else ""
    clock = whose or f" ({summary.zone})"
    table = wide_table(
        f"Who spoke in {part.title}",
        ("Speaker", f"Begun{clock}", f"Minutes used of allotted{whose}", "Noted"),
        (_turn(turn, summary.held) for turn in part.turns),
        roomy=True,
    )
    return element("section", element("h3", f"{part.title}: {heard}"), table, *said)


def _turn(turn: Turn, held: Mapping[str, Row]) -> tuple[object, ...]:
    slot = turn.slot
    kind = "" if slot.kind == "statement" else element("small", f" {CONTRIBUTION_KINDS.get(slot.kind, slot.kind)}")
    begun = f"{turn.begun:%H:%M}" if turn.begun else "had no floor"
    used = "still speaking" if slot.since_ms is not None else f"{turn.used_ms / MINUTE_MS:.1f} of {slot.minutes}"
    return join([turn.name, kind]), begun, used, _notes(turn.notes, held)


def _notes(notes: Sequence[Note], held: Mapping[str, Row]) -> Html:
    """What was noted; what is a passage held and was not noted in the room says so, in which voice, and leads there."""
    return element("ul", *(element("li", *_note(note, held)) for note in notes)) if notes else Html("none")


def _note(note: Note, held: Mapping[str, Row]) -> Iterator[object]:
    row = held.get(note.passage or "")
    if row:
        yield voice(row["voice"], brief=True)
        yield " "
    yield element("span", note.said, dir="auto")
    if note.passage:
        contribution, _, position = note.passage.rpartition(".")
        query = {"contribution": contribution, "passage": position}
        label = f"Passage {position} of {contribution}, held"
        passage = link("passage held", "contributions", query, aria_label=label)
        yield element("small", " not noted in the room: ", passage)


def _left(part: PartSummary) -> Iterator[Html]:
    if part.not_heard:
        yield element("p", f"On the list and not heard: {', '.join(part.not_heard)}.")
    if part.withdrawn:
        yield element("p", f"Withdrawn: {', '.join(part.withdrawn)}.")
    if not part.complete:
        yield element("p", "The programme held does not name the speakers of this part in full.")


def _newly(summary: Summary) -> Html:
    head = element("h3", f"Covered now and not before: {len(summary.newly)}")
    said = (
        "Each a State and an action or article: noted now and coded to it, and no published passage of the State on it "
        f"from earlier meetings of the Convention. {summary.covered_before or 'None'} more noted now had one before."
    )
    rows = (_new(one, summary.held) for one in summary.newly)
    table = (
        wide_table("Covered for the first time", ("State", "Action or article", "Noted"), rows) if summary.newly else ""
    )
    return element("section", head, element("p", said), table, element("p", NOTES_ONLY, class_="quiet"))


def _new(one: NewlyCovered, held: Mapping[str, Row]) -> tuple[object, ...]:
    action = link(one.action, "actions", {"instrument": one.instrument, "read": one.provision})
    return one.name, action, _notes(one.notes, held)


def _owed(summary: Summary) -> Html:
    head = element("h3", f"Texts still to be handed in: {len(summary.owed)}")
    if not summary.owed:
        said = "Of everybody who spoke and is identified a text for this meeting is held."
        spoke = any(part.turns for part in summary.parts)
        return element("section", head, element("p", said if spoke else "Nobody has spoken yet."))
    titles = {part.code: part.title for part in summary.parts}
    rows = ((one.name, "; ".join(dict.fromkeys(titles[slot.part] for slot in one.slots))) for one in summary.owed)
    said = "For the secretariat: who spoke, and of whom no text of its own for this meeting is held, notes aside."
    table = wide_table("Texts still to be handed in", ("Who spoke", "In"), rows)
    return element("section", head, element("p", said), table)


def _open(summary: Summary) -> Html:
    head = element("h3", f"Questions left open: {len(summary.open)}")
    lines = (element("li", f"Line {one.line}: {one.sentence}") for one in summary.open)
    return element("section", head, element("ul", *lines) if summary.open else element("p", "None."))


def _of_chair(summary: Summary) -> Html:
    """Who was noted as the chair; nothing where nobody was."""
    if not summary.of_chair:
        return Html()
    names = ", ".join(dict.fromkeys(slot.speaker for slot in summary.of_chair))
    return element(
        "section", element("h3", "Noted of the chair"), element("p", element("bdi", f"{OF_CHAIR}: {names}."))
    )


def _unidentified(summary: Summary) -> Html:
    head = element("h3", f"Names not identified: {len(summary.unidentified)}")
    if not summary.unidentified:
        return element("section", head, element("p", "None."))
    said = (
        "These names were typed and stand for nobody in the knowledge base yet; say who they are on the speakers’ list."
    )
    lines = (element("li", slot.speaker, dir="auto") for slot in summary.unidentified)
    return element("section", head, element("p", said), element("ul", *lines))
