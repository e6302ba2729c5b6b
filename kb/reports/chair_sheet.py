"""The chair's sheet of a session, for paper: its speakers with their cards, and gaps and questions per line.

It is made before the session and again at any moment.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kb.domain.catalogue import gettext as _
from kb.domain.words import CONTRIBUTION_KINDS, counted, day_words
from kb.questions import rows_of
from kb.reports.document import Block, Checklist, Document, Heading, Items, ListedSpeaker, Paragraph, Size
from kb.session.board import BoardCell, BoardView, LineOnBoard
from kb.session.cards import Card, cards, in_two_lines
from kb.session.evidence import EvidenceKind, Touch
from kb.session.moves import QuestionStatus
from kb.session.question import LineQuestions, Question
from kb.session.question_rules import questions
from kb.session.state import SessionPart, Slot, SlotStatus
from kb.session.summary import REHEARSED

MINUTE_MS = 60_000
COLUMNS = ("Spoke", "No.", _("Speaker, and what is known"), "Minutes")
UNPUBLISHED = _("For the chair: contains {what}. Not to be handed on.")
ANNOUNCED = {
    EvidenceKind.WAITING: _("On the list"),
    EvidenceKind.SKIPPED: _("Passed over"),
    EvidenceKind.TEXT: _("Handed in a text"),
}
# What stands in place of "to be ticked" for whoever is not to be ticked any more.
STANDINGS = {SlotStatus.SKIPPED: "passed over", SlotStatus.WITHDRAWN: "withdrawn"}


def chair_sheet(board: BoardView, made_at: datetime | None = None) -> Document:
    """The sheet as it stands now (`made_at`: another moment, in UTC), in large type; the session need not have begun.

    Each part of the session is on paper of its own. The warning says what of it is not published.
    """
    writing, session = _Writing(board), board.session
    zone = session.record.zone
    at = (made_at or datetime.now(UTC)).astimezone(ZoneInfo(zone))
    made = _(
        "Made on {day} at {time} ({zone}), as of revision {revision} of the knowledge base and move {move} of the"
        " session."
    ).format(day=day_words(at.date()), time=f"{at:%H:%M}", zone=zone, revision=board.view.revision, move=session.number)
    blocks: list[Block] = [Paragraph(one) for one in (*writing.about(), made)]
    for number, part in enumerate(session.parts):
        blocks += writing.section(part, on_new_page=number > 0)
    title = _("Chair’s sheet: {title}").format(title=session.record.title)
    return Document(title, blocks, warning=writing.unpublished(), size=Size.LARGE)


class _Writing:
    """Everything that the sheet is made from."""

    def __init__(self, board: BoardView) -> None:
        self.board, self.session, self.base = board, board.session, board.context
        self.zone = ZoneInfo(self.session.record.zone)
        self.where = rows_of(
            board.view, "desk_where", meeting=board.session.record.meeting, day=board.session.record.day
        )[0]
        self.cards: Mapping[str, Card] = {slot: card for card in cards(board) for slot in card.slots}
        self.questions: Mapping[str, LineQuestions] = {one.line: one for one in questions(board).lines}

    def about(self) -> Iterator[str]:
        """Day, place and meeting, and where the session stands."""
        record = self.session.record
        venue, place = self.where["venue"] or "", self.where["place"] or ""
        where = venue if place in venue else f"{venue}, {place}".removeprefix(", ")
        yield f"{day_words(record.day)}. {where or _('Place not known here')}. {self.where['meeting']}."
        slots = [slot for slot in self.session.slots if slot.standing is not SlotStatus.WITHDRAWN]
        if not self.session.begun:
            yield _("The session has not begun; {slots} on the list.").format(slots=counted(len(slots), "speaker"))
        else:
            spoke = sum(slot.has_spoken for slot in slots)
            speaking = self.session.speaking
            now = _(" {speaking} has the floor.").format(speaking=self.base.name_of(speaking)) if speaking else ""
            ended = _("The session has ended; ") if self.session.closed else ""
            verb = "has" if spoke == 1 else "have"
            yield _("{ended}{spoke} of {slots} {verb} had the floor.{now}").format(
                ended=ended, spoke=spoke, slots=counted(len(slots), "speaker"), verb=verb, now=now
            )
        if record.is_rehearsal:
            yield REHEARSED

    def unpublished(self) -> str:
        """What of the sheet is not published, as a sentence; empty where all is."""
        what = []
        if any(note.passage is None for note in self.session.notes):
            what.append("unpublished notes")
        if any(row["status"] != "published" for row in self.base.texts):
            what.append("what is known from texts not yet published")
        return UNPUBLISHED.format(what=" and ".join(what)) if what else ""

    def section(self, part: SessionPart, *, on_new_page: bool) -> Iterator[Block]:
        """A part: what there is to say of it, its speakers, then who announced, gaps and questions of its line.

        These stand where it is the last part under that line.
        """
        last = [one for one in self.session.parts if one.line == part.line][-1]
        line = self.board.line(part.line) if part.line and last is part else None
        yield Heading(1, part.title, on_new_page)
        yield from map(Paragraph, self._said(part, line))
        if rows := tuple(self._row(number, slot) for number, slot in enumerate(part.slots, start=1)):
            yield Checklist(_("Speakers of {title}, in order").format(title=part.title), COLUMNS, rows)
        if line:
            yield from self._groups(line)

    def _said(self, part: SessionPart, line: LineOnBoard | None) -> Iterator[str]:
        if part.line:
            yield _("Line {line}: {titles}.").format(line=part.line, titles=self.base.titles[part.line])
        if part.coordinators:
            yield f"Coordinators: {', '.join(self._state(code) for code in part.coordinators)}."
        if not part.slots:
            yield _("Nobody is on the list of this part.")
        if not part.complete:
            yield _("Who speaks in it is not known in full: the programme does not name everybody.")
        if line and line.begun:
            heard, bound = line.bound_heard
            yield _("Under this line {heard} of {bound} with victims spoke so far.").format(
                heard=heard, bound=counted(bound, "State")
            )
        if line and line.coded:
            touched, actions = line.actions_addressed
            yield _("States addressed {touched} of {actions} whose text is established, as noted.").format(
                touched=touched, actions=counted(actions, "action")
            )

    def _state(self, code: str) -> str:
        state = self.base.states.get(code)
        return str(state["name"]) if state else code

    def _row(self, number: int, slot: Slot) -> ListedSpeaker:
        name = self.base.name_of(slot)
        kind = "" if slot.kind == "statement" else f" ({CONTRIBUTION_KINDS.get(slot.kind, slot.kind).lower()})"
        held, noted = _("Held on line {line}: {said}"), _("Noted on line {line}: {said}")
        cells = tuple(
            (held if note.passage else noted).format(line=note.line, said=note.said)
            for note in self.session.notes
            if note.slot == slot.id
        )
        card = self.cards.get(slot.id)
        lines = in_two_lines(card) if card else (_("Does not speak."), "")
        return ListedSpeaker(
            slot.has_spoken, self._status(slot), number, f"{name}{kind}", lines, cells, self._minutes(slot)
        )

    def _status(self, slot: Slot) -> str:
        if slot.standing is SlotStatus.SPEAKING:
            return _("has the floor")
        if slot.begun_at and slot.has_spoken:
            begun = slot.begun_at.replace(tzinfo=UTC).astimezone(self.zone)
            return _("at {time}").format(time=f"{begun:%H:%M}")
        return STANDINGS.get(slot.standing, "")

    def _minutes(self, slot: Slot) -> str:
        if slot.standing is SlotStatus.SPOKE:
            return _("{used} of {minutes}").format(used=f"{slot.used_ms / MINUTE_MS:.0f}", minutes=slot.minutes)
        return str(slot.minutes)

    def _groups(self, line: LineOnBoard) -> Iterator[Block]:
        announced = list(self._announced(line))
        yield from _group(
            _("Line {id}: announced and not yet heard").format(id=line.id), announced, "" if announced else _("Nobody.")
        )
        # Without codes it is not known which were addressed: then all stand here.
        untouched, every = _("Line {id}: actions that nobody has touched"), _("Line {id}: its actions")
        heading = (untouched if line.coded else every).format(id=line.id)
        visible = line.untouched if line.coded else line.established
        of_actions = [f"{action.full_name}{self._before(action.marks)}" for action in visible]
        yield from _group(heading, of_actions, _why(line, bool(of_actions)))
        items = list(map(_asked, self.questions[line.id].open))
        yield from _group(
            _("Line {id}: questions to the room").format(id=line.id), items, "" if items else _("None is left.")
        )

    def _announced(self, line: LineOnBoard) -> Iterator[str]:
        states = line.of(Touch.ANNOUNCED)
        for why, lead in ANNOUNCED.items():
            names = [one.name for one in states if why in line.marks[one.id].why]
            if names:
                yield f"{lead}: {', '.join(names)}."
        others = [one.slot.speaker for one in line.others if one.slot and one.why.touch is Touch.ANNOUNCED]
        if others:
            yield _("Not counted among the States: {others}.").format(others=", ".join(others))

    def _before(self, marks: Mapping[str, BoardCell]) -> str:
        reported = [state for state, mark in marks.items() if mark.before.passages]
        names = ", ".join(self._state(state) for state in reported)
        return _(": reported at earlier meetings by {names}").format(names=names) if reported else ""


def _group(heading: str, items: Sequence[str], after: str) -> Iterator[Block]:
    """Sentences under a heading, and one after them: where there are none, it says so."""
    yield Heading(2, heading)
    if items:
        yield Items(tuple(map(Paragraph, items)))
    if after:
        yield Paragraph(after)


def _asked(question: Question) -> str:
    """A question as it may be read out, and after it what is for the chair alone."""
    pinned = "Pinned: " if question.mark is QuestionStatus.PINNED else ""
    for_chair = (_("For the chair:"), *question.for_chair) if question.for_chair else ()
    return " ".join((f"{pinned}{question.sentence}", *for_chair))


def _why(line: LineOnBoard, has_items: bool) -> str:
    """What is to be said after the actions of a line, or in their place."""
    if not line.actions:
        return _("No action is matched to this line.")
    reasons = []
    if has_items:
        reasons.append(_("Where no State is named, we have nothing of the States on the board from earlier meetings."))
    elif line.coded:
        reasons.append(_("Every action has been touched or announced."))
    missing = [action.name for action in line.actions if not action.established]
    if missing:
        reasons.append(
            _("Not counted, because the text is not established: {missing}.").format(missing=", ".join(missing))
        )
    return " ".join(reasons)
