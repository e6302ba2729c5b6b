"""The file that was handed in, for whoever may have it: the one answer that is no rows."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

from fastapi import Request, Response

from kb.api import access
from kb.api.problems import RequestRefused
from kb.db import Store
from kb.domain.catalogue import gettext as _
from kb.workflow.originals import original_file

PATH = "/contributions/{contribution}/original"
# Whatever is in the file, a browser that opens it all the same runs nothing of it.
_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


def original(store: Callable[[], Store], request: Request, contribution: str) -> Response:
    """What answers at PATH."""
    opened = store()
    file = original_file(opened, access.actor(request, opened), contribution)
    if file is None:
        detail = _(
            "There is no such file that you may have. It is given to its contributor and to those who work on it."
        )
        raise RequestRefused(HTTPStatus.NOT_FOUND, detail)
    record, content = file
    attached = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(record.name, safe='')}"}
    return Response(content, headers=_HEADERS | attached, media_type=record.media_type)
