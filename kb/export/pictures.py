"""A chart of a screen as a picture: PNG and SVG, on white, with its title, scope, revision and source drawn in it."""

import textwrap
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from kb.export.tables import Origin

WIDTH = 760  # pixels of the drawing; a PNG has twice as many
PNG_SCALE = 2.0
TITLE_CHARACTERS, NOTE_CHARACTERS = 84, 112
PAPER = "#ffffff"
INK = "#111111"


def as_svg(spec: Mapping[str, Any], title: str, origin: Origin) -> bytes:
    """The chart of this Vega-Lite specification as SVG."""
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(drawn(spec, title, origin), allowed_base_urls=[])
    return svg.encode()


def as_png(spec: Mapping[str, Any], title: str, origin: Origin) -> bytes:
    """The chart of this Vega-Lite specification as PNG."""
    import vl_convert

    png: bytes = vl_convert.vegalite_to_png(drawn(spec, title, origin), scale=PNG_SCALE, allowed_base_urls=[])
    return png


def drawn(spec: Mapping[str, Any], title: str, origin: Origin) -> dict[str, Any]:
    """The specification with a fixed width, on white, with its words above it."""
    notes = [origin.scope, f"Source: {origin.source}", origin.address, *([origin.audience] if origin.audience else [])]
    head = {
        "text": textwrap.wrap(title, TITLE_CHARACTERS),
        "subtitle": [line for note in notes for line in textwrap.wrap(note, NOTE_CHARACTERS)],
        "anchor": "start",
        "frame": "group",
        "color": INK,
        "subtitleColor": INK,
        "fontSize": 15,
        "subtitleFontSize": 12,
        "subtitleLineHeight": 16,
        "subtitlePadding": 6,
        "offset": 16,
        "limit": 0,
    }
    return {**spec, "width": WIDTH, "background": PAPER, "padding": 16, "title": head}


class Format(NamedTuple):
    """A form in which a chart leaves: its name for a reader, the file's ending and type, and what makes it."""

    name: str
    ending: str
    mime: str
    make: Callable[[Mapping[str, Any], str, Origin], bytes]


FORMATS = (Format("PNG", "png", "image/png", as_png), Format("SVG", "svg", "image/svg+xml", as_svg))
