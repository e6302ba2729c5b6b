"""Contributions and texts of instruments being prepared: no part of the knowledge base yet, each its author's alone."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from kb.db.originals import Original
from kb.db.side_tables import SideTables
from kb.domain.catalogue import N_
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused

KEPT_FOR = timedelta(days=30)
# Signs of one draft, and drafts of one person.
LONGEST, MOST = 20_000_000, 50
# The first key of a draft of a text, by which it is told from one of a contribution.
OF_TEXTS = "text_of"
# Bytes of the files of one person's drafts.
MOST_BYTES = 100 * 1024 * 1024


class Drafts(SideTables):
    """The drafts in a knowledge base. Safe to share between threads."""

    cannot = N_("no draft can be kept")
    # What an author has open stays open in an outage, with what was typed in it.
    remembered = 100

    def keep(self, person: str, content: str, draft: str | None = None, original: Original | None = None) -> str:
        """Keep a draft, in place of the person's earlier one with this code; returns its code.

        The file that it was read from comes with a new draft, and stays as it is.
        Raises ReadOnly, or ChangeRefused for one that is too long or too large, or one too many.
        """
        if len(content) > LONGEST:
            raise ChangeRefused(Refused.DRAFT_TOO_LONG)
        if draft is None and len(self.of(person)) + len(self.of(person, texts=True)) >= MOST:
            raise ChangeRefused(Refused.TOO_MANY_DRAFTS, most=MOST)
        if original and len(original.content) + self._bytes(person) > MOST_BYTES:
            raise ChangeRefused(Refused.DRAFTS_TOO_LARGE, megabytes=MOST_BYTES // 1024 // 1024)
        code = draft or secrets.token_urlsafe(16)
        now = datetime.now(UTC).replace(tzinfo=None)
        self._write("DELETE FROM kb.draft WHERE saved_at < $before", {"before": now - KEPT_FOR})
        self._write(_WITHOUT_DRAFT, {})
        self._write(
            "INSERT INTO kb.draft VALUES ($id, $person, $now, $content) ON CONFLICT (id) DO UPDATE"
            " SET content = excluded.content, saved_at = excluded.saved_at WHERE draft.person = excluded.person",
            {"id": code, "person": person, "now": now, "content": content},
        )
        if original:
            self._write(
                "INSERT INTO kb.draft_original VALUES ($draft, $content, $reading)",
                {"draft": code} | original._asdict(),
            )
        return code

    def read(self, person: str, draft: str) -> str | None:
        """The content of the person's draft with this code; None if there is none, or it is somebody else's."""
        rows = self._rows(
            "SELECT content FROM kb.draft WHERE id = $id AND person = $person", {"id": draft, "person": person}
        )
        return rows[0]["content"] if rows else None

    def of(self, person: str, *, texts: bool = False) -> list[dict[str, Any]]:
        """The person's drafts, latest first: `id`, `saved_at` (UTC) and `content`.

        texts  those of texts of instruments; else of contributions
        """
        return self._rows(
            "SELECT id, saved_at, content FROM kb.draft WHERE person = $person AND starts_with(content, $mark) = $texts"
            " ORDER BY saved_at DESC",
            {"person": person, "mark": f'{{"{OF_TEXTS}":', "texts": texts},
        )

    def drop(self, person: str, draft: str) -> None:
        """Forget the person's draft with this code."""
        self._write("DELETE FROM kb.draft WHERE id = $id AND person = $person", {"id": draft, "person": person})
        self._write(_WITHOUT_DRAFT, {})

    def _bytes(self, person: str) -> int:
        """How large the files of the person's drafts are together."""
        rows = self._rows(
            "SELECT coalesce(sum(octet_length(o.content)), 0) AS bytes"
            " FROM kb.draft_original AS o JOIN kb.draft AS d ON d.id = o.draft WHERE d.person = $person",
            {"person": person},
        )
        return int(rows[0]["bytes"])


# Files whose draft is gone.
_WITHOUT_DRAFT = "DELETE FROM kb.draft_original WHERE draft NOT IN (SELECT id FROM kb.draft)"
