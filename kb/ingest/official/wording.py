"""The placement table -> the wording of each action or article, and what the table comes to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kb.domain.catalogue import N_
from kb.errors import PlacementFault
from kb.ingest.documents.wrapping import reads_like_title
from kb.ingest.official import forms
from kb.ingest.official.ids import is_part, number_of, steps_of
from kb.ingest.official.table import Line, Place, shortened

_ARTICLE = re.compile(r"^(?:Article|ARTICLE)\s+(?:\d{1,3}|[IVXLC]{1,7})\s*[.:–—-]*\s*")
_NUMBER = re.compile(r"^[(\[]?(?:\d{1,2}|[a-z]{1,2})[.)\]]+\s*")


@dataclass
class Wording:
    """What the document has of one provision: its paragraphs without its own number, and the chapter above it."""

    id: str
    chapter: str
    paragraphs: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraphs with an empty line between them."""
        return "\n\n".join(self.paragraphs)


def wordings(table: Iterable[Line], *, articles: bool) -> list[Wording]:
    """The wording of each provision that begins in the table, in order.

    What has parts has their wording too, each with its number. The lines of articles have no other heading than
    the article's, so that is their chapter.
    """
    found: list[Wording] = []
    open_: list[Wording] = []
    chapter = ""
    for line in table:
        if line.begins:
            open_ = [one for one in open_ if articles and is_part(line.place, one.id)]
            if articles and not open_:
                chapter = f"Article {steps_of(line.place)[0]}"
            own = Wording(line.place, chapter)
            for one in open_:
                one.paragraphs.append(line.text)
            if text := without_number(line.text, line.place, articles=articles):
                own.paragraphs.append(text)
            open_.append(own)
            found.append(own)
        elif line.place == Place.ABOVE:
            for one in open_:
                one.paragraphs.append(line.text)
        elif line.place == Place.JOINED:
            for one in open_:
                one.paragraphs[-1:] = [_join("".join(one.paragraphs[-1:]), line.text)]
        elif line.place != Place.SKIP:
            open_ = []
            chapter = line.text if line.place == Place.CHAPTER else chapter
    return found


def without_number(text: str, id_: str, *, articles: bool) -> str:
    """The text of a line after the number of what it begins; all of it where it has no number of its own."""
    if not articles:
        label = forms.action_label(text)
        return label.rest.strip() if label and label.steps == steps_of(id_) else text
    if len(steps_of(id_)) == 1:
        rest = _ARTICLE.sub("", text, count=1)
        return "" if rest != text and (not rest or reads_like_title(rest, 20)) else rest
    number = _NUMBER.match(text)
    return text[number.end() :] if number and steps_of(id_)[-1] in number[0] else text


def _join(above: str, below: str) -> str:
    """Two pieces of one paragraph; a hyphen at the break stays, a soft one goes."""
    if above.endswith("\u00ad"):
        return above[:-1] + below
    return f"{above}{'' if above.endswith('-') else ' '}{below}".strip()


@dataclass(frozen=True)
class Summary:
    """What a table comes to: ids that begin, those recorded that do not, those that nothing is recorded of."""

    found: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    unclear: int


def summary(table: Sequence[Line], recorded: Sequence[str]) -> Summary:
    """What a table comes to, beside the ids recorded."""
    begun = tuple(dict.fromkeys(line.place for line in table if line.begins))
    return Summary(
        begun,
        tuple(one for one in recorded if one not in begun),
        tuple(one for one in begun if recorded and one not in recorded),
        sum(bool(line.why) for line in table),
    )


def refuse_missing(table: Sequence[Line], recorded: Sequence[str]) -> None:
    """Raise PlacementFault where something recorded does not begin in the table."""
    if ids := summary(table, recorded).missing:
        numbers = shortened([number_of(one) for one in ids])
        raise PlacementFault(N_("These numbers do not stand in the document: {numbers}."), numbers=numbers)


def refuse_unknown(table: Sequence[Line], recorded: Sequence[str]) -> None:
    """Raise PlacementFault where something begins in the table that is not recorded."""
    if ids := summary(table, recorded).unknown:
        numbers = shortened([number_of(one) for one in ids])
        raise PlacementFault(N_("The instrument has no such numbers: {numbers}."), numbers=numbers)
