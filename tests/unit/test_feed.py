"""The Atom feed: what is newly published, for everybody, each with its voice."""

import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

from kb.db import Store
from kb.workflow import publishing
from kb.workflow.permission import ALONE
from tests.handing import CODED, hand_in, judge, published
from tests.knowledge import Knowledge, about
from tests.unit.api_client import Api, mounted

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(api: Api, query: str) -> list[str]:
    answer = api.ask(f"/feed?{query}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = ET.fromstring(answer.content)
    assert all(feed.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated", "author"))
    found = feed.findall(f"{ATOM}entry")
    for entry in found:
        assert all(entry.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated", "link", "summary"))
    return [str(entry.findtext(f"{ATOM}title")) + ": " + str(entry.findtext(f"{ATOM}summary")) for entry in found]


def test_a_state_an_action_and_a_meeting_are_followed_and_what_is_published_comes_first(tmp_path: Path) -> None:
    knowledge = Knowledge.small("XAA", "XAB", "XAC")
    knowledge.said("XAB", about("VAP-1"))
    knowledge.described("XAA", about("VAP-2"))
    with knowledge.build(tmp_path) as store:
        api = Api(mounted(store))
        (described,) = entries(api, "state=XAA")
        assert "monitoring" in described
        id_ = hand_in(store, "Invented words.")
        assert len(entries(api, "state=XAA")) == 1
        judge(store, id_, CODED)
        publishing.publish(store, ALONE, id_)
        newest, *_earlier = entries(api, "state=XAA")
        assert newest.startswith("Invented State XAA")
        assert "first-hand" in newest
        published(store, "Invented words in confidence.", contributor="XAC", public_from=date(2999, 1, 1))
        queries = ("provision=VAP-1", "provision=VAP-2", "meeting=inv-2012")
        assert [len(entries(api, query)) for query in queries] == [2, 1, 2]
        assert entries(api, "state=XAC") == [], "nothing confidential is in it, whoever asks"
        known = api.ask("/feed?state=XAA").headers["etag"]
        assert api.ask("/feed?state=XAA", if_none_match=known).status_code == 304
        assert api.ask("/feed?state=<&").status_code == 422


def test_the_shipped_material_has_feeds(knowledge_base: Store) -> None:
    found = entries(Api(mounted(knowledge_base)), "state=LAO")
    assert 0 < len(found) <= 50
