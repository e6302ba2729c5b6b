"""Documents handed in as they are, one or many at once: read, with what is said of each, and sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.db import Store
from kb.domain.model import Audience
from kb.domain.words import LANGUAGES
from kb.errors import DocumentRefused, KnowledgeBaseError, PlaceUnusable, ValueUnknown
from kb.ingest.submissions.folder import Batch
from kb.questions.vocabulary import vocabulary
from kb.workflow.permission import Actor
from kb.workflow.submission import AlreadyHeld, Details, HandedIn, Receipt, hand_in, suggested_day

KINDS = ("opening", "statement", "presentation", "closing", "report", "paper")
LINES = ("a", "b", "c")


@dataclass(frozen=True)
class DocumentReceived:
    """A document handed in, and what its reader warns of."""

    receipt: Receipt
    handed: HandedIn
    warnings: tuple[str, ...]


def hand_in_document(
    store: Store,
    actor: Actor,
    content: bytes,
    name: str,
    details: Details,
    language: str | None = None,
    *,
    unsure_too: bool = True,
) -> DocumentReceived:
    """Read the document and hand it in. Raises KnowledgeBaseError, with nothing changed.

    language    recognised where it is not said
    unsure_too  also where the order of words on a page is not certain, and nobody has compared them
    """
    # Imported here: the readers of documents take longer to load than the other commands to run.
    from kb.ingest.reading import original_of, read_document
    from kb.ingest.text.outline import Outline

    document = read_document(content, name)
    if not unsure_too and any(paragraph.is_unsure for paragraph in document.paragraphs):
        raise DocumentRefused(
            "{name} has a page whose order of words is unsure: hand it in by itself and compare it.", name=name
        )
    language = language or document.language
    if language not in LANGUAGES:
        raise ValueUnknown(
            "The language of {name} was not recognised: say it with --language or in the manifest.", name=name
        )
    handed = HandedIn(
        **vars(details) | {"day": details.day or suggested_day(store, details.meeting)},
        language=language,
        parts=Outline(vocabulary(store.latest(Audience.STAFF))).read(document).parts,
        media=document.media.value,
        sha256=document.sha256,
        file_name=name,
        original=original_of(document, content),
    )
    try:
        receipt = hand_in(store, actor, handed)
    except AlreadyHeld as error:
        raise PlaceUnusable(
            "This document is held already, as {contribution}. Nothing was changed.", contribution=error.contribution
        ) from error
    return DocumentReceived(receipt, handed, tuple(document.warnings))


@dataclass(frozen=True)
class Outcome:
    """What came of a file of a batch: received, or why it was refused."""

    file: str
    received: DocumentReceived | None = None
    refused: KnowledgeBaseError | None = None


def hand_in_all(store: Store, actor: Actor, batch: Batch, *, unsure_too: bool) -> Iterator[Outcome]:
    """Hand in each file of a batch as a revision of its own; a bad one stops none of the others."""
    for row in batch.rows:
        file = row["file"]
        try:
            # What the manifest says is looked at first: a slip there needs no document read.
            details, language = _asked(row)
            name = file.replace("\\", "/").rsplit("/", 1)[-1]
            content = batch.content(file)
            received = hand_in_document(store, actor, content, name, details, language, unsure_too=unsure_too)
        except KnowledgeBaseError as error:
            yield Outcome(file, refused=error)
        else:
            yield Outcome(file, received)


def _asked(row: dict[str, str]) -> tuple[Details, str | None]:
    """What the manifest says of a file, and its language. Raises ValueUnknown."""
    for column in ("contributor", "meeting"):
        if not row[column]:
            raise ValueUnknown("The manifest does not say its {column}.", column=column)
    lines, kind, language = row["line"].split(), row["kind"] or "statement", row["language"] or None
    for line in lines:
        _known("line", line, LINES)
    _known("kind", kind, KINDS)
    if language:
        _known("language", language, sorted(LANGUAGES))
    public_from, day = _day(row, "confidential_until"), _day(row, "day")
    behalf = tuple(dict.fromkeys(row["on_behalf_of"].split()))
    return Details(row["contributor"], row["meeting"], tuple(lines), kind, behalf, public_from, day=day), language


def _day(row: dict[str, str], column: str) -> date | None:
    value = row.get(column)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ValueUnknown(
            "{column} is {value!r} and not a day such as 2030-01-31.", column=column, value=value
        ) from None


def _known(column: str, value: str, known: Any) -> None:
    if value not in known:
        raise ValueUnknown(
            "There is no {column} {value!r}. Known are: {known}.", column=column, value=value, known=", ".join(known)
        )
