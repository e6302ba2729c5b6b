"""A chart of a screen as a picture: PNG and SVG, on white, with its title, scope, revision and source drawn in it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from kb.tables.files import Format, Origin

WIDTH = 760  # pixels of the drawing; a PNG has twice as many
MARGIN = 16
PNG_SCALE = 2.0
PAPER, INK = "#ffffff", "#111111"
# Small letters that have room on a line.
TITLE_SIGNS, NOTE_SIGNS = 90, 128

# Latin, Greek and Cyrillic come with the drawing library; the others lie in fonts/, each with its licence.
FONT = "Liberation Sans"
_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_ARABIC = "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"
FONTS = {
    "Noto Sans SC": re.compile(f"[{_HAN}]"),
    "Noto Sans Arabic": re.compile(f"[{_ARABIC}]"),
}
# Where a line may end: at a space, and beside any Chinese sign.
_PIECES = re.compile(f"[{_HAN}]|\\s+|[^\\s{_HAN}]+")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SIZE = re.compile(r'<svg\b[^>]*? width="([\d.]+)" height="([\d.]+)"')
_TEXT = re.compile(r'(<text\b[^>]*?) font-family="[^"]*"([^>]*>)(.*?)</text>', re.DOTALL)


def bare_svg(spec: Mapping[str, Any]) -> bytes:
    """The chart of this Vega-Lite specification as SVG, on white, with no words around it; its letters stay text."""
    # With a width of its own and without a frame; every text is in the fonts that have its letters.
    look = {"font": FONT, "view": {"stroke": None}}
    fixed = {**spec, "width": WIDTH - 2 * MARGIN, "background": PAPER, "config": look}
    chart: str = _library().vegalite_to_svg(fixed, allowed_base_urls=[])
    return _TEXT.sub(lambda one: f'{one[1]} font-family="{family(one[3])}"{one[2]}{one[3]}</text>', chart).encode()


def bare_png(spec: Mapping[str, Any]) -> bytes:
    """The same as PNG."""
    return _png(bare_svg(spec))


def as_svg(spec: Mapping[str, Any], title: str, origin: Origin) -> bytes:
    """The chart as SVG, with its title and where it comes from around it."""
    chart = bare_svg(spec).decode()
    match = _SIZE.search(chart)
    if match is None:
        raise ValueError("the drawing library gives no size")
    width, height = (float(size) for size in match.groups())
    below = [f"Source: {origin.source}", origin.address, *([origin.audience] if origin.audience else [])]
    parts, y = _stacked(
        [*_written(title, TITLE_SIGNS, 16, "bold"), *_written(origin.scope, NOTE_SIGNS, 12, "normal")], float(MARGIN)
    )
    y += MARGIN
    parts.append(f'<g transform="translate({MARGIN},{y:g})">{chart}</g>')
    foot, y = _stacked(_written("\n".join(below), NOTE_SIGNS, 12, "normal"), y + height + MARGIN / 2)
    parts += foot
    whole = f'width="{width + 2 * MARGIN:g}" height="{y + MARGIN:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {whole}><title>{_safe(title)}</title>'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{"".join(parts)}</svg>\n'
    ).encode()


def as_png(spec: Mapping[str, Any], title: str, origin: Origin) -> bytes:
    """The same as PNG."""
    return _png(as_svg(spec, title, origin))


def _png(svg: bytes) -> bytes:
    png: bytes = _library().svg_to_png(svg.decode(), scale=PNG_SCALE)
    return png


class _Line(NamedTuple):
    """A line of words around the chart."""

    text: str
    size: int
    weight: str

    @property
    def height(self) -> float:
        return self.size * 1.35

    def at(self, y: float) -> str:
        """Standing on a height in pixels; at the left, whichever way it runs."""
        look = f'font-family="{family(self.text)}" font-size="{self.size}" font-weight="{self.weight}" fill="{INK}"'
        return f'<text x="{MARGIN}" y="{y:g}" {look}>{_safe(self.text)}</text>'


def _stacked(lines: Iterable[_Line], y: float) -> tuple[list[str], float]:
    """The lines one below the other from a height on, and the height of the last."""
    parts = []
    for line in lines:
        y += line.height
        parts.append(line.at(y))
    return parts, y


def family(text: str) -> str:
    """The fonts for a text, first the one that has all its letters."""
    return ", ".join([*(name for name, letters in FONTS.items() if letters.search(text)), FONT, "sans-serif"])


def lines_of(text: str, most: int) -> list[str]:
    """The text in lines with room for `most` small letters each; what has no space is broken too."""
    lines, line, room = [], "", float(most)
    for part in _PIECES.findall(text):
        for piece in [part] if _signs(part) <= most else part:
            if _signs(piece) > room:
                lines.append(line.rstrip())
                line, room = "", float(most)
            if line or not piece.isspace():
                line += piece
                room -= _signs(piece)
    return [*lines, line.rstrip()]


def _signs(text: str) -> float:
    """The room that a text takes, in small letters."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1.4 if sign.isupper() else 1 for sign in text)


def _written(text: str, most: int, size: int, weight: str) -> Iterator[_Line]:
    for paragraph in text.split("\n"):
        for line in lines_of(paragraph, most):
            yield _Line(line, size, weight)


def _safe(text: str) -> str:
    return escape(_NOT_IN_XML.sub("", text))


@cache
def _library() -> Any:
    """The drawing library, which takes a moment to load, with our fonts."""
    import vl_convert

    vl_convert.register_font_directory(str(Path(__file__).with_name("fonts")))
    return vl_convert


FORMATS = (Format("PNG", "png", "image/png", as_png), Format("SVG", "svg", "image/svg+xml", as_svg))
