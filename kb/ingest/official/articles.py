"""Places the lines of a convention: its articles, their paragraphs and points."""

import re
from itertools import pairwise

from kb.ingest.documents.wrapping import reads_like_title
from kb.ingest.official import forms
from kb.ingest.official.ids import Wanted, number_of
from kb.ingest.official.reader import Reader
from kb.ingest.official.table import Place

_ARTICLE = re.compile(r"^(?:Article|ARTICLE)\s+(?P<number>\d{1,3}|[IVXLC]{1,7})(?![\w/])(?P<rest>.*)$", re.DOTALL)
_PARAGRAPH = re.compile(r"^(?P<open>\(?)(?P<number>\d{1,2})(?P<close>[.)])(?:\s|(?=[\"“A-Z])|$)")
_POINT = re.compile(r"^\(?(?P<letter>[a-z])(?:\)|\.(?=\s))")
_SUBPOINT = re.compile(r"^\(?(?P<roman>[ivx]{1,5})\)(?:\s|$)")
_ODD = re.compile(r"^[\[(]?[^\s()\[\]]{1,2}[)\]](?:\s|$)")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def place_articles(reader: Reader, wanted: Wanted) -> None:
    """Place every line that is left."""
    _Articles(reader, wanted).place()


class _Articles:
    def __init__(self, reader: Reader, wanted: Wanted) -> None:
        self._reader = reader
        self._wanted = wanted
        self._steps: tuple[str, ...] = ()  # the number of what began last
        self._style = ""  # signs around a paragraph's number, one style in an article
        self._subpoint = 0
        self._expects_title = False
        self._is_broken = False  # since the last part began something could not be placed
        self._ends_clause = False  # whether the last line of the part ends a sentence
        self._of_part: list[int] = []

    def place(self) -> None:
        headings = self._headings()
        for at, _ in self._reader.pairs():
            text = self._reader.texts[at].text
            if at in headings:
                self._article(at, headings[at])
            elif _is_entry(text):
                self._reader.put(at, Place.SKIP, "may be an entry of a list" if self._steps else "")
            elif not self._steps:
                self._reader.put(at, Place.CHAPTER if self._reader.is_heading(at) else Place.OUTSIDE)
            else:
                self._inside(at, text)
        self._look_for_hidden("")

    def _headings(self) -> dict[int, str]:
        """The articles by the place of their heading, without those of a list of contents, which have no text."""
        found = {}
        for at, after in self._reader.pairs():
            if not _is_entry(self._reader.texts[at].text) and (number := self._heading(at, after)):
                found[at] = number
        places, order = [*found, None], self._reader.open
        empty = []
        for place, following in pairwise(places):
            assert place is not None
            below = order[order.index(place) + 1 : order.index(following) if following is not None else len(order)]
            titles = [self._reader.texts[at].text for at in below]
            if len(below) <= 1 and all(reads_like_title(one, 20) and not _mark(one) for one in titles):
                empty.append((place, below))
        full = [number for place, number in found.items() if place not in dict(empty)]
        for place, below in empty:
            if found[place] in full:
                for at in (place, *below):
                    self._reader.put(at, Place.SKIP)
                    order.remove(at)
                del found[place]
        return found

    def _heading(self, at: int, after: int | None) -> str:
        """The number of the article whose heading a line is; "" where it is none or only speaks of an article."""
        match = _ARTICLE.match(self._reader.texts[at].text)
        if not match:
            return ""
        rest = match["rest"]
        title = re.sub(r"^\s*[.:–—-]+\s*", "", rest).strip()
        number = match["number"] if match["number"].isdigit() else str(_value(match["number"].lower()))
        if title:
            is_apart = rest[0].isspace() or rest != title
            return number if is_apart and title[0].isupper() and reads_like_title(title, 20) else ""
        if self._reader.is_heading(at) or after is None or _mark(self._reader.texts[after].text):
            return number
        place = self._reader.open.index(at)
        above = self._reader.texts[self._reader.open[place - 1]].text if place else ""
        return "" if self._reader.texts[after].text[:1].islower() or forms.wants_more(above) else number

    def _article(self, at: int, number: str) -> None:
        last = self._steps[0] if self._steps else ""
        self._look_for_hidden("")
        why = "" if not last or int(number) == int(last) + 1 else f"Article {int(last) + 1} does not stand before it"
        self._begin(at, (number,), why)
        text = self._reader.texts[at].text
        self._expects_title = not re.search(r"[^\W\d_]", text.partition(" ")[2].replace(text.split()[1], "", 1))
        self._style = ""

    def _begin(self, at: int, steps: tuple[str, ...], why: str = "") -> None:
        self._reader.begin(at, self._wanted.id_of(steps), why)
        self._steps, self._subpoint, self._is_broken, self._of_part = steps, 0, False, [at]
        self._expects_title = False
        text = self._reader.texts[at].text
        self._ends_clause = len(text.split()) > 1 and not forms.is_unfinished(text)

    def _inside(self, at: int, text: str) -> None:
        expected, self._expects_title = self._expects_title, False
        mark = _mark(text)
        if not mark and expected and (self._reader.is_heading(at) or reads_like_title(text, 20)):
            self._reader.put(at, Place.SKIP)
        elif not mark and self._reader.is_heading(at):
            self._reader.put(at, Place.CHAPTER, "is a heading inside an article")
            self._is_broken = True
        elif not mark:
            self._go_on(at, text)
        elif mark == "paragraph":
            self._paragraph(at, text)
        elif mark == "odd":
            self._add(at, "its number fits nowhere here")
            self._is_broken = True
        elif mark == "point" or self._is_letter(at, text):
            self._point(at, text)
        else:
            self._subpoint = _value(_roman(text))
            self._add(at)

    def _paragraph(self, at: int, text: str) -> None:
        match = _PARAGRAPH.match(text)
        assert match is not None
        style, number = f"{match['open']}{match['close']}", int(match["number"])
        expected = int(self._steps[1]) + 1 if len(self._steps) > 1 and self._steps[1].isdigit() else 1
        if self._style and style != self._style:
            self._add(at, "its number fits nowhere here")
            self._is_broken = True
            return
        self._look_for_hidden("" if number == expected else str(expected))
        self._style = style
        why = "" if number == expected else f"paragraph {expected} does not stand before it"
        self._begin(at, (self._steps[0], str(number)), why)

    def _point(self, at: int, text: str) -> None:
        match = _POINT.match(text)
        assert match is not None
        letter, expected = match["letter"], self._next_letter()
        self._look_for_hidden("" if letter == expected else expected)
        why = "" if letter == expected else f"point ({expected}) does not stand before it"
        self._begin(at, (*self._head(), letter), why)

    def _go_on(self, at: int, text: str) -> None:
        why = ""
        if self._is_broken:
            why = "follows what could not be placed"
        elif (
            self._steps[-1].isalpha()
            and self._ends_clause
            and not self._reader.texts[self._of_part[-1]].text.endswith(":")
        ):
            why = "has no number: it may be the point's or its paragraph's"
        elif text.isupper() and len(text) >= 8 and reads_like_title(text, 15):
            why = "may be a heading, or a page's header"
        elif self._ends_clause and len(self._of_part) + len(self._steps) > 2 and self._steps[-1].isdigit():
            why = "has no number: it may be another paragraph"
        self._add(at, why)

    def _add(self, at: int, why: str = "") -> None:
        begun = self._reader.texts[self._of_part[0]].text
        is_bare = len(self._of_part) == 1 and bool(
            re.fullmatch(r"\(?\w{1,3}[.)]", begun)
        )  # a number on a line of its own
        self._reader.put(at, Place.JOINED if is_bare else Place.ABOVE, why)
        self._of_part.append(at)
        self._ends_clause = not forms.is_unfinished(self._reader.texts[at].text)

    def _head(self) -> tuple[str, ...]:
        """The article or paragraph that points stand under."""
        return self._steps[:-1] if self._steps[-1].isalpha() else self._steps

    def _next_letter(self) -> str:
        return chr(ord(self._steps[-1]) + 1) if self._steps[-1].isalpha() else "a"

    def _is_letter(self, at: int, text: str) -> bool:
        """Whether "(i)", "(v)" or "(x)" is the next point: by what is expected and what follows."""
        label = _roman(text)
        if label != self._next_letter() or 0 < self._subpoint == _value(label) - 1:
            return False
        below = (self._reader.texts[one].text for one in self._reader.open[self._reader.open.index(at) + 1 :])
        after = next((one for one in below if _mark(one)), "")
        return _value(_roman(after)) != _value(label) + 1

    def _look_for_hidden(self, missing: str) -> None:
        """Mark lines of the part that ends in which the next number seems to stand; it does where it is `missing`."""
        if not self._steps:
            return
        following = [missing] if missing else [self._next_letter()] if len(self._steps) > 1 else []
        if not missing and len(self._steps) > 1:
            paragraph = self._steps[1] if self._steps[1].isdigit() else "0"
            following.append(str(int(paragraph) + 1))
        for at in self._of_part:
            text = self._reader.texts[at].text
            found = [label for label in following if _hides(text, label, is_missing=bool(missing))]
            if found:
                self._reader.doubt(
                    at, f"{found[0]} may begin in it, after {number_of(self._wanted.id_of(self._steps))}"
                )


