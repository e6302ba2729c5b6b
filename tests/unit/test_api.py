"""The HTTP API on the shipped material: the screens' own rows, page by page, as JSON and CSV; and what is refused."""

import csv
import io
import json
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.applications import Starlette

from kb.api import mounted as route_of
from kb.api.resources import RESOURCES
from kb.db import Store, View
from kb.domain import filters
from kb.domain.filters import FILTERS, KEYS
from kb.domain.model import Scope, Voice
from kb.errors import DatabaseLocked
from kb.questions import coverage, rates, records, rows_in
from kb.questions.changes import between_meetings
from kb.questions.contributions import contribution_list
from kb.questions.overview import who_spoke
from kb.questions.passages import passages
from kb.questions.states import state_directory
from kb.questions.vocabulary import vocabulary
from kb.search import search
from kb.tables.cells import unguarded
from tests.knowledge import Knowledge, empty
from tests.unit.api_client import Api, mounted, parameters

SCOPES = (
    "",
    "instrument=CCM&from=2011-01-01&to=2014-12-31",
    "meeting=ccm-im-2012&state=LBN&state=AUS",
    "region=Asia-Pacific+Group&affected=yes&status=party",
    "provision=VAP-23&voice=own&meeting=any",
    "theme=data-collection&assessment=challenge&assessment=progress&meeting=any&line=c&line=none",
)
# What changed between revisions, and what is not published, is asked on a base of its own: test_api_rights.py.
LISTS = [one.path for one in RESOURCES if not one.id and not one.refuses and one.name != "changes"]


@pytest.fixture(scope="module")
def api(knowledge_base: Store) -> Api:
    return Api(mounted(knowledge_base))


def scope_of(query: str, view: View) -> Scope:
    reading = filters.read(parse_qs(query), vocabulary(view), view.revision)
    assert not reading.faults
    return reading.scope


def same(rows: list[dict[str, object]], others: list[dict[str, object]]) -> None:
    """That the rows say what the others do, in the columns both have, which are most."""
    assert len(rows) == len(others)
    for row, other in zip(rows, others, strict=True):
        shared = row.keys() & other.keys()
        assert len(shared) > len(row) * 0.6
        plain = json.loads(json.dumps({key: other[key] for key in shared}, default=str))
        assert {key: row[key] for key in shared} == plain


