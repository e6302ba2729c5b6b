"""Notes taken while a speaker speaks: the form for them, and those taken."""

from collections.abc import Sequence
from itertools import groupby

from kb.cache import cached
from kb.desk.moves import USUAL_LANGUAGE
from kb.desk.state import Note, Session, Slot, Standing
from kb.domain.words import CODED_AS, LANGUAGES, counted
from kb.queries.desk import desk_actions
from kb.queries.vocabulary import vocabulary
from kb.store import View
from kb.ui.markup import Html, element, join
from kb.ui.work.session import Desk, button

CODES = 2
# The key to the field for what was said.
KEY = "W"
# So many notes stand at once; those before are folded away.
SHOWN = 4
LESS_THAN_A_STATEMENT = (
    "A note is no statement of the State: it is what the facilitator heard, until the delivered text replaces it. "
    "Readers and the projector never see its text."
)


def form(desk: Desk) -> Html:
    """Two fields and one key. The speaker is who has the floor, the line that of the part; both can be changed."""
    session, left = desk.session, desk.left
    if not session.slots:
        return element("section", element("h2", "Note"), element("p", "Put a speaker on the list first."))
    slot = left.one("slot") if left else ""
    chosen = next((one for one in session.slots if one.id == slot), None) or noted(session)
    line = (left.one("line") if left else "") or session.line_of(chosen) or ""
    said = left.one("said") if left else ""
    return element(
        "section",
        element("h2", "Note what was said"),
        element(
            "form",
            element("label", "Who", _who(session, chosen), class_="whole beside"),
            element("label", "Line", _line(desk, line), class_="whole beside"),
            element("label", "Language", _language(desk), class_="whole beside"),
            element(
                "label",
                "What was said, in one sentence (Enter sends, Escape leaves)",
                element("kbd", KEY, aria_hidden="true") if desk.keys else "",
                element(
                    "textarea",
                    said,
                    name="said",
                    rows="2",
                    maxlength="1000",
                    required="",
                    data_line="",
                    data_key=KEY.lower() if desk.keys else None,
                    aria_keyshortcuts=KEY if desk.keys else None,
                    dir="auto",
                ),
                class_="whole",
            ),
            _still(session.speaking) if session.speaking else "",
            element(
                "details",
                element("summary", "Codes, if you like"),
                *(_code(desk, line, number) for number in range(1, CODES + 1)),
                data_of="codes",
                class_="whole",
            ),
            element("button", "Send the note", type="submit"),
            data_do="note",
            data_about="slot",
            data_waits="note on",
            class_="fields",
        ),
        element("p", LESS_THAN_A_STATEMENT, class_="quiet"),
        data_seen=desk.seen,
    )


def _still(speaking: Slot) -> Html:
    """What is shown while the note begun is of somebody else than the speaker, and a button for that."""
    return element(
        "p",
        "This note is still for ",
        element("bdi", data_chosen=""),
        ". ",
        element(
            "button",
            "Make it for ",
            element("bdi", speaking.speaker),
            type="button",
            data_set="slot",
            data_to=speaking.id,
        ),
        data_other="slot",
        data_than=speaking.id,
        data_begun="said",
        class_="whole still",
        hidden="",
    )


def noted(session: Session) -> Slot:
    """Of whom a note is, unless something else is said: who has the floor, or had it last, or is the next."""
    begun = [slot for slot in session.slots if slot.standing is Standing.SPOKE and slot.begun_at]
    last = max(begun, key=lambda slot: slot.begun_at or session.record.opened_at, default=None)
    return session.speaking or last or next(iter(session.waiting), session.slots[0])


def _who(session: Session, chosen: Slot) -> Html:
    groups = [
        element(
            "optgroup",
            *(
                element(
                    "option",
                    slot.speaker,
                    value=slot.id,
                    selected="" if slot is chosen else None,
                    data_along=session.line_of(slot),
                )
                for slot in part.slots
            ),
            label=part.title,
        )
        for part in session.parts
        if part.slots
    ]
    return element("select", *groups, name="slot", data_along="line")


def _line(desk: Desk, chosen: str) -> Html:
    lines = desk.place.words.labels["line"]
    known = {code: lines[code] for code in desk.session.lines or lines if code in lines}
    options = [
        element("option", f"{code}: {title}", value=code, selected="" if code == chosen else None)
        for code, title in known.items()
    ]
    none = [] if chosen in known else [element("option", "Choose a line", value="", selected="")]
    return element("select", *none, *options, name="line")


def _language(desk: Desk) -> Html:
    """The language of the note: that of the facilitator's last one, until another is chosen."""
    mine = [note.language for note in desk.session.notes if note.person == desk.place.actor.person]
    left = desk.left.one("language") if desk.left else ""
    chosen = left or next(reversed(mine), USUAL_LANGUAGE)
    options = (
        element("option", name, value=code, selected="" if code == chosen else None) for code, name in LANGUAGES.items()
    )
    return element("select", *options, name="language", data_keep="")


def _code(desk: Desk, line: str, number: int) -> Html:
    return element(
        "div",
        element("label", f"Action {number}", element("select", _actions(desk.latest, line), name="provision")),
        element(
            "label",
            f"Assessment {number}",
            element(
                "select",
                element("option", "none", value=""),
                *(element("option", said, value=code) for code, said in CODED_AS.items()),
                name="assessment",
            ),
        ),
        class_="fields",
    )


@cached
def _actions(view: View, line: str) -> Html:
    """The actions to choose from: those under the line first, then those under the others."""
    words = vocabulary(view)
    lines = words.labels["line"]
    rows = [row for row in desk_actions(view, [line, *(one for one in lines if one != line)]) if row["provision"]]
    groups = [
        element(
            "optgroup",
            *(element("option", words.label("provision", row["provision"]), value=row["provision"]) for row in found),
            label=f"Line {code}: {lines.get(code, code)}",
        )
        for code, found in groupby(rows, key=lambda row: row["line"])
    ]
    return join([element("option", "none", value=""), *groups])


def notes(desk: Desk) -> Html:
    """The notes taken, the latest first. For those who run the session only."""
    taken: Sequence[Note] = desk.session.notes[::-1]
    return element(
        "section",
        element("h2", counted(len(taken), "note") + " taken"),
        join(
            [
                element("ul", *(_note(desk, note) for note in taken[:SHOWN]), class_="plain"),
                element(
                    "details",
                    element("summary", counted(len(taken) - SHOWN, "earlier note")),
                    element("ul", *(_note(desk, note) for note in taken[SHOWN:]), class_="plain"),
                    data_of="earlier",
                )
                if taken[SHOWN:]
                else "",
            ]
        )
        if taken
        else element("p", "No note has been taken yet."),
        data_seen=desk.seen,
    )


def _note(desk: Desk, note: Note) -> Html:
    words = desk.place.words
    codes = [
        f"{words.short['provision'].get(provision, provision)}: {CODED_AS.get(assessment, assessment)}"
        for provision, assessment in note.codes
    ]
    by = desk.by(note.person)
    when = f"{by}, {desk.time(note.at)}" if by else desk.time(note.at)
    about = "; ".join([f"line {note.line}", *codes, when])
    return element(
        "li",
        element("strong", element("bdi", desk.session.slot(note.slot).speaker)),
        " ",
        element("span", "passage held" if note.passage else "note", class_="tag short"),
        element("p", note.said, dir="auto", lang=note.language),
        element("small", about),
        " ",
        element("small", "recorded")
        if note.recorded
        else button("Undo", "undo", note.number, aria_label=f"Undo note {note.number}"),
    )
