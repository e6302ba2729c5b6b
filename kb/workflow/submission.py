"""Handing in a contribution: its text becomes passages, and whoever hands it in gets a receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from kb.db import Change, Store
from kb.db.originals import Original
from kb.domain.catalogue import N_
from kb.domain.model import Audience
from kb.domain.refusals import Refused
from kb.domain.vocabulary import first_day, last_day
from kb.domain.words import day_words
from kb.errors import ChangeRefused, KnowledgeBaseError
from kb.questions import sql
from kb.questions.submitting import submit_meetings
from kb.workflow.coding import coding_rows
from kb.workflow.permission import Actor, Operation, revise

# Papers come in before a meeting, some of them long before it.
_AHEAD = timedelta(days=366)


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
    codings: tuple[Coding, ...] = ()
    sources: tuple[int, ...] = ()
    proposed: tuple[Coding, ...] = ()

    @property
    def to_confirm(self) -> tuple[Coding, ...]:
        """What is proposed and can be confirmed as it stands; one without an assessment needs a person's choice."""
        return self.proposed if all(assessment for _, assessment in self.proposed) else ()


@dataclass(frozen=True)
class Delegation:
    """The make-up of a delegation under Action 31: numbers only, None where not said."""

    survivors: int | None = None
    experts: int | None = None
    disability_organisations: int | None = None


@dataclass(frozen=True)
class Details:
    """Who hands in, where and when, in the codes of the knowledge base; `public_from` makes it confidential till then.

    `on_behalf_of`: the States of a collective statement besides the contributor itself. `day`: of delivery; None where
    not known. Where the file is `original_shown`, whoever may read the text may see its pages.
    """

    contributor: str
    meeting: str
    lines: tuple[str, ...] = ()
    kind: str = "statement"
    on_behalf_of: tuple[str, ...] = ()
    public_from: date | None = None
    delegation: Delegation = field(default_factory=Delegation)
    day: date | None = None
    original_shown: bool = False


@dataclass(frozen=True, kw_only=True)
class HandedIn(Details):
    """A contribution as it is handed in. `sha256` is that of the file, or of the text that was pasted."""

    language: str
    parts: tuple[SubmittedPassage, ...]
    media: str
    sha256: str
    file_name: str | None = None
    original: Original | None = None


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
        contributor = contributor_of(change, handed.contributor)
        meeting = change.record("meeting", id=handed.meeting)
        if meeting is None:
            raise ChangeRefused(Refused.NO_MEETING, id=handed.meeting)
        if fault := day_fault(handed.day, meeting, datetime.now(UTC).date()):
            raise fault
        # Who, where, and a number: readable in an address, and never used twice, whatever was undone.
        id_ = f"{handed.meeting}-{handed.contributor}-{change.number}"
        receipt = Receipt(change.number, id_, datetime.now(UTC).replace(microsecond=0))
        row = contribution_row(
            contributor,
            meeting,
            id=id_,
            date=handed.day,
            line=" ".join(sorted(set(handed.lines))) or None,
            kind=handed.kind,
            voice="own",
            text_kind="verbatim",
            language=handed.language,
            source_title=f"Text handed in on {day_words(receipt.received_at.date())}, receipt {receipt.number}",
        )
        change.save("contribution", [row])
        change.save("alignment", [{"contribution": id_, "state": one} for one in handed.on_behalf_of])
        # The contributor's own coding stands under the contributor's code, whoever hands in for it.
        coders = [handed.contributor] * len(handed.parts)
        save_passages(change, id_, handed.parts, coders, {"basis": "contributor"})
        change.save(
            "submission",
            [
                {
                    "contribution": id_,
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
            change.keep_original(id_, handed.sha256, handed.original)
        if handed.original_shown:
            change.save("shown_original", [{"contribution": id_}])
        if handed.public_from:
            limit = {"contribution": id_, "audience": "parties", "public_from": handed.public_from}
            change.save("restriction", [limit])
        if handed.delegation != Delegation():
            whose = {"meeting": handed.meeting, "contributor": handed.contributor, "contribution": id_}
            change.save("delegation", [{"id": id_} | whose | vars(handed.delegation)])
    return receipt


def visible_to(actor: Actor) -> str | None:
    """Of whom the actor may learn what was handed in: None for everybody, else a State or organisation."""
    return None if actor.may(Operation.SEE_WORK) else actor.contributor


def contributor_of(change: Change, code: str) -> dict[str, Any]:
    """What a contribution says of its contributor. Raises ChangeRefused for one that is not known.

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
    state, type_ = (None, record["kind"]) if table == "organisation" else (code, "state")
    return {"contributor_name": record["name"], "contributor_type": type_, "state": state, "about_state": state}


def contribution_row(contributor: Mapping[str, Any], meeting: Mapping[str, Any], **own: Any) -> dict[str, Any]:
    """The record of a contribution that is taken in here, with what is its own."""
    of_meeting = {"meeting": meeting["id"], "meeting_label": meeting["name"], "convention": meeting["convention"]}
    return {**contributor, **of_meeting, "source_truncated": False, "status": "received", **own}


def save_passages(
    change: Change,
    contribution: str,
    parts: Sequence[SubmittedPassage],
    coders: Sequence[str],
    judged: Mapping[str, Any],
) -> None:
    """Save the passages of a contribution, and their codings as judgements by the coders, with what is `judged`."""
    numbered = [(f"{contribution}.{position}", position, part) for position, part in enumerate(parts, start=1)]
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
    own = [
        ({"passage": id_, "coder": coder}, part.codings)
        for (id_, _, part), coder in zip(numbered, coders, strict=True)
        if part.codings
    ]
    change.save("judgement", [{**key, "blind": True, **judged} for key, _ in own])
    change.save("judged_coding", [key | row for key, codings in own for row in coding_rows(codings)])


def suggested_day(store: Store, meeting: str) -> date | None:
    """The first day of the meeting; None where that is not known to the day."""
    row = submit_meetings(store.latest(Audience.STAFF)).get(meeting)
    return date.fromisoformat(row["first_day"]) if row and len(row["first_day"]) == len("2012-04-16") else None


def day_fault(day: date | None, meeting: Mapping[str, str], today: date) -> ChangeRefused | None:
    """Why nothing can have been delivered to a meeting (`first_day`, `last_day`) on this day.

    It can on a day up to a year before the meeting, during it, and from then until today.
    """
    if day is None:
        return None
    earliest, latest = first_day(meeting["first_day"]) - _AHEAD, max(last_day(meeting["last_day"]), today)
    if earliest <= day <= latest:
        return None
    return ChangeRefused(Refused.DAY_OF_DELIVERY, day=day, earliest=earliest, latest=latest)
