"""Pieces of DOCX documents, and what a document comes to."""

from kb.ingest.readers.file_types import read


def passages(content: bytes | str, name: str) -> list[str]:
    """Kind and text of each passage, then the warnings."""
    found, _ = read(content if isinstance(content, bytes) else content.encode(), name)
    return [f"{one.kind}: {one.text}" for one in found.finished()] + list(found.warnings.values())


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside if '<' in inside else run(inside)}</w:p>"


def row(*cells: str) -> str:
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


def level(number: int, form: str, text: str, more: str = "") -> str:
    start = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
    return f'<w:lvl w:ilvl="{number}">{start}<w:lvlText w:val="{text}"/></w:lvl>'


def point(text: str, number: int = 1, depth: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')
