"""What the readers of plans and conventions have in common: the lines that are left to place, and their places."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.ingest.documents.wrapping import reads_like_title
from kb.ingest.official.ids import number_of
from kb.ingest.official.table import Line, Place


class Reader:
    """Places lines one by one. `kinds` are those of the document's paragraphs; `aside` what belongs to pages."""

    def __init__(self, texts: Sequence[Line], kinds: dict[int, str], aside: dict[int, str]) -> None:
        self.texts = texts
        self._kinds = kinds
        self._lines = list(texts)
        self._begun: dict[str, int] = {}
        for at, why in aside.items():
            self.put(at, Place.SKIP, why)
        self.open = [at for at in range(len(texts)) if at not in aside]  # places of the lines that are left

    def put(self, at: int, place: str, why: str = "") -> None:
        """Place a line; what was unclear in it stays so."""
        self._lines[at] = replace(self._lines[at], place=place, why=self._lines[at].why or why)

    def begin(self, at: int, id_: str, why: str = "") -> None:
        """A line that begins a provision; where it has begun before, neither is certain."""
        if id_ in self._begun:
            why = f"{number_of(id_)} begins more than once"
            self.doubt(self._begun[id_], why)
        self._begun.setdefault(id_, at)
        self.put(at, id_, why)

    def doubt(self, at: int, why: str) -> None:
        """Mark a placed line as unclear."""
        self._lines[at] = replace(self._lines[at], why=self._lines[at].why or why)

    def is_heading(self, at: int) -> bool:
        """Whether the document marks a line as a heading, and it reads like one."""
        return self._kinds[self.texts[at].line] == "heading" and reads_like_title(self.texts[at].text)

    def is_cell(self, at: int) -> bool:
        """Whether a line is a row of a table."""
        return self._kinds[self.texts[at].line] == "table"

    def pairs(self) -> Iterator[tuple[int, int | None]]:
        """The lines that are left, each with the one after it."""
        yield from zip(self.open, [*self.open[1:], None], strict=True)

    def table(self) -> tuple[Line, ...]:
        """The placement table."""
        return tuple(self._lines)
