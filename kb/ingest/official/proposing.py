"""The proposal: a document's paragraphs -> the placement table, with what a person must look at marked as unclear."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kb.ingest.documents import Paragraph
from kb.ingest.documents.wrapping import reads_like_title
from kb.ingest.official import forms
from kb.ingest.official.actions import place_actions
from kb.ingest.official.articles import place_articles
from kb.ingest.official.ids import Wanted
from kb.ingest.official.reader import Reader
from kb.ingest.official.table import Line, Place

_HIDDEN_ACTION = re.compile(r"(?<=[.;:]) (?=Action\b)")


def propose(paragraphs: Sequence[Paragraph], wanted: Wanted) -> tuple[Line, ...]:
    """Every paragraph as a line with its place. Nothing is guessed in silence: what is not certain is unclear."""
    texts = [
        Line(number, one.place.page if one.place else None, one.text, "", _READING if one.is_unsure else "")
        for number, one in enumerate(paragraphs, start=1)
    ]
    kinds = {line.line: one.kind for line, one in zip(texts, paragraphs, strict=True)}
    if not wanted.articles:
        texts = _with_hidden(texts)
    reader = Reader(texts, kinds, _aside(texts, kinds))
    (place_articles if wanted.articles else place_actions)(reader, wanted)
    table = reader.table()
    return tuple(_joined(table, at) for at in range(len(table)))


_READING = "the order of its words on the page is not certain"


def _with_hidden(texts: Sequence[Line]) -> list[Line]:
    """The lines, with one divided before an action that begins nowhere else than in its middle."""
    starts = {label.number for line in texts if (label := forms.action_label(line.text))}
    made: list[Line] = []
    for line in texts:
        pieces = [line.text]
        for found in _HIDDEN_ACTION.finditer(line.text):
            label = forms.action_label(line.text[found.end() :])
            if label and not (label.is_low or label.is_lone) and label.number not in starts:
                rest = pieces.pop()
                cut = len(rest) - (len(line.text) - found.start())
                pieces += [rest[:cut], rest[cut:].strip()]
        first, *more = pieces
        made.append(replace(line, text=first))
        made += [replace(line, text=text, why="begins in the middle of a line") for text in more]
    return made


def _aside(texts: Sequence[Line], kinds: dict[int, str]) -> dict[int, str]:
    """Which lines belong to pages and not to the text, each with why that is not certain; "" where it is.

    They are notes, symbols of documents, numbers of pages, entries of a list of contents with leaders, and titles
    that come again and again.
    """
    aside: dict[int, str] = {}
    for at, line in enumerate(texts):
        if kinds[line.line] == "footnote" or forms.is_page_sign(line.text) or forms.has_leaders(line.text):
            aside[at] = ""
        elif forms.may_be_page_sign(line.text):
            aside[at] = "may be a page's number, or a word of the text"
    running = {at for at, line in enumerate(texts) if at not in aside and _may_run(line, texts[at - 1] if at else None)}
    titles = Counter(forms.bare_title(texts[at].text) for at in running)
    for at, line in enumerate(texts):
        if at in running and titles[forms.bare_title(line.text)] > 1 and kinds[line.line] != "heading":
            aside[at] = "comes several times and may be a page's header"
    return aside


def _may_run(line: Line, above: Line | None) -> bool:
    """Whether a line may be a title that runs through the document: no number, no chapter, no article's own title."""
    return (
        not (above and re.fullmatch(r"article\b.{0,12}", above.text, re.IGNORECASE))
        and reads_like_title(line.text, 14)
        and not forms.is_numbered_chapter(line.text)
        and not re.match(r"(?:action|article)\b|\(?(?:\d+|[a-z]{1,4})[.)]", line.text, re.IGNORECASE)
    )


def _joined(table: Sequence[Line], at: int) -> Line:
    """The line, joined to the one above a page's end that broke off in a sentence."""
    line, above = table[at], at - 1
    while above > 0 and table[above].place == Place.SKIP:
        above -= 1
    is_broken = at - above > 1 and table[above].place != Place.CHAPTER and forms.is_unfinished(table[above].text)
    if line.place == Place.ABOVE and is_broken and line.text[:1].islower():
        return replace(line, place=Place.JOINED)
    return line
