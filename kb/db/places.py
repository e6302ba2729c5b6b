"""Where a knowledge base is kept: a file, or a database of a PostgreSQL server, and how that is said."""

import logging
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, unquote

LOG = logging.getLogger("kb")
SCHEMES = ("postgresql://", "postgres://")
DATA_FOLDER = Path(__file__).parent.parent.parent / "data"
DEFAULT_DATABASE = DATA_FOLDER / "knowledge-base.duckdb"


@dataclass(frozen=True)
class Server:
    """A database of a PostgreSQL server. `str` names it without password and options; nothing shows the address."""

    address: str = field(repr=False)

    def __str__(self) -> str:
        user, at, host = self._authority.rpartition("@")
        database = self._rest.partition("/")[2].partition("?")[0]
        return f"postgresql://{user.partition(':')[0]}{at}{host}/{database}"

    @property
    def passwords(self) -> frozenset[str]:
        """The password in the address, as written and as meant; none where it is kept elsewhere."""
        written = self._authority.rpartition("@")[0].partition(":")[2]
        options = parse_qs(self._rest.partition("?")[2])
        named = [value for name in ("password", "sslpassword") for value in options.get(name, ())]
        return frozenset({written, unquote(written), *named} - {""})

    @property
    def _rest(self) -> str:
        return self.address.partition("://")[2]

    @property
    def _authority(self) -> str:
        return re.split("[/?]", self._rest, maxsplit=1)[0]


Place = Path | Server


def database_place(given: str | None = None) -> Place:
    """Where the knowledge base is kept: `given`, else KB_DATABASE, else a file under data/."""
    address = given or os.environ.get("KB_DATABASE") or str(DEFAULT_DATABASE)
    if not address.startswith(SCHEMES):
        return Path(address)
    place = Server(address)
    if given and place.passwords:
        LOG.warning("Others can see the password of %s in the list of processes. Keep it in a file: PGPASSFILE.", place)
    return place


def identity(place: Place) -> str:
    """What is the same for one place, however it is written."""
    return str(place) if isinstance(place, Server) else os.path.realpath(place)
