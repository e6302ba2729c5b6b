"""What a person reads of a page."""

import re
from html import unescape


def plain(html: str) -> str:
    """The text of a piece of HTML, on one line."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))
