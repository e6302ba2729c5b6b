"""Lines -> paragraphs: broken lines joined, page furniture left out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kb.ingest.official.lines import Line
from kb.ingest.official.wrapping import ENDS_CLAUSE, TAIL, Joiner


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the document, or a line that may only be the rest of the paragraph above.

    line     its first line, for reports
    is_sure  False: it stands in the middle of a run of lines and looks like a number; the reader of the
             instrument decides by the sequence whether it begins something or goes on
    """

    text: str
    line: Line
    is_sure: bool = True

    @property
    def doubt(self) -> str:
        """Why it is not certain that the paragraph is text; "" when it is."""
        return f"“{self.text}” ({self.line.where}) may be of a page's header or footer" * self.line.is_doubtful

    @property
    def is_heading(self) -> bool:
        """Marked as a heading; in a PDF, where only the type says so, it must also read like one."""
        return self.line.is_heading and (self.line.page is None or reads_like_title(self.text))


class Wording:
    """The paragraphs of one provision as they are put together."""

    def __init__(self, joiner: Joiner) -> None:
        self.paragraphs: list[str] = []
        self._joiner = joiner

    def add(self, text: str, goes_on: bool = False) -> None:
        """Add a paragraph; `goes_on`: the text is the rest of the last one."""
        if goes_on and self.paragraphs:
            self.paragraphs[-1] = self._joiner.join(self.paragraphs[-1], text)
        elif text:
            self.paragraphs.append(text)


def reads_like_title(text: str, most_words: int = 25) -> bool:
    """Short, beginning with a capital or a digit, and without the stop that ends a sentence or clause."""
    return (
        0 < len(text.split()) <= most_words
        and not re.search(r"[.;:,]$", text)
        and not text.lstrip("\"'“‘(")[:1].islower()
    )


def paragraphs(lines: Sequence[Line], joiner: Joiner, may_begin: Callable[[str], bool]) -> list[Paragraph]:
    """The document's paragraphs in order.

    may_begin  whether a text looks like the number of a provision. Inside a run of lines such a line becomes
               a paragraph of its own, not sure, when the line above ends a clause; else it is the rest of it
    """
    made: list[Paragraph] = []
    interrupted = False
    for line in lines:
        if line.is_furniture:
            interrupted = True
            continue
        text = f"{line.label} {line.text}".strip()
        above = made[-1] if made else None
        if above is None or _begins(above, line, interrupted):
            made.append(Paragraph(text, line))
        elif ENDS_CLAUSE.search(above.text[-TAIL:]) and may_begin(text):
            made.append(Paragraph(text, line, is_sure=False))
        else:
            made[-1] = Paragraph(joiner.join(above.text, text), above.line, above.is_sure)
        interrupted = False
    return made


def _begins(above: Paragraph, line: Line, interrupted: bool) -> bool:
    if line.label or line.is_heading != above.line.is_heading or line.is_doubtful or above.line.is_doubtful:
        return True
    if line.begins and (interrupted or line.page is not None):
        # A page's end, or a change of type, in the middle of a sentence.
        unfinished = not ENDS_CLAUSE.search(above.text[-TAIL:]) and not above.line.is_heading
        return not (unfinished and line.text[:1].islower())
    return line.begins
