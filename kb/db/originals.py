"""The files that were handed in: their bytes, beside the revisions."""

from typing import Any, Literal, NamedTuple

from kb.db.side_tables import SideTables
from kb.domain.catalogue import N_

# Bytes of one file, as of a document that can be read.
LARGEST = 20 * 1024 * 1024


class Original(NamedTuple):
    """A file as it was handed in, and as JSON what was read in it: see kb/ingest/reading.py."""

    content: bytes
    reading: str


class Originals(SideTables):
    """The files in a knowledge base; Change.keep_original adds one. Safe to share between threads."""

    cannot = N_("no file can be kept")
    # The files beside the drafts that are open; they may be large.
    remembered = 8

    def content(self, contribution: str, sha256: str) -> bytes | None:
        """The file of a contribution with this SHA-256; None where it is not kept."""
        content = self._of("content", contribution, sha256)
        return content[0]["content"] if content else None

    def reading(self, contribution: str, sha256: str) -> str | None:
        """What was read in the file; None where it is not kept."""
        reading = self._of("reading", contribution, sha256)
        return reading[0]["reading"] if reading else None

    def of_draft(self, person: str, draft: str) -> Original | None:
        """The file of the person's draft; None where there is none, or the draft is somebody else's."""
        rows = self._rows(
            "SELECT o.content, o.reading FROM kb.draft_original AS o JOIN kb.draft AS d ON d.id = o.draft"
            " WHERE d.id = $draft AND d.person = $person",
            {"draft": draft, "person": person},
        )
        return Original(**rows[0]) if rows else None

    def _of(self, column: Literal["content", "reading"], contribution: str, sha256: str) -> list[dict[str, Any]]:
        return self._rows(f"SELECT {column} FROM kb.original WHERE id = $id", {"id": original_id(contribution, sha256)})


def original_id(contribution: str, sha256: str) -> str:
    """Key of a file of a contribution."""
    return f"{contribution}/{sha256}"
