"""The parts of a convention and their wording."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kb.ingest.official.lines import Line


@dataclass
class Part:
    """An article ("5"), paragraph ("5.2") or point ("5.2(a)").

    pieces   its wording in order: paragraphs of text, and the parts below it
    doubts   why its wholeness is not certain; they hold for what it is part of, too
    borders  why the border to what it is part of is not certain
    is_lone  an article's heading without a title that nothing but its words marks as one
    """

    number: str
    label: str
    line: Line
    pieces: list["str | Part"] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    borders: list[str] = field(default_factory=list)
    is_lone: bool = False

    def parts(self) -> list["Part"]:
        return [piece for piece in self.pieces if isinstance(piece, Part)]

    def own_text(self) -> list[str]:
        return [piece for piece in self.pieces if isinstance(piece, str)]

    def paragraphs(self) -> list[str]:
        """The wording without the part's own label; parts below it keep theirs."""
        made: list[str] = []
        for piece in self.pieces:
            if isinstance(piece, str):
                made.append(piece)
            else:
                inner = piece.paragraphs() or [""]
                made += [f"{piece.label} {inner[0]}".strip(), *inner[1:]]
        return made

    def all_parts(self) -> Iterator["Part"]:
        """The part itself and all below it, in order."""
        yield self
        for part in self.parts():
            yield from part.all_parts()

    def all_doubts(self) -> list[str]:
        """Its own doubts and those of the parts that its wording is made of; a lack of any wording is one."""
        doubts = self.borders + [doubt for part in self.all_parts() for doubt in part.doubts]
        return doubts if self.paragraphs() else [*doubts, "nothing stands below its number"]

    def doubt_all(self, doubt: str) -> None:
        for part in self.all_parts():
            part.doubts.append(doubt)
