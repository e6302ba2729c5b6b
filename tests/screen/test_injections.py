"""What others write is shown as text on every screen: no HTML, no Markdown, no link and no formula of theirs is run.

Everything here is invented.
"""

from pathlib import Path

import pytest

from kb.db import Store
from kb.domain.model import Audience, Role
from kb.reports.data_files import export
from kb.ui.screens import SCREENS
from kb.workflow import publishing, replying
from kb.workflow.facts import Collaboration, Mechanism
from kb.workflow.people import Person, known_by_email, save_person
from kb.workflow.permission import ALONE, Actor
from tests.handing import hand_in, judge, keep_fact
from tests.knowledge import Knowledge
from tests.screen.conftest import DashboardOf, acting, html_of, visit

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>\"'> [click](javascript:alert(1)) ![x](http://evil.example/x)"
    " :red[x] $x$ `x` =cmd|'/C calc'!A0"
)
RAW = ("<script>alert", "<img src=x", 'href="javascript', 'src="http://evil.example')
# Elements of Streamlit's whose text is Markdown.
MARKDOWN = ("markdown", "title", "header", "subheader", "caption", "info", "warning", "error", "success")


@pytest.fixture
def base(dashboard_of: DashboardOf) -> Store:
    """A contribution that went the whole way, hostile wherever a person can write something."""
    return dashboard_of(Knowledge.small("XAA", provisions=["VAP-1"]), ALONE)


def fill(store: Store) -> tuple[str, str, Actor]:
    id_ = hand_in(store, HOSTILE, HOSTILE, file_name=HOSTILE)
    judge(store, id_, note=HOSTILE)
    publishing.publish(store, ALONE, id_)
    keep_fact(store, Mechanism(f"{id_}.1", "XAA", HOSTILE, "other", HOSTILE, HOSTILE))
    keep_fact(store, Collaboration(f"{id_}.1", "XAA", HOSTILE, "data"))
    person = Person("dee", "dee@invented.example", HOSTILE, frozenset({Role.DELEGATE}), "XAA")
    save_person(store, ALONE, person)
    dee = known_by_email(store.latest(Audience.STAFF), person.email)
    assert dee
    said = replying.reply(store, dee, replying.Reply(f"{id_}.1", "contested", HOSTILE))
    replying.answer(store, ALONE, said, "kept", HOSTILE)
    publishing.correct(store, ALONE, id_, HOSTILE, {"note": HOSTILE, "source_title": HOSTILE})
    return id_, said, dee


def test_on_every_screen_it_is_text_and_in_every_file_no_formula(
    base: Store, fresh: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    id_, said, dee = fill(base)
    addresses: list[tuple[str, dict[str, str]]] = [(screen, {}) for screen in SCREENS]
    addresses += [
        ("contributions", {"contribution": id_}),
        ("contributions", {"list": "passages"}),
        ("coverage", {"cell": "XAA.VAP-1"}),
        ("actions", {"read": "VAP-1"}),
        ("states", {"state": "XAA"}),
        ("code", {"code": f"{id_}.1"}),
        ("review", {"review": id_, "passage": "1"}),
        ("replies", {"reply": said}),
        ("history", {"since": "1", "until": str(base.revision())}),
        ("submit", {"receipt": "2"}),
        ("people", {"person": "dee"}),
        ("review", {"review": HOSTILE}),
        ("history", {"state": HOSTILE}),
    ]
    shown = 0
    of_a_delegate = [one for one in addresses if one[0] in ("", "states", "submit", "practices", "replies")]
    for actor, visited in ((ALONE, addresses), (dee, of_a_delegate)):
        acting(fresh, actor)
        for screen, query in visited:
            app = visit(screen, **query)
            assert not app.exception, (screen, query)
            html = html_of(app)
            shown += "&lt;script&gt;" in html
            assert not [raw for raw in RAW if raw in html], (screen, query)
            for kind in MARKDOWN:
                for element in app.get(kind):
                    assert "javascript:" not in str(getattr(element, "value", "")), (screen, query, kind)
    assert shown > 10  # it was there to be shown
    with base.change("An Invented Person", "editor", "An invented reason") as change:
        row = change.records("mechanism")[0]
        change.save("mechanism", [row | {"name": "=cmd|' /C calc'!A0", "kind": "@SUM(A1)"}])
    export(base.latest(Audience.STAFF), tmp_path / "out")
    cells = (tmp_path / "out" / "mechanisms.csv").read_text(encoding="utf-8")
    assert ",'=cmd|" in cells
    assert ",'@SUM" in cells
    for file in (tmp_path / "out").glob("*.csv"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert not any(cell.startswith(("=", "+", "@")) for cell in line.split(",")), (file.name, line)
