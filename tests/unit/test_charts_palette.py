"""The colours can be told apart, on both pages and by every reader."""

import itertools
import math

import pytest

from kb.charts import palette

FILLED = sorted({*palette.SHADES, *palette.VOICES})
# These have an outline, so that only what is written on them needs contrast; of each pair one is for either page.
OUTLINED = sorted({*palette.ASSESSED.values(), *(colour for pair in palette.SAID.values() for colour in pair)})

# How linear red, green and blue appear without one kind of cone
# (Machado, Oliveira and Fernandes 2009, severity 1).
SEEN = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def lab(colour: str, by: str) -> tuple[float, float, float]:
    """The colour as CIE L*a*b* (D65), as somebody with the kind of sight sees it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    r, g, b = (min(1.0, max(0.0, sum(f * c for f, c in zip(row, linear, strict=True)))) for row in SEEN[by])
    white = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in white)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def test_marks_stand_out_on_both_pages_and_writing_on_them_can_be_read() -> None:
    known = {("#000000", "#ffffff"): 21, ("#ffffff", "#777777"): 4.48, ("#777777", "#777777"): 1}
    assert {pair: palette.contrast(*pair) for pair in known} == pytest.approx(known, abs=0.01)
    for colour in (*FILLED, palette.OUTLINE, palette.ORANGE, palette.BLUE):
        assert min(palette.contrast(colour, background) for background in palette.BACKGROUNDS) >= 3, colour
    for colour in (*FILLED, *OUTLINED):
        assert palette.contrast(colour, palette.writing_on(colour)) >= 4.5, colour
    assert {palette.writing_on(colour) for colour in FILLED} == set(palette.BACKGROUNDS)


@pytest.mark.parametrize("by", SEEN)
@pytest.mark.parametrize("group", [tuple(palette.ASSESSED.values()), palette.VOICES, palette.SHADES], ids=len)
def test_colours_of_a_group_differ_for_every_kind_of_sight(group: tuple[str, ...], by: str) -> None:
    # A difference of about 2.3 is just seen side by side; 10 is seen at a glance.
    for one, other in itertools.combinations(group, 2):
        assert math.dist(lab(one, by), lab(other, by)) >= 10, (one, other)


@pytest.mark.parametrize("by", SEEN)
@pytest.mark.parametrize("page", [0, 1])
def test_what_is_said_stands_out_the_more_the_surer_it_is(page: int, by: str) -> None:
    """From the State's own words to nothing each is nearer to the page, by a step that is seen at a glance."""
    surest = [palette.SAID[kind][page] for kind in ("own", "second_hand", "others", "no_contribution")]
    lightness = [lab(colour, by)[0] for colour in surest]
    ordered = sorted(lightness, reverse=bool(page))
    assert lightness == ordered
    assert min(abs(one - other) for one, other in itertools.pairwise(lightness)) >= 10


def test_shades_darken_with_the_count_and_every_voice_has_a_shape_of_its_own() -> None:
    darkness = [palette.luminance(shade) for shade in palette.SHADES]
    assert darkness == sorted(darkness, reverse=True)
    assert len(palette.SHADE_STARTS) == len(palette.SHADES) - 1
    assert len(set(palette.SHAPES)) == len(palette.SHAPES) == len(palette.VOICES)
