"""Handing in a contribution: its text becomes passages, and whoever hands it in gets a receipt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from kb.db import Change, Store
from kb.db.originals import Original
from kb.domain.catalogue import N_
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused, KnowledgeBaseError
from kb.questions import sql
from kb.workflow import delivery
from kb.workflow.coding import coding_rows
from kb.workflow.permission import Actor, Operation, revise


class AlreadyHeld(KnowledgeBaseError):
    """The same document was handed in before, as `contribution`."""

    def __init__(self, contribution: str) -> None:
        super().__init__(N_("This document was handed in already. Nothing was changed."))
        self.contribution = contribution


# A provision or None, and an assessment; None where it is not said.
Coding = tuple[str | None, str | None]


@dataclass(frozen=True)
class SubmittedPassage:
    """A passage to be, with the (provision or None, assessment) pairs that the contributor itself gives it.

    `sources` are the numbers of the paragraphs of the file that it was made of, from 1. `proposed` is what the headings
    of an outline say of it: it is kept nowhere until a person confirms it.
    """

    text: str
    codings: tuple[tuple[str | None, str], ...] = ()
    sources: tuple[int, ...] = ()
    proposed: tuple[Coding, ...] = ()

    @property
    def to_confirm(self) -> tuple[tuple[str | None, str], ...]:
        """What is proposed and can be confirmed as it stands; one without an assessment needs a person's choice."""
        whole = tuple((provision, assessment) for provision, assessment in self.proposed if assessment)
        return whole if len(whole) == len(self.proposed) else ()


@dataclass(frozen=True)
class Delegation:
    """The make-up of a delegation under Action 31: numbers only, None where not said."""

    survivors: int | None = None
    experts: int | None = None
    disability_organisations: int | None = None


@dataclass(frozen=True)
class HandedIn:
    """A contribution as it is handed in: codes as in the knowledge base; `public_from` makes it confidential till then.

    `on_behalf_of`: the States of a collective statement besides the contributor itself. `sha256` is that of the file,
    or of the text that was pasted. `day`: of delivery; None where not known. `original` is the file itself; where it is
    `original_shown`, whoever may read the text may see its pages.
    """

    contributor: str
    meeting: str
    lines: tuple[str, ...]
    kind: str
    language: str
    parts: tuple[SubmittedPassage, ...]
    media: str
    sha256: str
    file_name: str | None = None
    day: date | None = None
    on_behalf_of: tuple[str, ...] = ()
    public_from: date | None = None
    delegation: Delegation = field(default_factory=Delegation)
    original: Original | None = None
    original_shown: bool = False


@dataclass(frozen=True)
class Receipt:
    """What whoever handed in keeps: the number, the contribution's permanent id, and when (UTC)."""

    number: int
    contribution: str
    received_at: datetime


def hand_in(store: Store, actor: Actor, handed: HandedIn) -> Receipt:
    """Take in a contribution, as one revision. Raises NotPermitted, AlreadyHeld or ChangeRefused."""
    if not handed.parts or not all(part.text.strip() for part in handed.parts):
        raise ChangeRefused(Refused.NO_TEXT)
    with revise(store, actor, Operation.HAND_IN, "A contribution was handed in", of=handed.contributor) as change:
        earlier = change.rows(sql("submit_same_document"), {"sha256": handed.sha256, "contributor": visible_to(actor)})
        if earlier:
            raise AlreadyHeld(earlier[0]["contribution"])
        who = contributor_of(change, handed.contributor)
        meeting = change.record("meeting", id=handed.meeting)
        if meeting is None:
            raise ChangeRefused(Refused.NO_MEETING, id=handed.meeting)
        if fault := delivery.fault(handed.day, meeting, datetime.now(UTC).date()):
            raise fault
        receipt = Receipt(change.number, _new_id(change, handed), datetime.now(UTC).replace(microsecond=0))
        change.save("contribution", [_contribution(handed, receipt, who, meeting)])
        change.save("alignment", [{"contribution": receipt.contribution, "state": one} for one in handed.on_behalf_of])
        _save_passages(change, handed, receipt.contribution)
        change.save(
            "submission",
            [
                {
                    "contribution": receipt.contribution,
                    "receipt": receipt.number,
                    "received_at": receipt.received_at.replace(tzinfo=None),
                    "person": actor.person,
                    "media": handed.media,
                    "file_name": handed.file_name,
                    "sha256": handed.sha256,
                }
            ],
        )
        if handed.original:
            change.keep_original(receipt.contribution, handed.sha256, handed.original)
        if handed.original_shown:
            change.save("shown_original", [{"contribution": receipt.contribution}])
        if handed.public_from:
            limit = {"contribution": receipt.contribution, "audience": "parties", "public_from": handed.public_from}
            change.save("restriction", [limit])
        if handed.delegation != Delegation():
            key = {
                "id": receipt.contribution,
                "meeting": handed.meeting,
                "contributor": handed.contributor,
                "contribution": receipt.contribution,
            }
            change.save("delegation", [key | vars(handed.delegation)])
    return receipt


