"""The file that was handed in, for whoever may have it: the one answer that is no rows."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

from fastapi import FastAPI, Request, Response

from kb.api import bearer
from kb.api.problems import RequestRefused
from kb.db import Store
from kb.workflow.originals import original_file

PATH = "/contributions/{contribution}/original"
# Whatever is in the file, a browser that opens it all the same runs nothing of it.
_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


def add_to(app: FastAPI, start: str, store: Callable[[], Store]) -> None:
    """Answer at PATH below `start`."""

    @app.get(start + PATH, include_in_schema=False)
    def original(request: Request, contribution: str) -> Response:
        opened = store()
        found = original_file(opened, bearer.actor(request, opened), contribution)
        if found is None:
            raise RequestRefused(
                HTTPStatus.NOT_FOUND,
                "There is no such file that you may have. It is given to its contributor and to those who work on it.",
            )
        seen, content = found
        attached = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(seen.name, safe='')}"}
        return Response(content, headers=_HEADERS | attached, media_type=seen.media_type)
