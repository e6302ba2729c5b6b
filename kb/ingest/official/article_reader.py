"""Reads a convention's paragraphs into the tree of its articles, paragraphs and points."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from kb.ingest.official import articles
from kb.ingest.official.articles import Heading, Mark
from kb.ingest.official.lines import Line
from kb.ingest.official.paragraphs import Paragraph, paragraphs, reads_like_title
from kb.ingest.official.parts import Part
from kb.ingest.official.placement import CONTENTS, Unplaced
from kb.ingest.official.wrapping import ENDS_CLAUSE, Joiner


class ArticleReader:
    """Reads the document once; `unplaced` and `remarks` are filled on the way."""

    def __init__(self, lines: Sequence[Line], joiner: Joiner, needed: AbstractSet[str]) -> None:
        self.unplaced: list[Unplaced] = []
        self.headings: list[str] = []
        self.titles: list[str] = []
        self._joiner = joiner
        self._needed = needed
        self._document = paragraphs(lines, joiner, articles.may_begin)
        self._articles: list[Part] = []
        self._paragraph: Part | None = None
        self._point: Part | None = None
        self._style = ""
        self._last_subpoint = 0
        self._broken: str = ""  # why text without a label belongs to nothing just now
        self._odd = False  # a label that could not be placed stands since the last part began
        self._expects_title = False
        self._aside: Paragraph | None = None  # left out since the last part began, though not as furniture

    def read(self) -> list[Part]:
        """The articles in document order."""
        headings = self._headings()
        for index, paragraph in enumerate(self._document):
            if found := headings.get(index):
                self._begin_article(paragraph, found)
            elif articles.is_contents_entry(paragraph):
                self._put_aside(paragraph, CONTENTS)
                self._aside = paragraph if self._articles else None
            elif not self._articles:
                if paragraph.is_heading:
                    self._note(self.titles, paragraph)
                else:
                    self._put_aside(paragraph, "stands before the first article")
            elif not self._is_title(paragraph):
                self._read(index, paragraph)
        self._end_article()
        return self._articles

    def _headings(self) -> dict[int, Heading]:
        """Headings of articles by place, without those of a list of contents.

        Such a heading has nothing but a title below it, and its article has its text elsewhere.
        """
        found = {
            index: heading
            for index in range(len(self._document))
            if not articles.is_contents_entry(self._document[index])
            and (heading := articles.heading(self._document, index))
        }
        places = [*found, len(self._document)]
        empty = {
            place
            for place, after in pairwise(places)
            if after - place <= 2
            and all(
                reads_like_title(below.text, 20) and not articles.mark(below)
                for below in self._document[place + 1 : after]
            )
        }
        full = {found[place].number for place in found if place not in empty}
        return {place: one for place, one in found.items() if place not in empty or one.number not in full}

    def _begin_article(self, paragraph: Paragraph, heading: Heading) -> None:
        self._end_article()
        self._note(self.titles, paragraph)
        self._aside = None
        lone = not heading.title and not paragraph.is_heading
        self._articles.append(Part(str(heading.number), "", paragraph.line, is_lone=lone))
        self._paragraph = self._point = None
        self._style, self._broken, self._odd, self._last_subpoint = "", "", False, 0
        self._expects_title = not heading.title

    def _is_title(self, paragraph: Paragraph) -> bool:
        """Whether the paragraph is the article's title, or another heading, which ends the text above."""
        expected, self._expects_title = self._expects_title, False
        if articles.mark(paragraph):
            return False
        if expected and (paragraph.is_heading or reads_like_title(paragraph.text, 20)):
            self._articles[-1].is_lone = False
            self._note(self.titles, paragraph)
            self._doubt_line(paragraph, self._articles[-1])
            return True
        if paragraph.is_heading:
            self._note(self.headings, paragraph)
            self._aside = paragraph
            self._broken = f"stands under the heading “{paragraph.text}”, before any number"
        return paragraph.is_heading

    def _read(self, index: int, paragraph: Paragraph) -> None:
        mark = articles.mark(paragraph)
        if mark is None:
            self._go_on(paragraph)
        elif mark.kind == "paragraph":
            self._read_number(paragraph, mark)
        elif mark.kind == "odd":
            self._read_odd(paragraph, mark)
        elif mark.kind == "point" or self._is_letter(index, mark):
            self._read_letter(paragraph, mark)
        elif not self._broken and (paragraph.is_sure or articles.roman_value(mark.label) == self._last_subpoint + 1):
            self._last_subpoint = articles.roman_value(mark.label)
            self._doubt_end(self._leaf())
            self._leaf().pieces.append(paragraph.text)
        else:
            self._go_on(paragraph)

    def _read_number(self, paragraph: Paragraph, mark: Mark) -> None:
        article = self._articles[-1]
        numbered = [int(part.number.split(".")[1]) for part in article.parts() if "(" not in part.number]
        expected = numbered[-1] + 1 if numbered else 1
        if not paragraph.is_sure and (mark.number != expected or (self._style and mark.style != self._style)):
            self._go_on(paragraph)
        elif self._style and mark.style != self._style:
            self._read_odd(paragraph, mark)
        else:
            self._close_leaf(str(expected), is_there=mark.number <= expected, parent=article)
            self._style = mark.style
            label = paragraph.text[: len(paragraph.text) - len(mark.rest)].strip()
            self._paragraph = Part(f"{article.number}.{mark.number}", label, paragraph.line)
            self._open(self._paragraph, article, mark)
            self._point = None

    def _read_letter(self, paragraph: Paragraph, mark: Mark) -> None:
        parent = self._paragraph or self._articles[-1]
        expected = self._next_letter()
        if not paragraph.is_sure and mark.label != expected:
            self._go_on(paragraph)
            return
        self._close_leaf(expected, is_there=mark.label <= expected, parent=parent)
        if mark.label < expected:
            parent.doubts.append(f"its point ({mark.label}) comes again ({paragraph.line.where})")
        label = paragraph.text[: len(paragraph.text) - len(mark.rest)].strip()
        self._point = Part(f"{parent.number}({mark.label})", label, paragraph.line)
        self._open(self._point, parent, mark)

    def _open(self, part: Part, parent: Part, mark: Mark) -> None:
        if mark.rest:
            part.pieces.append(mark.rest)
        if not self._broken:
            self._doubt_end(parent)
        parent.pieces.append(part)
        self._broken, self._odd, self._last_subpoint = "", False, 0
        self._aside = None

    def _read_odd(self, paragraph: Paragraph, mark: Mark) -> None:
        """A label that fits nowhere: it ends the part above it, and what it stands in may not be whole."""
        holder = self._paragraph or self._articles[-1]
        after = f"({self._point.number[-2]})" if self._point else holder.label or f"Article {holder.number}"
        if self._point:
            shown = f"where point ({self._next_letter()}) of {holder.number} is expected"
        else:
            shown = f"after {after}, where no such number is expected"
        written = paragraph.text.split(" ")[0]
        self._put_aside(paragraph, f"its number is written “{written}” {shown}; it is part of nothing that is loaded")
        holder.doubts.append(f"a line in it could not be placed ({paragraph.line.where})")
        self._broken = f"follows a line that could not be placed ({paragraph.line.where})"
        self._odd = True

    def _go_on(self, paragraph: Paragraph) -> None:
        """Text without a label of its own: the part's above it."""
        if self._broken:
            self._put_aside(paragraph, self._broken)
            self._doubt_end(self._leaf())
            return
        leaf = self._leaf()
        self._doubt_end(leaf)
        self._doubt_line(paragraph, leaf)
        own = leaf.own_text()
        if not paragraph.is_sure:
            leaf.doubts.append(f"a line in it begins like a number of its own ({paragraph.line.where})")
        if not paragraph.is_sure and own and isinstance(leaf.pieces[-1], str):
            leaf.pieces[-1] = self._joiner.join(own[-1], paragraph.text)
        elif self._point and own and ENDS_CLAUSE.search(own[-1]) and not own[-1].endswith(":"):
            self._point.borders.append(
                f"the text after it has no number and may be its own or its paragraph's ({paragraph.line.where})"
            )
            self._point.pieces.append(paragraph.text)
        else:
            leaf.pieces.append(paragraph.text)

    def _doubt_end(self, leaf: Part) -> None:
        """Doubt a part when text without a number follows something in it that was left out, as under a heading."""
        if self._aside:
            where = self._aside.line.where
            leaf.doubts.append(f"text after “{self._aside.text}” ({where}) could not be placed")
            self._aside = None

    def _doubt_line(self, paragraph: Paragraph, leaf: Part) -> None:
        """Doubt a part with a line that may be furniture: the file repeats it, or it is a title in capitals."""
        if paragraph.doubt:
            leaf.doubts.append(paragraph.doubt)
        elif paragraph.text.isupper() and len(paragraph.text) >= 8 and reads_like_title(paragraph.text, 15):
            leaf.doubts.append(f"“{paragraph.text}” ({paragraph.line.where}) may be a heading or a page's header")

    @staticmethod
    def _note(noted: list[str], paragraph: Paragraph) -> None:
        noted.append(f"{paragraph.line.where}: “{paragraph.text}”")

    def _leaf(self) -> Part:
        return self._point or self._paragraph or self._articles[-1]

    def _next_letter(self) -> str:
        parent = self._paragraph or self._articles[-1]
        letters = [part.number[-2] for part in parent.parts() if part.number.endswith(")")]
        return chr(ord(max(letters)) + 1) if letters else "a"

    def _is_letter(self, index: int, mark: Mark) -> bool:
        """Whether "(i)", "(v)" or "(x)" is the next point: by what is expected and what follows."""
        if mark.label != self._next_letter() or self._last_subpoint == articles.roman_value(mark.label) - 1 > 0:
            return False
        following = (articles.mark(below) for below in self._document[index + 1 :])
        after = next((one.label for one in following if one), "")
        return articles.roman_value(after) != articles.roman_value(mark.label) + 1

    def _close_leaf(self, expected: str, is_there: bool, parent: Part) -> None:
        """End the part above a new one; where the expected number is skipped, its text may hide in there."""
        leaf = self._leaf()
        several = len(leaf.own_text()) > 1
        if not is_there:
            parent.doubts.append(f"number {expected} is missing in it")
        hidden = any(articles.hides_next(text, expected, is_missing=not is_there) for text in leaf.own_text())
        if not is_there and not self._odd and (several or hidden) and leaf is not parent:
            leaf.doubts.append(f"number {expected} is missing after it and may be inside it")

    def _end_article(self) -> None:
        """At an article's end: look whether a needed number that should follow is hidden in the last part."""
        if not self._articles:
            return
        article = self._articles[-1]
        for parent in article.all_parts():
            for last in parent.parts()[-1:]:
                number, after = _following(last.number)
                needed = any(one == number or one.startswith(f"{number}(") for one in self._needed)
                inside = [text for part in last.all_parts() for text in part.own_text()]
                hidden = any(articles.hides_next(text, after, is_missing=needed) for text in inside)
                if hidden or (needed and len(inside) > 1):
                    last.doubts.append(f"{number} is missing after it and may be inside it")

    def _put_aside(self, paragraph: Paragraph, reason: str) -> None:
        self.unplaced.append(Unplaced(paragraph.line, paragraph.text, reason))


def _following(number: str) -> tuple[str, str]:
    """The next number and its label: "5.2(a)" -> "5.2(b)", "b"; "5.2" -> "5.3", "3"."""
    if number.endswith(")"):
        letter = chr(ord(number[-2]) + 1)
        return f"{number[:-2]}{letter})", letter
    article, _, paragraph = number.partition(".")
    return f"{article}.{int(paragraph) + 1}", str(int(paragraph) + 1)
