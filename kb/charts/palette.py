"""The colours of every chart, and the arithmetic that shows they can be read.

A chart does not know whether it is drawn on white or on black, so a mark's colour must reach a contrast of
3:1 against both (WCAG 2.2, success criterion 1.4.11); that leaves the middle of the luminance scale. Writing
on a filled mark is black or white, whichever reads better, and reaches 4.5:1 (criterion 1.4.3). Writing on
the page itself takes `INK`, which looks at the background when the chart is drawn.
"""

BACKGROUNDS = ("#ffffff", "#000000")

# A Vega expression: the theme sets the view's background and the writing follows it, also in a saved picture.
INK = "luminance(background || '#ffffff') > 0.18 ? '#111111' : '#ffffff'"

BLUE = "#1e4bff"
ORANGE = "#c35a0f"
VIOLET = "#b44ba5"
GREEN = "#0fa569"
GREY = "#6b6b6b"
PALE_GREY = "#949494"

# The part of a fraction that is not filled: an outline only, so that it is not taken for a value.
OUTLINE = "#757575"

# Shades for counts, from each of SHADE_STARTS on the next one. Each is darker than the one before, so the
# order survives every kind of colour blindness; the number is always printed on the shade.
SHADES = ("#3d9b91", "#3a72c9", "#7d42aa")
SHADE_STARTS = (2, 5)

# What a State's tile can say, in the order in which the words are given to the chart.
TILES = (BLUE, ORANGE, VIOLET, GREY, PALE_GREY, GREEN)

# Who speaks; each colour comes with its shape.
VOICES = (BLUE, ORANGE, GREEN, VIOLET, GREY)
SHAPES = ("circle", "diamond", "square", "triangle-up", "cross")


def luminance(colour: str) -> float:
    """Relative luminance (0 black to 1 white) of an sRGB colour written `#rrggbb`, as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours `#rrggbb`, 1 (alike) to 21 (black on white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def writing_on(fill: str) -> str:
    """Black or white: whichever stands out more on the filled colour."""
    return max(BACKGROUNDS, key=lambda ink: contrast(ink, fill))
