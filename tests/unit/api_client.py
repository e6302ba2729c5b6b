"""Asks the HTTP API as it is mounted, in this process."""

from copy import deepcopy
from functools import lru_cache
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.types import ASGIApp

from kb import api
from kb.api.resources import RESOURCES
from kb.db import Store
from tests.knowledge import MEETING
from tests.unit.apart import asked


@lru_cache(maxsize=4)  # it takes a third of a second to make
def mounted(store: Store) -> ASGIApp:
    """The API below /api, as the dashboard has it."""
    return Starlette(routes=[api.mounted(lambda: store)])


class Api:
    """A program that asks the API of a knowledge base, perhaps with a token."""

    def __init__(self, app: ASGIApp, token: str | None = None) -> None:
        self._app = app
        self._headers = {"authorization": f"Bearer {token}"} if token else {}

    def ask(self, address: str, method: str = "GET", **headers: str) -> httpx.Response:
        """The answer to `/api/v1` and the address, or to a whole address of ours; `_` stands for - in headers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://invented.example") as client:
                path = address if "/api/" in address else f"/api/v1{address}"
                return await client.request(method, path, headers=self._headers | named)

        return asked(send)

    def rows(self, address: str) -> list[dict[str, Any]]:
        """The rows of all pages there are, from the address on."""
        found: list[dict[str, Any]] = []
        following: str | None = address
        while following:
            answer = self.ask(following)
            assert answer.status_code == 200, answer.text
            page = answer.json()
            found += page["rows"]
            following = page["next"]
        return found


def every_answer(api: Api) -> str:
    """All that the API answers, at every address, of the latest revisions too."""
    said = []
    latest = api.ask("/states").json()["revision"]
    for resource in RESOURCES:
        if "{" in resource.path:
            continue
        needed = "&since=1" if "since" in resource.params.model_fields else ""
        meetings = f"meeting={MEETING}&meeting=inv-2011" if resource.path == "/changes/meetings" else "meeting=any"
        for form in ("json", "csv"):
            answer = api.ask(f"{resource.path}?limit=200&{meetings}&format={form}{needed}")
            assert answer.status_code == (403 if resource.refuses and answer.status_code == 403 else 200), answer.text
            said.append(answer.text)
    for revision in range(latest - 3, latest + 1):
        said += [api.ask(f"{path}?rev={revision}").text for path in ("/passages", "/contributions", "/coverage")]
    for row in api.rows("/contributions?meeting=any"):
        said.append(api.ask(f"/contributions/{row['contribution']}").text)
    return "\n".join(said)


def parameters(document: dict[str, Any], address: str) -> list[dict[str, Any]]:
    """The parameters of an address in the API's description, each with what its reference stands for."""
    held = document["components"]["parameters"]
    return [deepcopy(held[one["$ref"].rpartition("/")[2]]) for one in document["paths"][address]["get"]["parameters"]]
