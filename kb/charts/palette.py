"""The colours of every chart, and the arithmetic that shows they can be read.

A chart does not know whether it is drawn on white or on black, so a mark's colour must reach a contrast of
3:1 against both (WCAG 2.2, success criterion 1.4.11); that leaves the middle of the luminance scale. Writing
on a filled mark is black or white, whichever reads better, and reaches 4.5:1 (criterion 1.4.3). Writing on
the page itself takes `INK`, which looks at the background when the chart is drawn.
"""

BACKGROUNDS = ("#ffffff", "#000000")

# Vega expressions: the theme sets the view's background and the writing follows it, also in a saved picture.
_IS_LIGHT = "luminance(background || '#ffffff') > 0.18"
INK = f"{_IS_LIGHT} ? '#111111' : '#ffffff'"

# What is known of a State: one hue, the stronger the more certain, on a light page and on a dark one. Pale fills get an
# outline, and what a cell says stands on it as well.
NOTHING = ("#ffffff", "#000000")  # the page itself: an outline only
SAID = {
    "own": ("#14428b", "#8ab8ff"),
    "second_hand": ("#4f88d6", "#3f74c2"),
    "others": ("#cfdff4", "#1f3a63"),
    "silent": NOTHING,
    "text_not_held": NOTHING,
    "no_contribution": NOTHING,
    "pending": NOTHING,
    "not_addressed": ("#f0f1f3", "#1c1c1c"),
    "text_missing": ("#e3e5e9", "#2c2c2c"),
}
# How a State is known to have spoken.
SPOKEN = {"own": SAID["own"], "second_hand": SAID["second_hand"], "text_not_held": SAID["others"]}
# What a passage is, from good news to bad; every piece has an outline, and its number where there is room.
ASSESSED = {
    "progress": "#14428b",
    "practice": "#3f7fd1",
    "plan": "#9cc1ef",
    "offer": "#6ba58a",
    "request": "#e0ae4b",
    "challenge": "#c4570f",
    "fact": "#b9bec6",
}

BLUE = "#1e4bff"
ORANGE = "#c35a0f"
VIOLET = "#b44ba5"
GREEN = "#0fa569"
GREY = "#6b6b6b"

# The part of a fraction that is not filled: an outline only, so that it is not taken for a value.
OUTLINE = "#757575"

# Shades for counts, from each of SHADE_STARTS on the next one. Each is darker than the one before, so the
# order survives every kind of colour blindness; the number is always printed on the shade.
SHADES = ("#3d9b91", "#3a72c9", "#7d42aa")
SHADE_STARTS = (2, 5)

# How a State stands on all provisions together.
TILES = {
    "reported": SAID["own"],
    "silent": SAID["others"],
    "text_not_held": SAID["others"],
    "no_contribution": NOTHING,
    "pending": NOTHING,
    "not_addressed": SAID["not_addressed"],
    "text_missing": SAID["text_missing"],
}

# Who speaks; each colour comes with its shape.
VOICES = (BLUE, ORANGE, GREEN, VIOLET, GREY)
SHAPES = ("circle", "diamond", "square", "triangle-up", "cross")


def by_theme(colours: tuple[str, str]) -> str:
    """A Vega expression: the first colour on a light page, the second on a dark one."""
    return f"{_IS_LIGHT} ? '{colours[0]}' : '{colours[1]}'"


def ink_on(colours: tuple[str, str]) -> str:
    """A Vega expression: the writing on a mark of these colours."""
    return by_theme((writing_on(colours[0]), writing_on(colours[1])))


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
