"""Who sees the file that was handed in: its pages, and the file itself.

The file itself may hold what nobody meant to hand in: comments, earlier wordings, names of its authors. It is for those
who work on the material and for its contributor; readers see its pages, and only where the contributor wished so.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.db import Store
from kb.domain.model import Audience
from kb.questions import submitting as ask
from kb.workflow.permission import Actor, Operation, audience_of

# As what a file leaves, by its kind. A web page leaves as bytes, which no browser takes for a page of ours.
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "md": "text/plain",
}


@dataclass(frozen=True)
class OriginalSeen:
    """The file of a contribution, as somebody may see it.

    `reading` is what was read in it, `sources` are by passage the numbers of the paragraphs that it was made of. The
    file itself may be had where `is_own`; `shown`: whoever may read the text may see its pages.
    """

    contribution: str
    language: str
    media: str
    file_name: str | None
    sha256: str
    shown: bool
    is_own: bool
    reading: str
    sources: Mapping[int, Sequence[int]]

    @property
    def media_type(self) -> str:
        """As what the file leaves."""
        return _TYPES.get(self.media, "application/octet-stream")

    @property
    def name(self) -> str:
        """The name under which it leaves: the last part of its own, or the contribution's."""
        own = "".join(filter(str.isprintable, re.split(r"[/\\]", self.file_name or "")[-1])).strip(". ")
        return own or f"{self.contribution}.{self.media}"


def original_seen(store: Store, actor: Actor, contribution: str) -> OriginalSeen | None:
    """What the actor may see now of the file of a contribution; None for nothing, for whatever reason."""
    staff = store.latest(Audience.STAFF)
    row = ask.original(staff, contribution)
    if row is None:
        return None
    is_own = actor.may(Operation.SEE_WORK) or (
        row["contributor"] is not None and row["contributor"] == actor.contributor
    )
    if not is_own and not (row["shown"] and _is_read(store, audience_of(actor, store), row["read_in"])):
        return None
    reading = store.originals.reading(contribution, row["sha256"])
    if reading is None:
        return None
    values = {name: row[name] for name in ("contribution", "language", "media", "file_name", "sha256", "shown")}
    return OriginalSeen(**values, is_own=is_own, reading=reading, sources=ask.original_sources(staff, contribution))


def original_content(store: Store, actor: Actor, contribution: str) -> bytes | None:
    """The file of a contribution for drawing its pages; None for whoever may not see them now."""
    seen = original_seen(store, actor, contribution)
    return store.originals.content(contribution, seen.sha256) if seen else None


def original_file(store: Store, actor: Actor, contribution: str) -> tuple[OriginalSeen, bytes] | None:
    """The file of a contribution itself; None for whoever may not have it, and where there is none."""
    seen = original_seen(store, actor, contribution)
    content = store.originals.content(contribution, seen.sha256) if seen and seen.is_own else None
    return (seen, content) if seen and content is not None else None


def _is_read(store: Store, audience: Audience, contribution: str) -> bool:
    """Whether the audience may read the text: it is published, and not kept from them."""
    rows = store.latest(audience).rows(
        "SELECT 1 FROM contribution WHERE id = $id AND status = 'published'", {"id": contribution}
    )
    return bool(rows)
