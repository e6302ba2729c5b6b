"""Working as administrator of this machine, where nobody signs in: the dashboard's link, followed once."""

import http.client
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

Cookies = Any
"""What Playwright's `add_cookies` takes."""

LINK = re.compile(r"^http://localhost:\d+\S*\?key=\S+$", re.MULTILINE)


def printed_link(log: Path) -> str | None:
    """The latest link in what the dashboard printed; None where people sign in."""
    links = LINK.findall(log.read_text(encoding="utf-8", errors="replace"))
    return links[-1] if links else None


@cache
def administrator_cookies(log: Path) -> Cookies:
    """The cookie that the printed link, which works once, gives for every browser that is to work as administrator."""
    link = printed_link(log)
    return followed(link) if link else []


def followed(link: str) -> Cookies:
    """The cookie that a link gives, for both names of this machine."""
    there = urlsplit(link)
    connection = http.client.HTTPConnection(there.netloc, timeout=10)
    connection.request("GET", f"{there.path}?{there.query}")
    given = connection.getresponse()
    assert given.status == 303, given.read()
    name, value = (given.getheader("Set-Cookie") or "").partition(";")[0].split("=", 1)
    connection.close()
    shared = {"name": name, "value": value, "path": "/", "httpOnly": True, "sameSite": "Strict"}
    return [{**shared, "domain": host} for host in ("localhost", "127.0.0.1")]
