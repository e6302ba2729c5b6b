"""Contributions of INVENTED States as tests hand them in, code and publish them: through the real kb.workflow."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

from kb.db import Store
from kb.domain.model import Audience
from kb.ingest.text.passages import Document
from kb.workflow import coding, facts, publishing, submission
from kb.workflow.permission import ALONE, Actor, Operation, revise
from kb.workflow.submission import HandedIn, SubmittedPassage
from tests.knowledge import MEETING

Coding = tuple[str | None, str]
CODED: Coding = ("VAP-1", "progress")
# What somebody may type who wishes a reader ill: a script, a link that runs one, a formula.
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) =cmd"


def handed(*said: str | SubmittedPassage, **values: Any) -> HandedIn:
    """What is handed in: an English statement of XAA at the invented meeting, but for what `values` say otherwise."""
    parts = tuple(one if isinstance(one, SubmittedPassage) else SubmittedPassage(one) for one in said)
    digest = hashlib.sha256("\n".join(part.text for part in parts).encode()).hexdigest()
    given = HandedIn("XAA", MEETING, ("a",), language="en", parts=parts, media="txt", sha256=digest)
    return replace(given, **values)


def parts_of(document: Document) -> tuple[SubmittedPassage, ...]:
    """The passages that a document makes: a paragraph each."""
    return tuple(SubmittedPassage(one.text, sources=(at,)) for at, one in enumerate(document.paragraphs, start=1))


def hand_in(store: Store, *said: str | SubmittedPassage, **values: Any) -> str:
    """Hand it in, as a document that nobody handed in before; returns the contribution's id."""
    its_own = {"sha256": f"{store.revision():064x}"}
    return submission.hand_in(store, ALONE, handed(*said, **its_own | values)).contribution


def judge(
    store: Store,
    contribution: str,
    *codings: Coding,
    who: Actor = ALONE,
    themes: tuple[str, ...] = (),
    note: str | None = None,
) -> None:
    """Let somebody code every passage of a contribution alike, to CODED if no codings are given."""
    passages = "SELECT id FROM passage WHERE contribution = $contribution ORDER BY position"
    for row in store.latest(Audience.STAFF).rows(passages, {"contribution": contribution}):
        coding.judge(store, who, coding.Judgement(row["id"], codings or (CODED,), themes, note))


def keep_fact(store: Store, fact: facts.Fact, who: Actor = ALONE) -> str:
    """Keep a fact beside whatever the passage is tagged with; returns its id."""
    with revise(store, who, Operation.CODE, "Invented") as change:
        return facts.keep(change, fact)


def published(store: Store, *said: str | SubmittedPassage, **values: Any) -> str:
    """Hand it in, code it to CODED and publish it; returns the contribution's id."""
    id_ = hand_in(store, *said, **values)
    judge(store, id_)
    publishing.publish(store, ALONE, id_)
    return id_


# Marker words of several contributions of one State to one meeting, and the numbers of its delegation that each gives.
PUBLIC, CONFIDENTIAL, WAITING, WITHDRAWN = "numbatpublic", "quokkasecret", "quollwaiting", "bilbywithdrawn"
NUMBERS = {CONFIDENTIAL: 7101, WAITING: 7202, WITHDRAWN: 7303, PUBLIC: 7404}
HIDDEN = (CONFIDENTIAL, WAITING, WITHDRAWN)


def several(store: Store, state: str = "XAA") -> dict[str, str]:
    """Contributions of a State to one meeting by marker word, one of each standing; the public one comes last."""
    ids = {}
    for word, number in NUMBERS.items():
        day = date(2999, 1, 1) if word == CONFIDENTIAL else None
        numbers = submission.Delegation(number, number, number)
        values = {"contributor": state, "file_name": f"{word}.txt", "public_from": day, "delegation": numbers}
        part = SubmittedPassage(f"Invented words: {word}.", (CODED,))
        ids[word] = (hand_in if word == WAITING else published)(store, part, **values)
    publishing.withdraw(store, ALONE, ids[WITHDRAWN], "Invented reason")
    return ids


def given_away(shown: str, ids: dict[str, str]) -> list[str]:
    """Which of the marker words, delegation numbers and ids of what only the staff may see stand in a text."""
    marks = [mark for word in HIDDEN for mark in (word, str(NUMBERS[word]), f"{NUMBERS[word]:,}")]
    return [mark for mark in (*marks, ids[CONFIDENTIAL]) if mark in shown]