def _mark(text: str) -> str:
    """The kind of number that a line begins with: paragraph, point, subpoint (also of "i") or odd; "" for none."""
    if _PARAGRAPH.match(text):
        return "paragraph"
    if match := _POINT.match(text):
        return "subpoint" if match["letter"] in "ivx" else "point"
    return "subpoint" if _SUBPOINT.match(text) else "odd" if _ODD.match(text) else ""


def _is_entry(text: str) -> bool:
    """Whether a line is that of an article in a list of contents: it ends in a page."""
    match = _ARTICLE.match(text)
    return bool(match) and bool(forms.has_leaders(text) or re.search(r"\D\s\d{1,3}$", text[len("Article 100") :]))


def _roman(text: str) -> str:
    """The Roman numeral of a sub-point; "" for none."""
    match = _SUBPOINT.match(text)
    return match["roman"] if match else ""


def _value(numeral: str) -> int:
    """The value of a Roman numeral in small letters; 0 of none."""
    values = [_VALUES[sign] for sign in numeral]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=False))


def _hides(text: str, label: str, is_missing: bool) -> bool:
    """Whether a text holds that label before what begins like a text: its line break may be lost.

    Where the label is not missing for certain, it counts only after the end of a clause.
    """
    before = r"\s" if is_missing else r"[.;:]\s(?:and\s|or\s)?"
    after = rf"{label}[.)]\s[\"“A-Z]" if label.isdigit() else rf"{label}\)\s?[\"“A-Z]"
    return bool(re.search(rf"{before}\(?{after}", text))
