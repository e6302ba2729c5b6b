"""A contribution being prepared: what is kept of it, and how its passages are split, merged, moved and dropped."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kb.db.originals import Original
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import LANGUAGES
from kb.errors import DocumentRefused
from kb.ingest.text.languages import language_of
from kb.ingest.text.outline import Outline
from kb.ingest.text.passages import Document
from kb.ui import drafts
from kb.workflow.submission import Details, HandedIn, SubmittedPassage

Passages = tuple[SubmittedPassage, ...]


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
        """Another for every other state of the passages."""
        return drafts.version(self.passages)

    def handed_in(self, original: Original | None = None) -> HandedIn:
        """What is handed in, with its file."""
        return HandedIn(
            **vars(self.details),
            language=self.language,
            parts=self.passages,
            media=self.media,
            sha256=self.sha256,
            file_name=self.file_name,
            original=original,
        )


def draft_of(document: Document, details: Details, file_name: str | None, words: Vocabulary) -> Draft:
    """The draft that a document just read makes; a language that we have no word for is left open.

    An outline gives it lines beside those of the details, and tags to confirm. Raises DocumentRefused where nothing is
    written in the outline.
    """
    found = Outline(words).read(document)
    if not found.parts:
        raise DocumentRefused("Nothing is written in this outline yet: write below its headings, and send it again.")
    language, warnings = document.language, document.warnings
    if found.left_out:
        language = language_of(part.text for part in found.parts)
        gone = ngettext(
            "{number} heading or hint of the outline was left out.",
            "{number} headings and hints of the outline were left out.",
            found.left_out,
        )
        hidden = _("They stand on the pages of the file: readers do not see these, unless you choose so.")
        warnings = (*warnings, f"{gone.format(number=found.left_out)} {hidden}")
        details = replace(details, original_shown=False)
    known = language if language in LANGUAGES else ""
    details = replace(details, lines=tuple(sorted({*details.lines, *found.lines})))
    return Draft(details, found.parts, known or "", document.media.value, document.sha256, file_name, warnings)


def edited(passages: Passages, at: int, part: SubmittedPassage) -> Passages:
    """`part` in place of passage `at` (from 0). An empty line splits it; what it is about stays with the first.

    What was proposed of it is proposed of the others.
    """
    pieces = [piece.strip() for piece in re.split(r"\n[^\S\n]*\n", part.text.replace("\r\n", "\n")) if piece.strip()]
    first = [replace(part, text=piece) for piece in pieces[:1]]
    rest = [SubmittedPassage(piece, (), part.sources, passages[at].proposed) for piece in pieces[1:]]
    return (*passages[:at], *first, *rest, *passages[at + 1 :])


def merged(passages: Passages, at: int) -> Passages:
    """Passage `at` and the next as one, about whatever one of them is about; nothing changes at the last."""
    if at + 1 >= len(passages):
        return passages
    one, other = passages[at], passages[at + 1]
    sources = tuple(dict.fromkeys((*one.sources, *other.sources)))
    codings = tuple(dict.fromkeys((*one.codings, *other.codings)))
    part = SubmittedPassage(
        f"{one.text}\n{other.text}", codings, sources, tuple(dict.fromkeys((*one.proposed, *other.proposed)))
    )
    return (*passages[:at], part, *passages[at + 2 :])


def moved(passages: Passages, at: int, by: int) -> tuple[Passages, int]:
    """Passage `at` moved by so many places, no further than the ends; and where it is then."""
    to = min(max(at + by, 0), len(passages) - 1)
    rest = (*passages[:at], *passages[at + 1 :])
    return (*rest[:to], passages[at], *rest[to:]), to


def dropped(passages: Passages, at: int) -> Passages:
    """All passages but `at`."""
    return (*passages[:at], *passages[at + 1 :])


def confirmed(passages: Passages) -> Passages:
    """The passages with what their headings say as their tags, wherever that is whole."""
    return tuple(
        replace(part, codings=part.codings or part.to_confirm, proposed=()) if part.to_confirm else part
        for part in passages
    )


def lacking(draft: Draft, today: date) -> list[str]:
    """What stands between the draft and sending it, a sentence each."""
    texts = []
    if not draft.passages:
        texts.append(_("There is no passage left: begin anew with the text."))
    if not draft.language:
        texts.append(_("Choose the language of the text: it could not be told with certainty."))
    if not draft.corrects and draft.details.public_from and draft.details.public_from <= today:
        texts.append(_("The day from which everybody may see the text is past: choose a later one, or make it public."))
    return texts


def unchecked(draft: Draft, unsure: Sequence[int]) -> list[str]:
    """A sentence for each of the pages that are unsure and that nobody has compared with its passages yet."""
    return [
        _("Page {page} of the file: compare it with its passages, then press “Page {page} is right”.").format(page=page)
        for page in unsure
        if page not in draft.checked
    ]


def left_out(draft: Draft, paragraphs: int) -> int:
    """How many of the paragraphs of the file are in no passage."""
    return paragraphs - len({number for part in draft.passages for number in part.sources})
