"""What a session came to as tables for files: who spoke, what is new, which texts are still to be handed in."""

from dataclasses import replace

from kb.cache import cached
from kb.domain.catalogue import gettext as _
from kb.questions import Row
from kb.questions.columns import CONTRIBUTOR, CONTRIBUTOR_NAME, LINE, NAME, PROVISION, STATE, count, truth
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.session.board import BoardView
from kb.session.state import Note, SessionPart
from kb.session.summary import Turn, summary
from kb.tables import Column, Table, Type

MINUTE_MS = 60_000
_NOTES = (
    count("notes", _("Notes"), _("notes"), _("How much is noted.")),
    Column("noted", _("Noted"), meaning=_("What is noted, separated by semicolons."), may_be_empty=True),
    Column(
        "held",
        _("Passages (ids)"),
        meaning=_("Notes that are passages and were not noted in the room; separated by spaces."),
        may_be_empty=True,
    ),
)
SPOKE = (
    Column("part", _("Part (code)"), meaning=_("Letter of the part of the session.")),
    Column("part_title", _("Part"), meaning=_("Title of the part.")),
    replace(LINE, may_be_empty=True),
    replace(CONTRIBUTOR, may_be_empty=True),
    CONTRIBUTOR_NAME,
    truth("as_chair", _("As the chair"), _("Whether it spoke as Coordinator or chair, which counts for no State.")),
    Column("kind", _("Kind"), meaning=_("Kind of contribution."), codes="kind"),
    Column("day", _("Day"), Type.DATE, _("The day on which it began; empty: had no floor."), may_be_empty=True),
    Column(
        "begun", _("Begun"), meaning=_("The time at which it began, in the zone of the session."), may_be_empty=True
    ),
    truth("speaking", _("Still speaking"), _("Whether it has the floor now.")),
    Column("minutes_used", _("Minutes used"), Type.NUMBER, _("Minutes of its turns that have ended."), _("minutes")),
    count("minutes_allotted", _("Minutes allotted"), _("minutes"), _("The minutes it may speak.")),
    *_NOTES,
)
NEWLY = (
    STATE,
    NAME,
    PROVISION,
    *_NOTES,
)
OWED = (
    CONTRIBUTOR,
    CONTRIBUTOR_NAME,
    Column("parts", _("Parts (codes)"), meaning=_("Letters of the parts in which it spoke, separated by spaces.")),
)


@cached
def tables(board: BoardView) -> tuple[Table, ...]:
    """What a session came to, for those who run it; the tables of a rehearsal say so."""
    made, words = summary(board), vocabulary(board.view)
    rehearsed = " " + _("(rehearsal)") if board.session.record.is_rehearsal else ""
    spoke = (_turn(turn, one.part) for one in made.parts for turn in one.turns)
    newly = (
        {
            "state": one.state["id"],
            "name": one.state["name"],
            "provision": one.action["provision"],
            **_noted(one.notes),
        }
        for one in made.newly
    )
    owed = (
        {
            "contributor": one.contributor,
            "contributor_label": one.name,
            "parts": " ".join(dict.fromkeys(slot.part for slot in one.slots)),
        }
        for one in made.owed
    )
    return (
        labelled_table(_("Who spoke") + rehearsed, SPOKE, spoke, words),
        labelled_table(_("Covered for the first time") + rehearsed, NEWLY, newly, words),
        labelled_table(_("Texts still to be handed in") + rehearsed, OWED, owed, words),
    )


def _turn(turn: Turn, part: SessionPart) -> Row:
    slot = turn.slot
    return {
        "part": part.code,
        "part_title": part.title,
        "discussion_line": part.line,
        "contributor": slot.contributor,
        "contributor_label": turn.name,
        "as_chair": slot.as_chair,
        "kind": slot.kind,
        "day": turn.begun.date() if turn.begun else None,
        "begun": f"{turn.begun:%H:%M}" if turn.begun else None,
        "speaking": slot.since_ms is not None,
        "minutes_used": round(slot.used_ms / MINUTE_MS, 1),
        "minutes_allotted": slot.minutes,
        **_noted(turn.notes),
    }


def _noted(notes: tuple[Note, ...]) -> Row:
    return {
        "notes": len(notes),
        "noted": "; ".join(note.said for note in notes) or None,
        "held": " ".join(note.passage for note in notes if note.passage) or None,
    }
