"""What waits to be done, for whoever may do it: counted for the menu and the titles of the screens of the work."""

from typing import NamedTuple

from kb.cache import cached
from kb.db import Store, View
from kb.domain.model import Audience
from kb.questions.reviewing import replies_made, review_contributions
from kb.workflow.permission import Actor, Operation


class Waiting(NamedTuple):
    """Statements to tag, statements to review, and replies to answer; 0 of what the person may not do."""

    to_tag: int = 0
    to_review: int = 0
    to_answer: int = 0

    @property
    def all(self) -> int:
        """All of it together."""
        return sum(self)


def waiting(store: Store, actor: Actor) -> Waiting:
    """What waits for the actor as of the latest revision; nothing is asked for whoever may do none of it."""
    if not any(map(actor.may, (Operation.CODE, Operation.PUBLISH, Operation.ANSWER))):
        return Waiting()
    match = _waiting(store.latest(Audience.STAFF))
    return Waiting(
        match.to_tag if actor.may(Operation.CODE) else 0,
        match.to_review if actor.may(Operation.PUBLISH) else 0,
        match.to_answer if actor.may(Operation.ANSWER) else 0,
    )


@cached
def _waiting(view: View) -> Waiting:
    rows = review_contributions.rows(view)
    return Waiting(
        sum(row["uncoded"] > 0 for row in rows if row["stage"] in ("received", "coded")),
        sum(row["stage"] == "coded" for row in rows),
        sum(row["decision"] is None and row["kind"] != "confirmed" for row in replies_made(view)),
    )
