"""Labels of actions, told apart from sentences about actions and from lists of contents."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.ingest.official.page_forms import has_leaders
from kb.ingest.official.paragraphs import Paragraph
from kb.ingest.official.wrapping import ENDS_CLAUSE

_SIGN = r"(?:\#|№|[nN]\.?\s?(?:°|º|˚|o\b|O\b|os?\.|O\.|r\.|umber\b|UMBER\b))"
_LABEL = re.compile(
    rf"""^[\s"'“‘*•·\[]*(?:Action|ACTION)\s*(?:(?P<sign>{_SIGN})\s*)?(?:\.\s*)?
        (?P<number>\d{{1,3}})(?![\d/]|\.\d|['’]s)(?P<rest>.*)$""",
    re.VERBOSE | re.DOTALL,
)
_RANGE = re.compile(r"^\s*(?:[-–—]|to|and|&|,|/)\s*(?:Action\s*)?#?\s*\d")
_SEPARATOR = re.compile(r"^\s*[:.)\]|–—-]+\s*")
_CONTINUED = re.compile(r"^\s*(?:[-–—]\s*)?[(\[]\s*cont(?:inued|['’]d|d)?\.?\s*[)\]]\s*(?::\s*)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Label:
    """An action's number at the beginning of a paragraph, and the text after it."""

    number: int
    rest: str
    is_lone: bool = False  # "Action 20" without sign, colon or text: it may be a mere reference
    is_continuation: bool = False  # "Action #20 (continued)", at the top of a page


def may_be_label(text: str) -> bool:
    """Whether a text begins like a label, in whatever form."""
    return bool(_LABEL.match(text))


def labels(document: Sequence[Paragraph]) -> list[Label | None]:
    """For each paragraph its label; None where it has none or only mentions an action.

    After a label stands nothing; or a colon, stop or dash; or text that begins like a sentence. A sentence
    about an action goes on in lower case or with a comma ("Action 21 asks", "Action 21, adopted in"). Where a
    plan itself goes on in lower case after "Action #21", at least three of its actions do, and begin nowhere
    else.
    """
    found: list[Label | None] = []
    lower: dict[int, Label] = {}
    for index, paragraph in enumerate(document):
        match = _LABEL.match(paragraph.text)
        above = document[index - 1] if index else None
        label = _label(match, _is_unfinished(above)) if match else None
        if match and label is None and match["sign"] and re.match(r"\s+[a-z]", match["rest"]):
            lower[index] = Label(int(match["number"]), match["rest"].strip())
        found.append(label)
    begun = {label.number for label in found if label}
    lower = {index: label for index, label in lower.items() if label.number not in begun}
    numbers = [label.number for label in lower.values()]
    if len(numbers) >= 3 and all(one < other for one, other in pairwise(numbers)):
        return [lower.get(index, label) for index, label in enumerate(found)]
    return found


def _label(match: re.Match[str], after_unfinished: bool) -> Label | None:
    number, rest = int(match["number"]), match["rest"]
    if _RANGE.match(rest):
        return None
    if _CONTINUED.match(rest):
        return Label(number, "", is_continuation=True)
    if not re.search(r"\w", rest):
        # "... as provided in / Action 21 / of this Plan": a sentence whose lines somebody broke by hand.
        is_lone = not match["sign"] and not rest.strip()
        return None if after_unfinished and is_lone else Label(number, "", is_lone=is_lone)
    if separated := _SEPARATOR.match(rest):
        return Label(number, rest[separated.end() :])
    first = rest.strip().lstrip("\"'“‘(*")[:1]
    return Label(number, rest.strip()) if rest[0].isspace() and first.isupper() else None


def _is_unfinished(above: Paragraph | None) -> bool:
    """Whether the paragraph above ends in the middle of a sentence, on a word that wants another after it."""
    if above is None or above.is_heading or ENDS_CLAUSE.search(above.text) or may_be_label(above.text):
        return False
    return bool(re.search(r"\b(?:and|as|by|for|from|in|of|on|or|see|the|to|under|with)$", above.text))


def contents_entries(document: Sequence[Paragraph], found: Sequence[Label | None]) -> set[int]:
    """Places of the paragraphs that list an action and do not state it.

    They have leaders before a page number, or the format says so. Page numbers alone count only in a run of
    labels whose numbers rise with the pages and which all begin again further down.
    """
    entries = {
        index
        for index, (paragraph, label) in enumerate(zip(document, found, strict=True))
        if has_leaders(paragraph.text) or (label and paragraph.line.is_contents)
    }
    run: list[tuple[int, int, int]] = []  # place, action, page
    for index, label in enumerate([*found, None]):
        page = re.search(r"\s(\d{1,3})$", document[index].text) if label else None
        entry = (index, label.number, int(page[1])) if label and page else None
        if entry and run and entry[1] > run[-1][1] and entry[2] >= run[-1][2]:
            run.append(entry)
            continue
        later = {other.number for other in found[index:] if other}
        if len(run) > 1 and all(action in later for _, action, _ in run):
            entries.update(place for place, _, _ in run)
        run = [entry] if entry else []
    return entries


def hides_label(text: str, number: int) -> bool:
    """Whether a text holds what may be the beginning of that action, its line break or its letters lost."""
    label = rf"\b[Aa][ce]t[il1][o0]n\W{{0,3}}(?:[nN][o°º]?\.?)?\W{{0,3}}{number}\b"
    # Between a stop and the label stand signs and then a space; what was passed over (+) is not looked at again.
    begins = rf"(?:^|[.;:]\W{{1,21}}+(?<=\s)){label}|^\W*#?{number}[.:)]\s|{label}\s*[:–—]|\bACTION\W{{0,5}}{number}\b"
    return bool(re.search(begins, text))
