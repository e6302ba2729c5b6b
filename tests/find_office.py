"""Finds LibreOffice Writer, with which the tests open the Word files they make, and installs it where it is not.

Used by the tests, and by `make test` as `python -m tests.find_office --install`.
"""

import os
import shutil
import sys
from pathlib import Path

from tests.browser.find_browser import install_debian_packages, may_install_debian_packages

ON_A_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
ADVICE = (
    "The tests open Word files with LibreOffice Writer, and none could be found or installed. On Debian: sudo apt-get"
    " install libreoffice-writer-nogui. On macOS: install LibreOffice. Or name its program soffice in KB_OFFICE."
)


def find_office() -> str | None:
    """The program of LibreOffice: KB_OFFICE, else the command, else the application of macOS; None if there is none."""
    return os.environ.get("KB_OFFICE") or shutil.which("soffice") or (str(ON_A_MAC) if ON_A_MAC.exists() else None)


def main(arguments: list[str]) -> int:
    """Print where it is and return 0; with `--install` install it first where it is not. Returns 1 without it."""
    if find_office() is None and "--install" in arguments and may_install_debian_packages():
        print("No LibreOffice; installing its Writer for the tests.", flush=True)
        install_debian_packages("libreoffice-writer-nogui")
    found = find_office()
    print(f"Word files are opened with {found}" if found else ADVICE, file=None if found else sys.stderr)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
