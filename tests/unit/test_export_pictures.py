"""Charts as pictures: what is drawn in them, and letters of all six languages."""

import io
from datetime import date
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from PIL import Image, ImageChops

from kb import charts
from kb.domain.words import CELLS
from kb.reports.pictures import INK, as_png, as_svg, family, lines_of
from kb.tables.files import Origin

SCOPE = "Invented Plan: contributions to an invented meeting, all invented States. Revision 7."
ORIGIN = Origin(SCOPE, 7, date(2026, 11, 25), "https://invented.example/coverage?rev=7&look=rates")
TITLE = "1 of 2 invented States reported on <Invented & action>"
LETTERS = {
    "Arabic": "مساعدة الضحايا",
    "Chinese": "受害者援助",
    "English": "Victim assistance",
    "French": "Œuvre déjà reçue",
    "Russian": "Помощь жертвам",
    "Spanish": "¿Ñandú y pingüino?",
}
# Never to be given a letter by Unicode: every font draws its box for it.
NO_LETTER = "\U0003ffff"


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    """A chart of invented States, its labels one in each script."""
    number = len(LETTERS)
    df = pd.DataFrame(
        {
            "meeting": [f"inv-{one}" for one in range(number)],
            "meeting_label": list(LETTERS.values()),
            "first_day": "2030-01-01",
            "reported": 1,
            "bound": 2,
            "rate": 0.5,
        }
    )
    return charts.spec(charts.coverage_over_meetings(df))


def words_in(svg: bytes) -> str:
    return " ".join(text.get_text() for text in BeautifulSoup(svg, "xml").find_all("text"))


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def letter(sign: str, words: str) -> Image.Image:
    """The sign by itself, in the fonts chosen for the words it is from."""
    from kb.reports.pictures import _library

    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><rect width="80" height="80" fill="white"/>'
        f'<text x="10" y="55" font-size="40" font-family="{family(words)}" fill="{INK}">{sign}</text></svg>'
    )
    return opened(_library().svg_to_png(svg))


def test_title_scope_day_revision_source_and_address_are_drawn(spec: dict[str, Any]) -> None:
    svg = as_svg(spec, f"{TITLE}\0", ORIGIN)
    said = words_in(svg)
    about = (TITLE, SCOPE, "Source: Knowledge base on victim assistance", "revision 7 of 25 November 2026")
    for words in (*about, ORIGIN.address, *LETTERS.values()):
        assert words in said
    assert "Invented people see it" not in said
    assert "Invented people see it" in words_in(as_svg(spec, TITLE, ORIGIN._replace(audience="Invented people see it")))
    drawn = BeautifulSoup(svg, "xml").find("svg")
    assert drawn is not None
    assert drawn.find("title").get_text() == TITLE, "a screen reader is told it, and it is no markup"
    assert not drawn.find_all("Invented")
    assert b"href=" not in svg, "nothing is fetched"
    assert b"<script" not in svg


def test_a_png_is_on_white_and_large_enough_for_print(spec: dict[str, Any]) -> None:
    png = as_png(spec, TITLE, ORIGIN)
    assert as_png(spec, TITLE, ORIGIN) == png
    width, height = opened(png).size
    assert width >= 1500
    assert all(opened(png).getpixel(corner) == (255, 255, 255) for corner in ((0, 0), (width - 1, height - 1)))


@pytest.mark.slow
def test_nothing_is_cut_at_the_edges(spec: dict[str, Any]) -> None:
    """However long the sentences are: a margin on every side stays white."""
    long = ORIGIN._replace(scope=f"{SCOPE} " * 12, address=f"{ORIGIN.address}{'&state=INV' * 60}")
    for title in (f"{TITLE} " * 6, LETTERS["Chinese"] * 40, f"{TITLE} ".upper() * 6):
        picture = opened(as_png(spec, title, long))
        wide, high = picture.size
        for edge in ((0, 0, 16, high), (wide - 16, 0, wide, high), (0, 0, wide, 8), (0, high - 8, wide, high)):
            assert picture.crop(edge).getextrema() == ((255, 255),) * 3, (title[:20], edge)


@pytest.mark.parametrize("language", LETTERS)
def test_letters_of_every_language_are_drawn_and_not_boxes(language: str) -> None:
    words = LETTERS[language]
    box = letter(NO_LETTER, words)
    drawn = {sign: letter(sign, words) for sign in sorted(set(words)) if not sign.isspace()}
    for sign, picture in drawn.items():
        assert ImageChops.difference(picture, box).getbbox(), f"{sign!r} is drawn as a box"
        assert ImageChops.invert(picture.convert("L")).getbbox(), f"{sign!r} is not drawn"
    assert len({picture.tobytes() for picture in drawn.values()}) == len(drawn)


def test_the_marks_of_cells_are_drawn_from_fonts_that_are_brought_along() -> None:
    for said in CELLS.values():
        assert ImageChops.difference(letter(said.mark, said.mark), letter(NO_LETTER, said.mark)).getbbox()
        assert family(said.mark).startswith("Liberation Sans")
    # The comparison would find boxes: two such signs look alike.
    other = letter("\U0002ffff", LETTERS["English"])
    assert not ImageChops.difference(letter(NO_LETTER, LETTERS["English"]), other).getbbox()


def test_lines_break_at_spaces_and_beside_chinese_signs_and_lose_nothing() -> None:
    assert lines_of("one two three", 7) == ["one two", "three"]
    assert lines_of("受害者援助", 4) == ["受害", "者援", "助"]
    assert lines_of("https://invented.example", 10) == ["https://in", "vented.exa", "mple"]
    assert lines_of("", 10) == [""]
    for words in LETTERS.values():
        assert "".join("".join(lines_of(words * 9, 20)).split()) == "".join((words * 9).split())
