"""A contribution being prepared: what is kept of it, and how its passages are split, merged, moved and dropped."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from kb.db.originals import Original
from kb.domain.catalogue import gettext as _
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.ingest.documents import Document
from kb.ingest.documents.originals import parts_of
from kb.workflow.handing_in import Delegation, HandedIn, Part

Passages = tuple[Part, ...]


@dataclass(frozen=True)
class Details:
    """Who hands in, where and when; `public_from` makes it confidential until that day."""

    contributor: str
    meeting: str
    lines: tuple[str, ...] = ()
    kind: str = "statement"
    on_behalf_of: tuple[str, ...] = ()
    public_from: date | None = None
    delegation: Delegation = field(default_factory=Delegation)
    day: date | None = None
    original_shown: bool = True


@dataclass(frozen=True)
class Draft:
    """A contribution being prepared. `language` is empty where it is not known yet.

    `checked` are the pages that were compared with their passages; `corrects` is the contribution that it replaces.
    """

    details: Details
    passages: Passages
    language: str
    media: str
    sha256: str
    file_name: str | None = None
    warnings: tuple[str, ...] = ()
    checked: tuple[int, ...] = ()
    corrects: str = ""

    @property
    def version(self) -> str:
        """Short, and another for every other state of the passages: a form made for one does not fit the next."""
        return hashlib.sha256(repr(self.passages).encode("utf-8", "replace")).hexdigest()[:12]

    def handed_in(self, original: Original | None = None) -> HandedIn:
        """What is handed in, with its file."""
        return HandedIn(
            **{name: getattr(self.details, name) for name in Details.__dataclass_fields__},
            language=self.language,
            parts=self.passages,
            media=self.media,
            sha256=self.sha256,
            file_name=self.file_name,
            original=original,
        )


def draft_of(document: Document, details: Details, file_name: str | None, languages: Any) -> Draft:
    """The draft that a document just read makes; a language that we have no word for is left open."""
    language = document.language if document.language in languages else ""
    media = document.media.value
    return Draft(details, parts_of(document), language or "", media, document.sha256, file_name, document.warnings)


def written(draft: Draft) -> str:
    """The draft as JSON."""
    return json.dumps(asdict(draft), default=str, ensure_ascii=False)


def read_back(content: str) -> Draft:
    """The draft that `written` wrote. Raises ChangeRefused for one of another shape, as another version kept it."""
    try:
        return _read_back(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        raise ChangeRefused(Refused.DRAFT_UNREADABLE) from error


def _read_back(held: dict[str, Any]) -> Draft:
    told = held.pop("details")
    until, day = told.pop("public_from"), told.pop("day", None)
    details = Details(
        **told
        | {
            "lines": tuple(told["lines"]),
            "on_behalf_of": tuple(told["on_behalf_of"]),
            "public_from": date.fromisoformat(until) if until else None,
            "day": date.fromisoformat(day) if day else None,
            "delegation": Delegation(**told["delegation"]),
        }
    )
    passages = tuple(
        Part(
            part["text"],
            tuple((provision, assessment) for provision, assessment in part["codings"]),
            tuple(part.get("sources", ())),
        )
        for part in held.pop("passages")
    )
    values = {"warnings": tuple(held.pop("warnings")), "checked": tuple(held.pop("checked", ()))}
    return Draft(**held | values, details=details, passages=passages)


def edited(passages: Passages, at: int, part: Part) -> Passages:
    """`part` in place of passage `at` (from 0). An empty line splits it; what it is about stays with the first."""
    pieces = [piece.strip() for piece in re.split(r"\n[^\S\n]*\n", part.text.replace("\r\n", "\n")) if piece.strip()]
    parts = [Part(piece, part.codings if place == 0 else (), part.sources) for place, piece in enumerate(pieces)]
    return (*passages[:at], *parts, *passages[at + 1 :])


def merged(passages: Passages, at: int) -> Passages:
    """Passage `at` and the next as one, about whatever one of them is about; nothing changes at the last."""
    if at + 1 >= len(passages):
        return passages
    one, other = passages[at], passages[at + 1]
    sources = tuple(dict.fromkeys((*one.sources, *other.sources)))
    part = Part(f"{one.text}\n{other.text}", tuple(dict.fromkeys((*one.codings, *other.codings))), sources)
    return (*passages[:at], part, *passages[at + 2 :])


def moved(passages: Passages, at: int, by: int) -> tuple[Passages, int]:
    """Passage `at` moved by so many places, no further than the ends; and where it is then."""
    to = min(max(at + by, 0), len(passages) - 1)
    rest = (*passages[:at], *passages[at + 1 :])
    return (*rest[:to], passages[at], *rest[to:]), to


def dropped(passages: Passages, at: int) -> Passages:
    """All passages but `at`."""
    return (*passages[:at], *passages[at + 1 :])


def changed(draft: Draft, passages: Passages) -> Draft:
    """The draft with these passages."""
    return replace(draft, passages=passages)


def lacking(draft: Draft, today: date) -> list[str]:
    """What stands between the draft and sending it, a sentence each."""
    said = []
    if not draft.passages:
        said.append("There is no passage left: begin anew with the text.")
    if not draft.language:
        said.append("Choose the language of the text: it could not be told with certainty.")
    if not draft.corrects and draft.details.public_from and draft.details.public_from <= today:
        said.append("The day from which everybody may see the text is past: choose a later one, or make it public.")
    return said


def unchecked(draft: Draft, unsure: Sequence[int]) -> list[str]:
    """A sentence for each of the pages that are unsure and that nobody has compared with its passages yet."""
    return [
        _("Page {page} of the file: compare it with its passages, and say that it is right.").format(page=page)
        for page in unsure
        if page not in draft.checked
    ]


def left_out(draft: Draft, paragraphs: int) -> int:
    """How many of the paragraphs of the file are in no passage."""
    return paragraphs - len({number for part in draft.passages for number in part.sources})
