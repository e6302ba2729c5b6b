"""The plain pages of the running dashboard: what everybody may see, for any filters, without a script."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import lxml.html
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route

from kb.cache import forget
from kb.domain.model import Scope
from kb.site import live
from kb.site.addresses import Address
from kb.site.first import FirstPage
from kb.site.pages import PageSource
from kb.ui import service
from kb.ui.elements import paging
from kb.ui.screens import PLAIN
from tests.knowledge import MEETING, Knowledge, about, address_of
from tests.reading import MOST_BYTES
from tests.unit.apart import asked

Get = Callable[..., httpx.Response]
EMPTY = '<html><head><title>Streamlit</title></head><body><div id="root"></div></body></html>'


@pytest.fixture(scope="module")
def get(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    """Asks the pages of invented States: one reported, one is silent, and one contribution is not published."""
    folder = tmp_path_factory.mktemp("plain")
    k = Knowledge.small("XAA", "XAB", provisions=["VAP-1", "VAP-2"])
    k.said("XAA", about("VAP-1"), id="said")
    k.said("XAB", about("VAP-2"), id="secret", status="received")
    with k.build(folder) as store:
        place = store.place
    forget()
    app = Starlette(
        routes=[*live.ROUTES, Route("/states", lambda _request: HTMLResponse(EMPTY))],
        middleware=[Middleware(FirstPage)],
    )

    def ask(path: str, **headers: str) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://invented.example") as client:
                return await client.get(path, headers={name.replace("_", "-"): one for name, one in headers.items()})

        return asked(send)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KB_DATABASE", address_of(place))
        yield ask
        service.close()
        forget()


@pytest.mark.parametrize("screen", PLAIN)
def test_every_screen_has_one_that_is_whole_and_small(get: Get, screen: str) -> None:
    answer = get(f"/plain/{screen}".rstrip("/"))
    page = lxml.html.fromstring(answer.content)
    assert answer.status_code == 200
    assert len(answer.content) < MOST_BYTES
    assert (len(page.xpath("//h1")), len(page.xpath("//main"))) == (1, 1)
    assert not page.xpath("//script | //iframe | //@onclick")
    assert all(href.startswith(("/plain", "#", "http", "/")) for href in page.xpath("//a/@href"))


def test_filters_hold_as_on_the_screen_and_links_stay_plain(get: Get) -> None:
    page = lxml.html.fromstring(get("/plain/contributions?list=passages&state=XAA").content)
    assert page.xpath("//main//*[contains(text(), 'Invented text said.1')]")
    assert "/plain/coverage?state=XAA" in page.xpath("//nav//a/@href")
    other = lxml.html.fromstring(get("/plain/contributions?list=passages&state=XAB").content)
    assert not other.xpath("//main//*[contains(text(), 'Invented text')]")


def test_a_search_needs_no_script_and_keeps_what_is_filtered(get: Get) -> None:
    page = lxml.html.fromstring(get("/plain/search?q=invented&state=XAA").content)
    form = page.xpath("//form[@role='search']")[0]
    assert dict(form.form_values()) == {"q": "invented", "state": "XAA"}
    assert page.xpath("//main//*[contains(., 'Invented text said.1')]")
    assert "said.1" not in get("/plain/search?q=invented&state=XAB").text


def test_what_is_not_public_is_on_none(get: Get) -> None:
    assert "Invented text secret" not in "".join(get(f"/plain/{screen}").text for screen in PLAIN)
    assert "Invented text secret" not in get("/plain/contributions?contribution=secret").text


def test_what_is_no_screen_leads_nowhere_and_one_without_a_plain_page_to_the_dashboard(get: Get) -> None:
    answer = get("/plain/report?state=XAA")
    assert (answer.status_code, answer.headers["location"]) == (307, "/report?state=XAA")
    answer = get("/plain/states?theme=%3Cb%3Enone%3C/b%3E&invented=x")
    assert "&lt;b&gt;none&lt;/b&gt;" in answer.text
    assert "<b>none" not in answer.text
    assert "“invented” in the address means nothing on this screen" in answer.text


@pytest.mark.parametrize("path", ["/plain//other.example/", "/plain/no-such", "/plain/%2F%2Fother.example"])
def test_what_is_no_screen_leads_nowhere(get: Get, path: str) -> None:
    answer = get(path)
    assert answer.status_code == 404
    assert "location" not in answer.headers


def test_the_first_page_says_the_title_and_who_has_it_already_gets_nothing_again(get: Get) -> None:
    first = get("/plain/states")
    assert get("/plain/states", if_none_match=first.headers["etag"]).status_code == 304
    assert get("/plain/states", if_none_match='"other"').status_code == 200
    page = lxml.html.fromstring(get("/states?state=XAA").content)
    plain = lxml.html.fromstring(get("/plain/states?state=XAA").content)
    assert page.xpath("//*[@id='root']//h1/text()") == plain.xpath("//h1/text()")
    assert page.xpath("//*[@id='root']//a/@href") == ["/plain/states?state=XAA"]
    assert "Streamlit" not in page.xpath("string(//title)")


def test_lists_stay_short_where_much_is_held(tmp_path: Path) -> None:
    """And what is left out is counted: a figure never depends on how much a page has room for."""
    k = Knowledge.small("XAA", "XAB", provisions=["VAP-1", "VAP-2"])
    for _ in range(300):
        k.said("XAA", about("VAP-1"))
        k.described("XAA", about("VAP-1"), meeting=MEETING)
    one, cell, read = Scope(states=("XAA",)), (("cell", "XAA.VAP-1"),), (("read", "VAP-1"),)
    pages = [Address(screen) for screen in PLAIN if screen not in ("search", "method")]
    pages += [Address("states", one), Address("coverage", one, cell), Address("actions", Scope(), read)]
    pages += [Address("contributions", Scope(), (("list", "passages"),))]
    with k.build(tmp_path) as store:
        shown = PageSource(store.latest())
        sizes = {(page.screen, page.own): len(shown.content(page).html.encode()) for page in pages}
        assert [page for page, size in sizes.items() if size > MOST_BYTES] == []
        behind = shown.content(Address("coverage", one, cell)).html
        assert behind.count("<article") == 2 * paging.SIZE
        assert behind.count("50 of 300") == 2
        assert "50 of 300 rows" in shown.content(Address("states", one)).html
