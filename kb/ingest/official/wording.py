"""The placement table -> the wording of each action or article, what it comes to, and the texts to be loaded."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kb.db import View
from kb.domain.catalogue import N_
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused, PlacementFault
from kb.ingest.official.labels import Wanted, is_part, label_of, number_of, steps_of
from kb.ingest.official.table import Line, Place, refuse_unsettled, shortened
from kb.ingest.text.wrapping import reads_like_title
from kb.questions import Rows
from kb.questions.provisions import official_provisions
from kb.workflow.instruments import OfficialText

_ARTICLE = re.compile(r"^(?:Article|ARTICLE)\s+(?:\d{1,3}|[IVXLC]{1,7})\s*[.:–—-]*\s*")
_NUMBER = re.compile(r"^[(\[]?(?:\d{1,2}|[a-z]{1,2})[.)\]]+\s*")

_NUMBER_OF_PROVISION = re.compile(r"\d+(?:\.\d+)*(?:\([a-z]\))?")


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


def wordings(table: Iterable[Line], wanted: Wanted) -> list[Wording]:
    """The wording of each provision that begins in the table, in order.

    What has parts has their wording too, each with its number. The lines of articles have no other heading than
    the article's, so that is their chapter.
    """
    made: list[Wording] = []
    open_: list[Wording] = []
    chapter = ""
    for line in table:
        if line.begins:
            open_ = [one for one in open_ if wanted.articles and is_part(line.place, one.id)]
            if wanted.articles and not open_:
                chapter = f"Article {steps_of(line.place)[0]}"
            own = Wording(line.place, chapter)
            for one in open_:
                one.paragraphs.append(line.text)
            if text := without_number(line.text, line.place, wanted):
                own.paragraphs.append(text)
            open_.append(own)
            made.append(own)
        elif line.place == Place.ABOVE:
            for one in open_:
                one.paragraphs.append(line.text)
        elif line.place == Place.JOINED:
            for one in open_:
                above = "".join(one.paragraphs[-1:])
                one.paragraphs[-1:] = [f"{above}{'' if above.endswith('-') else ' '}{line.text}".strip()]
        elif line.place != Place.SKIP:
            open_ = []
            chapter = line.text if line.place == Place.CHAPTER else chapter
    return made


def without_number(text: str, id_: str, wanted: Wanted) -> str:
    """The text of a line after the number of what it begins; all of it where it has no number of its own."""
    if not wanted.articles:
        label = label_of(text, wanted.unit)
        return label.rest.strip() if label and label.steps == steps_of(id_) else text
    if len(steps_of(id_)) == 1:
        rest = _ARTICLE.sub("", text, count=1)
        return "" if rest != text and (not rest or reads_like_title(rest, 20)) else rest
    number = _NUMBER.match(text)
    return text[number.end() :] if number and steps_of(id_)[-1] in number[0] else text


class Summary(NamedTuple):
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


def refuse_numbers(sentence: str, ids: Sequence[str]) -> None:
    """Raise PlacementFault with a sentence about the numbers of these ids, if there are any."""
    if ids:
        raise PlacementFault(sentence, numbers=shortened([number_of(one) for one in ids]))


def wanted_of(recorded: Rows, code: str, unit: str) -> Wanted:
    """What is known of an instrument; parts that only the knowledge base tells apart have no number in a document."""
    numbered = [row for row in recorded if _NUMBER_OF_PROVISION.fullmatch(row["number"])]
    chapters = tuple(dict.fromkeys(row["chapter"] for row in numbered))
    return Wanted(code, unit, tuple(row["id"] for row in numbered), chapters)


def recorded_of(view: View, instrument: str) -> tuple[Rows, str]:
    """The provisions recorded of an instrument, and what they are called. Raises ChangeRefused for an unknown one."""
    rows = view.rows("SELECT unit FROM instrument WHERE id = $id", {"id": instrument})
    if not rows:
        raise ChangeRefused(Refused.NO_INSTRUMENT, id=instrument)
    return official_provisions(view, instrument), str(rows[0]["unit"])


def texts_of(table: Sequence[Line], wanted: Wanted, *, is_new: bool = False) -> list[OfficialText]:
    """The texts that a settled table has. Of an instrument that is recorded, only those of its provisions.

    Raises PlacementFault.
    """
    refuse_unsettled(table, wanted.code)
    made = wordings(table, wanted)
    kept = [one for one in made if is_new or one.id in wanted.ids]
    if not (is_new or wanted.articles):
        refuse_numbers(N_("The instrument has no such numbers: {numbers}."), summary(table, wanted.ids).unknown)
    refuse_numbers(N_("These numbers have no text: {numbers}."), [one.id for one in kept if not one.text])
    return [_text(one, kept, is_new=is_new) for one in kept]


def _text(one: Wording, all_: Sequence[Wording], *, is_new: bool) -> OfficialText:
    above = [other.id for other in all_ if is_part(one.id, other.id)]
    return OfficialText(
        one.id,
        number_of(one.id),
        one.text,
        chapter=one.chapter or None if is_new else None,
        # What consists of parts is counted by them.
        in_matrix=not any(is_part(other.id, one.id) for other in all_) if is_new else None,
        parent=max(above, key=len, default=None),
    )
