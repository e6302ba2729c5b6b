"""Finds PostgreSQL, on which the tests keep a knowledge base too, and installs it where it is not.

Used by the tests, and by `make test` as `python -m tests.find_postgres --install`.
"""

import os
import shutil
import sys
from pathlib import Path

from tests.browser.find_browser import install_debian_packages, may_install_debian_packages

DEBIAN = Path("/usr/lib/postgresql")
ADVICE = (
    "Some tests keep a knowledge base in PostgreSQL, and none could be found or installed. On Debian: sudo apt-get"
    " install postgresql. On macOS: brew install postgresql. Or name the folder of its programs in KB_POSTGRESQL."
)


def find_postgres() -> Path | None:
    """The folder of PostgreSQL's programs: KB_POSTGRESQL, else Debian's newest, else that of the command; or None."""
    if named := os.environ.get("KB_POSTGRESQL"):
        return Path(named)
    debian = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    return Path(found).parent if found else None


def main(arguments: list[str]) -> int:
    """Print where it is and return 0; with `--install` install it first where it is not. Returns 1 without it."""
    if find_postgres() is None and "--install" in arguments and may_install_debian_packages():
        print("No PostgreSQL; installing it for the tests.", flush=True)
        install_debian_packages("postgresql")
    found = find_postgres()
    print(f"PostgreSQL is run from {found}" if found else ADVICE, file=None if found else sys.stderr)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
