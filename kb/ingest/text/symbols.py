"""Signs as everybody sees them: without typesetters' ligatures and invisible ones, symbol fonts as characters."""

import re
import unicodedata

from mammoth.docx.dingbats import dingbats  # type: ignore[import-untyped]

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
# Typesetting joins these letters into one sign; NFKC would undo more than that (it turns "n°" marks and
# superscripts into other words), so the seven signs are listed.
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_SIGNS = _INVISIBLE | _LIGATURES
UNKNOWN = "\ufffd"  # stands where a sign has no character
_FIRST, _LAST = 0xF000, 0xF0FF  # where Windows puts the 256 signs of a symbol font
_NAMES = {name.casefold().replace(" ", ""): name for name, _ in dingbats}
_FIELD = re.compile(r"\s*SYMBOL\s+(?:(\d{1,5})|0x([0-9A-Fa-f]{1,4}))(?=\s|$)")
_FONT = re.compile(r"\\f\s*\"?([\w -]{1,40})")
FORMS = ("FORMCHECKBOX", "FORMDROPDOWN")  # fields that show an answer which stands in no word
# Figures that stand raised: beside another figure they must not be read as a part of it.
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Boxes and ticks of newer Unicode, which few fonts have, as those that everybody sees.
_COMMON = str.maketrans("🗹🗷🗵🞎🞏🞐◻□🗸🗶⮚", "☑☒☒☐☐☐☐☐✓✗➢")


def clean(text: str) -> str:
    """The same words with plain single spaces, without invisible signs and typesetters' ligatures.

    A soft hyphen is kept at the very end, where it says that the word goes on in the next line.
    """
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text.translate(_SIGNS))).strip()
    return re.sub("\u00ad(?!$)", "", text)


def as_characters(text: str, font: str | None) -> str:
    """The text as it is seen in a font; unchanged in a font of letters."""
    name = symbol_font(font)
    return text if name is None else "".join(_character(sign, name) for sign in text)


def symbol_font(name: str | None) -> str | None:
    """The symbol font that is meant by a name such as "Wingdings-Regular"; None for a font of letters."""
    if not name:
        return None
    return _NAMES.get(re.sub(r"[ \"']|-?regular$|mt$", "", name.casefold()))


def of_field(instruction: str) -> str:
    """The sign that a field of a word processor such as "SYMBOL 168" shows; "" for any other field."""
    match = _FIELD.match(instruction[:200])
    if not match:
        return ""
    font = _FONT.search(instruction[:200])
    code = int(match[1] or match[2], 10 if match[1] else 16)
    return as_characters(chr(code), font[1].strip() if font else "Symbol")


def _character(sign: str, font: str) -> str:
    code = ord(sign) - _FIRST if _FIRST <= ord(sign) <= _LAST else ord(sign)
    if code <= 0x20 or sign.isspace() or code > 0xFF:
        return sign
    known = dingbats.get((font, code))
    return UNKNOWN if known is None else chr(known).translate(_COMMON)
