"""Plain text and Markdown -> lines."""

import re
from dataclasses import replace

from kb.ingest.official.furniture import PageLine, mark_pages
from kb.ingest.official.lines import Line, clean
from kb.ingest.official.page_forms import has_leaders
from kb.ingest.official.running import mark_inner, mark_running
from kb.ingest.official.wrapping import begins_by_width

_HEADING = re.compile(r"^ {0,3}#{1,6}(?:\s+|(?<=##))(?P<title>[^\s#].*)$")
_RULE = re.compile(r"^\s*(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}|=+)$")
_UNDERLINE = re.compile(r"^ {0,3}(?:={3,}|-{3,})\s*$")
_BULLET = re.compile(r"^\s*[-*+•]\s+(?=\S)")
_MARKS = re.compile(r"\\.|\*+|_+")
_LINK = re.compile(r"!?(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_ONLY_LINK = re.compile(r"^\s*(?:[-*+]\s+|\d+\.\s+)?\[[^\[\]]+\]\(#[^()\s]*\)\s*$")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PAGE = re.compile(r"(?:\t|   )\d{1,3}$")
LONGEST_LINE = 2_000  # signs; a longer line is text, whatever form it has


def looks_like_html(text: str) -> bool:
    """Whether a text is an HTML document or a piece of one."""
    start = text[:2000].lstrip().lower()
    if start.startswith(("<!doctype html", "<html", "<?xml")) and "<html" in start:
        return True
    return start.startswith("<") and bool(re.search(r"<(?:p|div|h[1-6]|body|table|ol|ul)\b[^<>]*>", text[:65536]))


def looks_like_markdown(text: str) -> bool:
    """Whether a text of unknown kind uses Markdown's headings or bold."""
    return bool(re.search(r"^(?:#{2,6}\s*\w|# \w)|\*\*\S.*?\*\*", text, re.MULTILINE))


def plain_lines(text: str) -> list[Line]:
    """Lines of a plain text; a form feed ends a page."""
    return _lines(text, markdown=False)


def markdown_lines(text: str) -> list[Line]:
    """Lines of a Markdown text without its marks; no word is changed."""
    return _lines(text, markdown=True)


def _lines(text: str, markdown: bool) -> list[Line]:
    raw = [line.rstrip() for line in re.split(r"\r\n|\r|\n", text.replace("\x1a", ""))]
    pages = any("\f" in line for line in raw)
    rows: list[Line | None] = []  # None: an empty line, which ends a paragraph
    page = 1
    for number, line in enumerate(raw, start=1):
        page += line.count("\f")
        found = _parts(line, raw[number] if number < len(raw) else "", markdown)
        for part in found:
            rows.append(replace(part, number=number, page=page if pages else None))
        if not found:
            rows.append(None)
    begins = begins_by_width([row.text if row else "" for row in rows])
    kept = []
    for index, row in enumerate(rows):
        if row:
            free = row.is_heading or bool(markdown and index and (above := rows[index - 1]) and above.is_heading)
            kept.append(replace(row, begins=begins[index] or free))
    if not pages:
        return mark_running(kept)
    sheets: list[list[PageLine]] = [[] for _ in range(page)]
    for above, line in zip([None, *kept], kept, strict=False):
        is_apart = above is None or line.number > above.number + 1
        sheets[(line.page or 1) - 1].append(PageLine(line, None, is_apart))
    return mark_inner(mark_pages(sheets))


def _parts(line: str, below: str, markdown: bool) -> list[Line]:
    """What one line of the file holds: nothing (blank, rule), a line, or the cells of a table's row.

    A line longer than LONGEST_LINE is looked at no further: all of it is text.
    """
    if len(line) > LONGEST_LINE:
        text = clean(_without_marks(line) if markdown else line)
        return [Line(text=text, number=0)] if text else []
    if _RULE.match(line):
        return []
    contents = has_leaders(line) or bool(_PAGE.search(line))
    heading = False
    texts = [line]
    if markdown:
        if match := _HEADING.match(line):
            texts, heading = [match["title"].rstrip().rstrip("#")], True
        elif _UNDERLINE.match(below) and line.strip():
            heading = True
        elif line.strip().startswith("|") and line.strip().endswith("|"):
            texts = [] if set(line) <= set("|-: ") else re.split(r"(?<!\\)\|", line.strip()[1:-1])
        # A line that is nothing but a link into the same page lists what stands elsewhere.
        contents = contents or bool(_ONLY_LINK.match(line))
        texts = [_without_marks(text) for text in texts]
    return [
        Line(text=words, number=0, is_heading=heading, is_contents=contents, is_cell=len(texts) > 1)
        for words in map(clean, texts)
        if words
    ]


def _without_marks(text: str) -> str:
    """Markdown's marks for quotation, lists, emphasis, links and escapes taken off."""
    text = _BULLET.sub("", re.sub(r"^(?:\s*>)+\s?", "", text))
    text = _LINK.sub(r"\1", text)
    text = re.sub(r"<br\s*/?>|</?(?:b|i|em|strong|u|a|p|div|span|sup|sub)\b[^<>]*>", " ", text)
    return _ESCAPE.sub(r"\1", _without_emphasis(text))


def _without_emphasis(text: str) -> str:
    """Pairs of asterisks or underscores taken off, in one pass: one that ends goes with the last that began.

    A mark begins before a word and not inside one, and ends after one; what has no other half stays as it is.
    """
    begun: dict[str, list[list[int]]] = {"*": [], "_": []}  # place and count of marks that are still open
    gone: set[int] = set()
    for run in _MARKS.finditer(text):
        if run[0].startswith("\\"):
            continue
        (at, end), waiting = run.span(), begun[run[0][0]]
        before, after = text[max(at - 1, 0) : at], text[end : end + 1]
        if before.strip() and not after.isalnum():
            while waiting and at < end:
                place, count = waiting[-1]
                pair = min(count, end - at)
                gone.update(range(place + count - pair, place + count), range(at, at + pair))
                at += pair
                waiting[-1][1] -= pair
                if count == pair:
                    waiting.pop()
        if at < end and after.strip() and not before.isalnum():
            waiting.append([at, end - at])
    return "".join(sign for place, sign in enumerate(text) if place not in gone) if gone else text
