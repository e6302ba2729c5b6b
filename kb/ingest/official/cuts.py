"""Headings that end an action's text, and whether the text below them may still be the action's."""

import re
from dataclasses import dataclass

from kb.ingest.official.headings import bare_title
from kb.ingest.official.paragraphs import Paragraph

# A point, an item with a dot or dash, or the rest of a sentence: it goes on with something.
_CONTINUES = re.compile(r"^(?:[a-z]|\([a-z]{1,4}\)|[-–—•·*])")


@dataclass
class Cut:
    """An action's end at a heading.

    action     place of the action among those read
    is_sure    the heading is known, numbered or marked by the file
    below      the first text under it before the next label; None where there is none but the document's own
    continues  that text looks like the rest of something
    """

    action: int
    heading: Paragraph
    is_sure: bool
    below: Paragraph | None = None
    continues: bool = False

    def doubt(self) -> str:
        text = self.below.text if self.below else ""
        shown = text if len(text) <= 60 else f"{text[:57]}..."
        return (
            f"text after “{self.heading.text}” ({self.heading.line.where}) could not be placed: “{shown}”;"
            " if that line is a heading, mark it as one in the file"
        )


class Cuts:
    """The headings read since the first action, and which of them may have cut an action's text."""

    def __init__(self) -> None:
        self._titles: list[str] = []
        self._cuts: list[Cut] = []
        self._open: Cut | None = None

    def at_heading(self, paragraph: Paragraph, is_sure: bool, action: int | None) -> None:
        """Note a heading. action: place of the action that it ends; None where none is open."""
        self._titles.append(bare_title(paragraph.text))
        if action is not None:
            self._open = Cut(action, paragraph, is_sure)
            self._cuts.append(self._open)
        elif self._open and not self._open.below:
            self._open.is_sure = self._open.is_sure or is_sure

    def at_label(self) -> None:
        """An action begins: what stood before it is settled."""
        self._open = None

    def at_text(self, paragraph: Paragraph, introduces: bool) -> None:
        """Note text outside the actions. introduces: it is evidently the document's own, before the next action."""
        if self._open is None or self._open.below:
            return
        continues = bool(_CONTINUES.match(paragraph.text))
        if introduces and not continues:
            self._open = None
        else:
            self._open.below, self._open.continues = paragraph, continues

    def doubts(self) -> list[tuple[int, str]]:
        """The actions that may be cut, each by its place and with why.

        Text under a heading is its own, unless it goes on with something, or the heading is not sure, or comes
        again further down or up, as the header of a page does.
        """
        return [
            (cut.action, cut.doubt())
            for cut in self._cuts
            if cut.below and (cut.continues or not cut.is_sure or self._titles.count(bare_title(cut.heading.text)) > 1)
        ]
