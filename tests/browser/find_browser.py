"""Finds a Chromium for the browser tests, and installs one where none is.

Used by the fixtures, and by `make test` as `python -m tests.browser.find_browser --install`.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# The same engine without a browser's own windows, which take more of the processor than the pages.
SHELL = "chromium-headless-shell"
COMMANDS = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPLICATIONS = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Headless Chromium draws no letters without a font, and Debian's package only recommends one;
# Playwright drives it with a Node.js program of its own, which needs libatomic.
DEBIAN_PACKAGES = (SHELL, "fonts-liberation", "libatomic1")
ADVICE = (
    "The browser tests need Chromium or Google Chrome, and none could be found, installed and driven. "
    "On Debian: sudo apt-get install chromium-headless-shell libatomic1. On macOS: install Google Chrome. "
    "Or name the program of an installed one in KB_BROWSER."
)
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
)


def find_browser() -> Path | None:
    """Return the program of the first Chromium that starts, or None.

    KB_BROWSER comes first, then the commands of Linux distributions, the applications of macOS, and the
    Chromium that Playwright installed. None also when Playwright itself does not start on this machine.
    """
    own = _playwright_chromium()
    if own is None:
        return None
    return next((path for path in (*_installed(), own) if _starts(path)), None)


def install_browser() -> None:
    """Install Chromium: Debian's package when this user may install it, otherwise Playwright's own.

    Neither command's failure is raised: what counts is whether `find_browser` finds something afterwards.
    """
    if may_install_debian_packages():
        install_debian_packages(*DEBIAN_PACKAGES)
        if find_browser():
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main(arguments: list[str]) -> int:
    """Print the browser's path and return 0; with `--install` install one first where none is found.

    On Debian the headless shell is installed too where only a whole Chromium is found, which is slower.
    Returns 1, with advice on standard error, when there is none in the end.
    """
    browser = find_browser()
    is_slow = may_install_debian_packages() and shutil.which(SHELL) is None
    if "--install" in arguments and (browser is None or is_slow):
        print("Installing a headless Chromium for the browser tests.", flush=True)
        install_browser()
        browser = find_browser()
    if browser is None:
        print(ADVICE, file=sys.stderr)
        return 1
    print(f"Browser tests use {browser}")
    return 0


def _installed() -> Iterator[Path]:
    if named := os.environ.get("KB_BROWSER"):
        yield Path(named)
    for command in COMMANDS:
        if found := shutil.which(command):
            yield Path(found)
    if platform.system() == "Darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            for application in MAC_APPLICATIONS:
                yield folder / application


def _playwright_chromium() -> Path | None:
    """Return where Playwright keeps its own Chromium, there or not; None when Playwright does not start."""
    asked = subprocess.run([sys.executable, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, check=False)
    return Path(asked.stdout.strip()) if asked.returncode == 0 else None


def _starts(browser: Path) -> bool:
    """Tell a browser from a placeholder (Ubuntu's asks for a snap) and from one that lacks libraries."""
    try:
        return subprocess.run([browser, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def may_install_debian_packages() -> bool:
    """Whether this is a Debian machine and its administrator."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_debian_packages(*names: str) -> None:
    """Install Debian's packages; a failure is not raised, as what counts is whether the program is found afterwards."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names]
    for command in (["apt-get", "update", "-qq"], install):
        subprocess.run(command, env=environment, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
