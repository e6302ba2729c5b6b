"""What every reader does alike to the characters of a line."""

import re
import unicodedata

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


def clean(text: str) -> str:
    """The same words with plain single spaces, without invisible signs and typesetters' ligatures.

    A soft hyphen is kept at the very end, where it says that the word goes on in the next line.
    """
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text.translate(_SIGNS))).strip()
    return re.sub("\u00ad(?!$)", "", text)
