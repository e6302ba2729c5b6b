"""What a person reads of a page."""

import re
from html import unescape

# What a page without a script may have at most, for a slow line.
MOST_BYTES = 300_000


def plain(html: str) -> str:
    """The text of a piece of HTML, on one line."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))