def csv_rows(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.slow
@pytest.mark.parametrize("query", SCOPES)
def test_the_rows_are_those_of_the_screens(api: Api, view: View, query: str) -> None:
    scope = scope_of(query, view)
    same(api.rows(f"/states?{query}"), list(state_directory.rows(view, scope)))
    same(api.rows(f"/coverage?limit=10000&{query}"), records(coverage(view, scope)))
    same(api.rows(f"/gaps?limit=10000&{query}"), rows_in(view, "gaps", scope))
    same(api.rows(f"/contributions?limit=400&{query}"), contribution_list(view, scope, limit=400).rows)
    same(api.rows(f"/passages?limit=400&{query}"), passages(view, scope, limit=400).rows)
    same(api.rows(f"/rates?{query}"), records(rates(view, scope)))
    same(api.rows(f"/who-spoke?{query}"), who_spoke.rows(view, scope))
    figures = {row["provision"]: row for row in records(rates(view, scope))}
    rows = api.rows(f"/provisions?{query}")
    assert {row["provision"]: (row["reported"], row["bound"], row["unknown"]) for row in rows} == {
        provision: (row["reported"], row["bound"], row["unknown"]) for provision, row in figures.items()
    }


@pytest.mark.slow
def test_the_passages_behind_a_cell_are_as_many_as_the_cell_counts(api: Api) -> None:
    counts = {"own": "passages", "others": "monitoring", "elsewhere": "elsewhere"}
    told = [row for row in api.rows("/coverage?limit=10000") if any(row[name] for name in counts.values())]
    chosen = [next(row for row in told if row[name]) for name in counts.values()] + told[-3:]
    for row in chosen:
        address = f"/passages?cell={row['state']}.{row['provision']}"
        parts = [one["part"] for one in api.rows(address)]
        for part, name in counts.items():
            assert parts.count(part) == row[name] == api.ask(f"{address}&part={part}&limit=1").json()["total"]


@pytest.mark.parametrize(
    "question", ["rehabilitation", "Lao OR Albania", "Action 23", "zzyyxx", "rehabilitation AND ("]
)
def test_a_search_finds_what_the_screen_finds_in_all_that_is_held(api: Api, view: View, question: str) -> None:
    found = search(view, question, Scope(), limit=200)
    answer = api.ask(f"/search?q={question}&limit=200").json()
    assert [row["passage"] for row in answer["rows"]] == [hit.id for hit in found.hits]
    assert (answer["total"], answer["facets"]) == (found.total, found.facets)
    assert (answer["reading"], answer["mended"]) == (found.reading.said, list(found.reading.mended))
    assert "other conventions included" in answer["scope"]
    for row, hit in zip(answer["rows"], found.hits, strict=True):
        assert "".join(piece["text"] for piece in row["snippet"]) == "".join(piece.text for piece in hit.pieces)
    provisions = api.ask(f"/search/provisions?q={question}").json()
    assert provisions["total"] == provisions["kinds"]["provision"] == found.kinds["provision"]


def test_what_changed_from_one_meeting_to_another_is_what_the_screen_says(api: Api, view: View) -> None:
    found = between_meetings(view, Scope(), "ccm-im-2012", "ccm-7msp")
    rows = api.rows("/changes/meetings?meeting=ccm-7msp&meeting=ccm-im-2012&limit=7")
    assert [(row["change"], row["state"], row["provision"]) for row in rows] == [
        (one.turn, one.state, one.provision) for one in found
    ]
    assert {(row["earlier_meeting"], row["later_meeting"]) for row in rows} == {("ccm-im-2012", "ccm-7msp")}
    assert any(row["change"] != "still" for row in rows)


@pytest.mark.slow
@pytest.mark.parametrize("address", LISTS)
def test_a_walk_through_the_pages_meets_every_row_once(api: Api, address: str) -> None:
    asked = f"{address}?meeting=any&state=LAO&state=ALB"
    whole = api.ask(f"{asked}&limit=200").json()
    walked = api.rows(f"{asked}&limit={max(1, whole['total'] // 4)}")
    assert walked == whole["rows"]
    assert len({json.dumps(row) for row in walked}) == len(walked) == whole["total"] > 1
    beyond = api.ask(f"{asked}&offset={whole['total']}").json()
    assert (beyond["rows"], beyond["total"], beyond["next"]) == ([], whole["total"], None)


@pytest.mark.slow
@pytest.mark.parametrize("address", LISTS)
def test_csv_says_what_json_says_runs_no_formula_and_without_a_limit_holds_all_rows(api: Api, address: str) -> None:
    page = api.ask(address).json()
    total, rows = page["total"], page["rows"]
    assert (page["limit"], len(rows)) == (100, min(100, total)), "a program still asks page by page"
    whole = api.ask(f"{address}?format=csv")
    read = csv_rows(whole)
    assert len(read) == total == int(whole.headers["x-total-count"]) > 1
    assert "link" not in whole.headers
    for cells, row in zip(read, rows, strict=False):
        assert cells.keys() == row.keys()
        for name, value in row.items():
            assert not cells[name].startswith(("=", "+", "-", "@", "\t", "\r"))
            if isinstance(value, str):
                assert unguarded(cells[name]) == value
            elif isinstance(value, bool):
                assert cells[name] == str(value).lower()
            elif isinstance(value, int):
                assert int(cells[name]) == value
            elif value is None:
                assert cells[name] == ""
    part = api.ask(f"{address}?limit=1&offset=1", accept="text/csv;q=0.9, application/json;q=0.1")
    assert csv_rows(part) == read[1:2]
    following = api.ask(f"{address}?limit=1&offset=1").json()["next"]
    assert part.headers.get("link") == (f'<{following}>; rel="next"' if following else None)


@pytest.mark.slow
def test_a_file_longer_than_the_greatest_page_says_where_the_rest_is(tmp_path: Path) -> None:
    k = Knowledge.small(*(f"X{a}{b}" for a in "ABCDEFGHIJ" for b in "ABCDEFGHIJ"), "XKA", provisions=())
    for number in range(1, 101):
        k.provision(f"VAP-{number}")
    with k.build(tmp_path) as store:
        api = Api(mounted(store))
        first = api.ask("/coverage?format=csv")
        read = csv_rows(first)
        assert (len(read), first.headers["x-total-count"]) == (10_000, "10100")
        following = urlsplit(first.headers["link"].removeprefix("<").partition(">")[0])
        rest = api.ask(f"{following.path}?{following.query}")
        assert "link" not in rest.headers
        assert len({tuple(row.values()) for row in [*read, *csv_rows(rest)]}) == 10_100


def test_everything_said_carries_who_says_it_where_it_comes_from_and_its_caveats(api: Api) -> None:
    rows = api.rows("/passages?meeting=any&limit=1000")
    assert {row["voice"] for row in rows} >= {"own", "reported", "monitoring"}
    for row in [*rows, *api.rows("/contributions?meeting=any&limit=1000"), *api.rows("/search?limit=200")]:
        assert row["source_title"]
        assert row["voice"] in list(Voice)
        assert row["second_hand"] is (row["voice"] == "reported")
        assert {"note", "source_truncated", "aligned", "text_kind", "convention"} <= row.keys()
        query = parse_qs(urlsplit(row["link"]).query)
        assert query["contribution"] == [row["contribution"]]
        if "passage" in row:
            assert query["passage"] == [str(row["position"])]
            assert row["passage"] in row["citation"]
    held = api.ask(f"/contributions/{rows[0]['contribution']}").json()["row"]
    assert rows[0]["passage"] in [one["passage"] for one in held["text"]]


def test_the_description_names_every_filter_and_every_column(api: Api, view: View) -> None:
    document = api.ask("/openapi.json").json()
    assert document["servers"] == [{"url": "/api"}]
    for address in document["paths"]:
        taken = parameters(document, address)
        named = {parameter["name"] for parameter in taken if parameter["in"] == "query"}
        assert named > KEYS, address
        assert "no_such" not in named
        for limit in (one for one in taken if one["name"] == "limit"):
            assert "Without it 100 as JSON, and 10000 as CSV" in limit["description"]
            assert "default" not in limit["schema"], "there are two"
            assert (limit["schema"]["minimum"], limit["schema"]["maximum"]) == (1, 10_000)
    assert "The instrument limits nothing" in document["paths"]["/v1/search"]["get"]["description"]
    words = vocabulary(view)
    for item in FILTERS:
        shape = next(one for one in parameters(document, "/v1/states") if one["name"] == item.key)
        assert item.label in shape["description"]
        plain = shape["schema"].get("items", shape["schema"])
        if "enum" in plain:
            assert plain["enum"] == list(words.labels[item.key])


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/states?state=ZZZ", 422, "State “ZZZ” is not known here."),
        ("/states?instrument=VAP&instrument=CCM", 422, "is not known here"),
        ("/states?bla=1", 422, "“bla” is no parameter of this address."),
        ("/states?State=LAO", 422, "“State” is no parameter"),
        ("/states?cell=LAO.VAP-23", 422, "“cell” is no parameter"),
        ("/passages?cell=LAO", 422, "“LAO” is no value of “cell”."),
        ("/passages?part=all", 422, "no value of “part”"),
        ("/coverage?limit=0", 422, "“0” is no value of “limit”."),
        ("/coverage?limit=10001", 422, "no value of “limit”"),
        ("/coverage?limit=-1", 422, "no value of “limit”"),
        ("/coverage?limit=1e3", 422, "no value of “limit”"),
        ("/coverage?limit=%D9%A1", 422, "no value of “limit”"),
        ("/coverage?limit=1&limit=2", 422, "“limit” may be given once."),
        ("/coverage?offset=99999999999999999999", 422, "no value of “offset”"),
        ("/coverage?from=2015-01-01&to=2014-01-01", 422, "The period ends before it begins."),
        ("/coverage?from=2015-02-30", 422, "is not known here"),
        ("/coverage?instrument=CCM&provision=VAP-23", 422, "is not part of the"),
        ("/coverage?rev=99", 422, "Revision “99” is not known here."),
        ("/states?" + "&".join(f"state=Z{number}" for number in range(200)), 422, "And 190 more like these."),
        ("/coverage?format=xml", 422, "“xml” is no value of “format”."),
        ("/states?state=", 422, "State “” is not known here."),
        ("/states?state=LAO%00", 422, "is not known here"),
        ("/states?state=%27%3B%20DROP%20TABLE%20state%3B--", 422, "is not known here"),
        ("/states?state=" + "x" * 5000, 422, "x…” is not known here"),
        ("/changes", 422, "“since” must be given."),
        ("/changes?since=1", 422, "Revision 1 is not before revision 1."),
        ("/changes?since=1&until=7", 422, "There is no revision 7; the latest is 1."),
        ("/changes/meetings", 422, "Two meetings are compared: give “meeting” twice."),
        ("/changes/meetings?meeting=any&meeting=ccm-im-2012", 422, "give “meeting” twice"),
        ("/changes/meetings?meeting=ccm-im-2012", 422, "give “meeting” twice"),
        ("/search?q=" + "x" * 501, 422, "“q” is longer than 500 characters."),
        ("/states/ZZZ", 404, "There is no State “ZZZ” as of revision 1."),
        ("/states/lao", 404, "There is no State"),
        ("/provisions/VAP-999", 404, "There is no provision"),
        ("/provisions/CRPD-1", 404, "There is no provision"),
        ("/contributions/no-such", 404, "There is no published contribution"),
        ("/contributions/a%2F..%2Fb", 404, "There is nothing at this address."),
        ("/contributions/%00", 404, "There is no published contribution"),
        ("/states/T%0Ax", 404, "There is no State “T\nx”"),
        ("/states/T%0A", 404, "There is no State “T\n”"),
        ("/nothing%0A/x", 404, "There is nothing at this address."),
        ("/states/", 404, "There is nothing at this address. What there is stands at /api/v1/docs."),
        ("/nothing", 404, "There is nothing at this address."),
        ("/api/v2/states", 404, "There is nothing at this address."),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_sentence(api: Api, address: str, status: int, said: str) -> None:
    answer = api.ask(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    problem = answer.json()
    assert said in problem["detail"]
    assert "left out" not in problem["detail"], "it is refused, not left out"
    assert (problem["status"], problem["title"]) == (status, HTTPStatus(status).phrase)
    assert set(problem) == {"type", "title", "status", "detail"}
    assert len(answer.content) < 1000


def test_nothing_can_be_changed_and_no_foreign_page_reads_along(api: Api) -> None:
    answers = [api.ask("/states", origin="https://other.example")]
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        answers.append(api.ask("/states", method, origin="https://other.example"))
        assert (answers[-1].status_code, answers[-1].headers["allow"]) == (405, "GET, HEAD")
        assert "Nothing can be changed here" in answers[-1].json()["detail"]
    assert not [name for one in answers for name in one.headers if name.startswith("access-control")]


def test_head_is_get_without_the_body(api: Api) -> None:
    for address in ("/states", "/states/LAO", "/states?format=csv", "/states/ZZZ", "/openapi.json", "/docs"):
        whole, head = api.ask(address), api.ask(address, "HEAD")
        assert (head.status_code, head.content, head.headers) == (whole.status_code, b"", whole.headers)
        assert int(head.headers["content-length"]) == len(whole.content) > 0


def test_links_are_of_the_host_that_was_asked_or_of_none(api: Api) -> None:
    assert api.ask("/states?limit=1").json()["rows"][0]["link"] == "http://invented.example/states?state=AFG"
    for hostile in ("evil.example/path?", "a b", "x@y", "<script>", "[::1", "evil.example:80:80"):
        page = api.ask("/states?limit=1", host=hostile).json()
        assert page["rows"][0]["link"] == "/states?state=AFG"
        assert page["next"] == "/api/v1/states?limit=1&offset=1"
    assert "rev=1" in api.ask("/states?limit=1&rev=1").json()["rows"][0]["link"]


def test_what_is_held_is_asked_for_again_only_when_it_may_have_changed(api: Api) -> None:
    answer = api.ask("/coverage?limit=3")
    tag = answer.headers["etag"]
    assert answer.headers["cache-control"] == "public, no-cache"
    assert set(answer.headers["vary"].split(", ")) == {"Accept", "Authorization"}
    for held in (tag, tag.removeprefix("W/"), f'"other", {tag}', f'W/"x,y",{tag}'):
        again = api.ask("/coverage?limit=3", if_none_match=held)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["cache-control"] == "public, no-cache"
    for other in ('"other"', "*", "", tag.strip('W/"'), tag[:-2] + '"'):
        assert api.ask("/coverage?limit=3", if_none_match=other).status_code == 200
    as_csv = api.ask("/coverage?limit=3&format=csv")
    assert as_csv.headers["etag"] != tag, "another form is another thing to hold"
    assert api.ask("/coverage?limit=3", if_none_match=tag, accept="text/csv").status_code == 200
    assert api.ask("/coverage?limit=3&no=1", if_none_match=tag).status_code == 422
    assert "etag" not in api.ask("/states/ZZZ").headers


def test_a_knowledge_base_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    def locked() -> Store:
        raise DatabaseLocked("The knowledge base is in use by another program. Stop that program.")

    broken = Api(Starlette(routes=[route_of(locked)]))
    answer = broken.ask("/states")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert answer.json()["detail"] == "The knowledge base is in use by another program. Stop that program."
    assert answer.headers["retry-after"]
    assert broken.ask("/openapi.json").status_code == 200
    with empty(tmp_path / "empty.duckdb") as store:
        answer = Api(mounted(store)).ask("/states")
        assert (answer.status_code, "holds nothing yet" in answer.json()["detail"]) == (503, True)


def test_a_fault_in_the_program_is_said_without_its_inside(caplog: pytest.LogCaptureFixture) -> None:
    def fault() -> Store:
        raise RuntimeError("inner words")

    answer = Api(Starlette(routes=[route_of(fault)])).ask("/states")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "inner words" not in answer.text
    assert "inner words" in caplog.text


def test_an_empty_answer_says_how_it_is_to_be_taken(api: Api) -> None:
    empty = api.ask("/passages?from=2049-01-01").json()
    assert (empty["rows"], empty["total"]) == ([], 0)
    assert "not that nothing was said" in empty["note"]
    assert api.ask("/passages").json()["note"] is None
