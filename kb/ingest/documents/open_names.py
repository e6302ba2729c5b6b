"""The names of OpenDocument's elements and attributes."""

_SPACES = {
    "draw": "drawing",
    "manifest": "manifest",
    "office": "office",
    "style": "style",
    "table": "table",
    "text": "text",
    "svg": "svg-compatible",
}


def name(short: str) -> str:
    """A short name such as "text:p" as lxml writes it."""
    prefix, _, local = short.partition(":")
    return f"{{urn:oasis:names:tc:opendocument:xmlns:{_SPACES[prefix]}:1.0}}{local}"
