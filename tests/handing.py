"""Contributions of INVENTED States as tests hand them in, code and publish them: through the real kb.work."""

import hashlib
from dataclasses import replace
from typing import Any

from kb.model import Audience
from kb.store import Store
from kb.work import coding, handing_in, publishing
from kb.work.handing_in import HandedIn, Part
from kb.work.permission import ALONE, Actor
from tests.knowledge import MEETING

Coding = tuple[str | None, str]
CODED: Coding = ("VAP-1", "progress")
# What somebody may type who wishes a reader ill: a script, a link that runs one, a formula.
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) =cmd"


def handed(*said: str | Part, **values: Any) -> HandedIn:
    """What is handed in: an English statement of XAA at the invented meeting, but for what `values` say otherwise."""
    parts = tuple(one if isinstance(one, Part) else Part(one) for one in said)
    digest = hashlib.sha256("\n".join(part.text for part in parts).encode()).hexdigest()
    return replace(HandedIn("XAA", MEETING, ("a",), "statement", "en", parts, "txt", digest), **values)


def hand_in(store: Store, *said: str | Part, **values: Any) -> str:
    """Hand it in, as a document that nobody handed in before; returns the contribution's id."""
    its_own = {"sha256": f"{store.revision():064x}"}
    return handing_in.hand_in(store, ALONE, handed(*said, **its_own | values)).contribution


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


def published(store: Store, *said: str | Part, **values: Any) -> str:
    """Hand it in, code it to CODED and publish it; returns the contribution's id."""
    id_ = hand_in(store, *said, **values)
    judge(store, id_)
    publishing.publish(store, ALONE, id_)
    return id_