def visible_to(actor: Actor) -> str | None:
    """Of whom the actor may learn what was handed in: None for everybody, else a State or organisation."""
    return None if actor.may(Operation.SEE_WORK) else actor.contributor


def contributor_of(change: Change, code: str) -> dict[str, Any]:
    """Name, type and State of a contributor. Raises ChangeRefused for one that is not known.

    Its name is made known as the name of a contributor if it is not yet.
    """
    for table in ("state", "outside_state", "organisation"):
        record = change.record(table, id=code)
        if record:
            break
    else:
        raise ChangeRefused(Refused.NO_CONTRIBUTOR, id=code)
    if change.record("contributor_name", name=record["name"]) is None:
        change.save("contributor_name", [{"name": record["name"], "contributor": code}])
    is_state = table != "organisation"
    return {
        "name": record["name"],
        "type": "state" if is_state else record["kind"],
        "state": code if is_state else None,
    }


def _new_id(change: Change, handed: HandedIn) -> str:
    """Who, where, and a number: readable in an address, and never used twice, whatever was undone."""
    return f"{handed.meeting}-{handed.contributor}-{change.number}"


def _contribution(
    handed: HandedIn, receipt: Receipt, who: Mapping[str, Any], meeting: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "id": receipt.contribution,
        "contributor_name": who["name"],
        "contributor_type": who["type"],
        "state": who["state"],
        "about_state": who["state"],
        "meeting": handed.meeting,
        "meeting_label": meeting["name"],
        "date": handed.day,
        "line": " ".join(sorted(set(handed.lines))) or None,
        "kind": handed.kind,
        "convention": meeting["convention"],
        "voice": "own",
        "text_kind": "verbatim",
        "language": handed.language,
        "source_title": f"Text handed in on {receipt.received_at:%d %B %Y}, receipt {receipt.number}".replace(
            " 0", " "
        ),
        "source_truncated": False,
        "status": "received",
    }


def _save_passages(change: Change, handed: HandedIn, contribution: str) -> None:
    numbered = [(f"{contribution}.{position}", position, part) for position, part in enumerate(handed.parts, start=1)]
    change.save(
        "passage",
        [
            {
                "id": id_,
                "contribution": contribution,
                "position": position,
                "text": part.text.strip(),
                "substance": True,
            }
            for id_, position, part in numbered
        ],
    )
    change.save(
        "passage_source",
        [{"passage": id_, "paragraph": number} for id_, _, part in numbered for number in dict.fromkeys(part.sources)],
    )
    own = [(id_, part) for id_, _, part in numbered if part.codings]
    # The contributor's own coding stands under the contributor's code, whoever hands in for it.
    change.save(
        "judgement",
        [{"passage": id_, "coder": handed.contributor, "basis": "contributor", "blind": True} for id_, _ in own],
    )
    change.save(
        "judged_coding",
        [{"passage": id_, "coder": handed.contributor} | row for id_, part in own for row in coding_rows(part.codings)],
    )
