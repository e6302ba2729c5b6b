"""The tokens of people's own programs: no part of the knowledge base's revisions, and only their digests."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kb.db.side_tables import SideTables
from kb.domain.catalogue import N_


class Tokens(SideTables):
    """The tokens in a knowledge base. Safe to share between threads. Times are UTC."""

    cannot = N_("no token can be changed")

    def add(self, token: Mapping[str, Any]) -> None:
        """Keep a token: `id`, `person`, `label`, `sha256`, `made_at`, `expires_at`. Raises ReadOnly."""
        self._write(
            "INSERT INTO kb.access_token VALUES ($id, $person, $label, $sha256, $made_at, $expires_at, NULL)", token
        )

    def revoke(self, person: str, token: str, now: datetime) -> bool:
        """Take back the person's token with this id; whether there was one to take back. Raises ReadOnly."""
        return self._write(
            "UPDATE kb.access_token SET revoked_at = $now WHERE id = $id AND person = $person AND revoked_at IS NULL",
            {"id": token, "person": person, "now": now},
        )

    def revoke_all(self, now: datetime) -> None:
        """Take back every token. Raises ReadOnly."""
        self._write("UPDATE kb.access_token SET revoked_at = $now WHERE revoked_at IS NULL", {"now": now})

    def of(self, person: str) -> list[dict[str, Any]]:
        """The person's tokens, latest first, without their digests."""
        return self._rows(
            "SELECT id, label, made_at, expires_at, revoked_at FROM kb.access_token WHERE person = $person"
            " ORDER BY made_at DESC, id",
            {"person": person},
        )

    def person_of(self, sha256: str, now: datetime) -> str | None:
        """Whose token has this digest and is in force now; None if none is."""
        rows = self._rows(
            "SELECT person FROM kb.access_token"
            " WHERE sha256 = $sha256 AND revoked_at IS NULL AND made_at <= $now AND expires_at > $now",
            {"sha256": sha256, "now": now},
        )
        return rows[0]["person"] if rows else None
