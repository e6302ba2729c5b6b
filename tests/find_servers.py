"""Finds PostgreSQL, on which the tests keep a knowledge base too, and nginx; installs them where they are not.

Used by the tests, and by `make test` as `python -m tests.find_servers --install`.
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
NGINX_ADVICE = (
    "Some tests run nginx, and none could be found or installed. On Debian: sudo apt-get install nginx-light. On macOS:"
    " brew install nginx. Or name its program in KB_NGINX."
)


def find_postgres() -> Path | None:
    """The folder of PostgreSQL's programs: KB_POSTGRESQL, else Debian's newest, else that of the command; or None."""
    if named := os.environ.get("KB_POSTGRESQL"):
        return Path(named)
    debian = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    return Path(found).parent if found else None


def find_nginx() -> str | None:
    """The program of nginx: KB_NGINX, else the command, also where only root's path has it; or None."""
    return os.environ.get("KB_NGINX") or shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def main(arguments: list[str]) -> int:
    """Print where they are and return 0; with `--install` install what is not. Returns 1 where one is missing."""
    missing = not find_postgres() or not find_nginx()
    if missing and "--install" in arguments and may_install_debian_packages():
        print("Installing PostgreSQL and nginx for the tests.", flush=True)
        install_debian_packages("postgresql", "nginx-light")
    found = [find_postgres(), find_nginx()]
    for program, advice in zip(found, (ADVICE, NGINX_ADVICE), strict=True):
        print(f"Tests use {program}" if program else advice, file=None if program else sys.stderr)
    return 0 if all(found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
