"""A session in an INVENTED room, run at a real desk over a small knowledge base of invented States."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from kb.db import Store, View
from kb.domain.model import Audience
from kb.session import moves
from kb.session.board import BoardView, board
from kb.session.moves import Move, QuestionStatus
from kb.session.state import Session
from kb.workflow import desk
from kb.workflow.permission import OPERATOR
from tests.knowledge import DAY, GROUP, IN_FORCE, MEETING, Knowledge

# A meeting that was over before the session's, and one after it.
EARLIER, LATER = "inv-2011", "inv-2013"
BOUND, QUIET, UNSURE, UNNAMED, SIGNED = "XAA", "XAB", "XAC", "XAD", "XAE"

# The chair's questions, and whom each is for.
ASKED = {"a-1": "affected", "a-2": "affected", "a-3": "assisting", "a-4": "all", "b-1": "all", "b-3": "all"} | {
    "c-2": "affected",
    "d-1": "all",
}


def base() -> Knowledge:
    """Two States that the actions bind, one of which that is not known, one not named as having victims, one that only
    signed; three actions under line a, of which one has no established text, and one of them under line b; questions.
    """
    knowledge = Knowledge()
    knowledge.meeting()
    knowledge.meeting(EARLIER, "2011-05-01", "2011-05-03")
    knowledge.meeting(LATER, "2013-05-01")
    knowledge.meeting("inv-other", "2011-06-01", convention="APMBC")
    knowledge.state(BOUND)
    knowledge.state(QUIET)
    knowledge.state(UNSURE, affected="unknown")
    knowledge.state(UNNAMED, affected="no")
    knowledge.state(SIGNED, in_force=None, signed_on=IN_FORCE)
    knowledge.provision("VAP-1")
    knowledge.provision("VAP-2")
    knowledge.provision("VAP-3", addressed_to=None, text="missing")
    knowledge.provision("VAP-1.1", parent="VAP-1")
    knowledge.under("a", "VAP-1", "VAP-2", "VAP-3")
    knowledge.under("b", "VAP-2")
    for id_, addressed_to in ASKED.items():
        line = id_[0] if id_[0] in "abc" else None
        words = f"Invented question {id_}?" if id_ != "b-1" else "Tell us of one invented case."
        knowledge.add("line_question", id=id_, line=line, position=id_[2], addressed_to=addressed_to, question=words)
    return knowledge


@contextmanager
def opened(folder: Path, knowledge: Knowledge | None = None, lines: str = "ab") -> Iterator["Room"]:
    """A room over an invented knowledge base."""
    with (knowledge or base()).build(folder) as store:
        yield Room(store, lines)


class Room:
    """A session under way."""

    def __init__(self, store: Store, lines: Sequence[str] = "ab") -> None:
        self.store = store
        new = desk.NewSession("Invented session", MEETING, date.fromisoformat(DAY), tuple(lines))
        self.code = desk.open_new(self.store, OPERATOR, new)

    @property
    def session(self) -> Session:
        """The session as it stands."""
        return desk.session(self.store, self.code)

    @property
    def board(self) -> BoardView:
        """The board as those who work on the material see it."""
        return board(self.staff, self.session)

    @property
    def staff(self) -> View:
        """What those who work on the material see."""
        return self.store.latest(Audience.STAFF)

    @property
    def public(self) -> View:
        """What everybody sees."""
        return self.store.latest(Audience.PUBLIC)

    def do(self, move: Move) -> int:
        """Make a move that is carried out; returns its number."""
        entry = desk.make(self.store, OPERATOR, self.code, move, len(self.session.log))
        assert self.session.log[-1].refused is None, self.session.log[-1].refused
        return entry.number

    def lists(self, line: str, state: str) -> str:
        """Put a State on the list of a line; returns its slot."""
        move = moves.add(line, f"Invented State {state}", contributor=state, state=state)
        return f"m{self.do(move)}"

    def lists_group(self, line: str) -> str:
        """Put the invented organisation on the list of a line; returns its slot."""
        return f"m{self.do(moves.add(line, 'Invented group', contributor=GROUP, speaker_kind='group'))}"

    def lists_name(self, line: str, name: str = "Invented typed name") -> str:
        """Put a typed name on the list of a line; returns its slot."""
        return f"m{self.do(moves.add(line, name, speaker_kind='expert'))}"

    def speaks(self, line: str, state: str) -> str:
        """Let a State have the floor under a line; returns its slot."""
        slot = self.lists(line, state)
        self.do(moves.floor(slot))
        return slot

    def notes(self, slot: str, line: str, *codes: tuple[str, str], said: str = "Invented note.") -> int:
        """Note what a speaker said; returns the number of the note."""
        return self.do(moves.note(slot, line, said, codes))

    def marks(self, question: str, mark: QuestionStatus) -> None:
        """Mark a question to the room."""
        self.do(moves.mark(question, mark, "Invented words"))
