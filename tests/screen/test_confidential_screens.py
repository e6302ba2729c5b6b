"""No screen shows a reader what is not public, whatever else the State handed in. Everything is invented."""

import pytest

from kb.ui.screens import SCREENS
from kb.workflow.permission import READER
from tests.handing import NUMBERS, PUBLIC, given_away, several
from tests.knowledge import MEETING, Knowledge
from tests.screen.conftest import DashboardOf, acting, html_of, rows_of, visit


def test_no_screen_shows_a_reader_what_is_not_public(dashboard_of: DashboardOf, fresh: pytest.MonkeyPatch) -> None:
    store = dashboard_of(Knowledge.small("XAA", "XAB"))
    ids = several(store)
    acting(fresh, READER)
    seen = []
    for screen in SCREENS:
        for query in ({"meeting": MEETING}, {"meeting": "any", "state": "XAA"}):
            app = visit(screen, **query)
            shown = f"{html_of(app)} {rows_of(app)}"
            assert given_away(shown, ids) == [], (screen, query)
            seen.append(shown)
    for word, id_ in ids.items():
        shown = html_of(visit("contributions", contribution=id_))
        assert given_away(shown.replace(id_, ""), ids) == []
        assert (str(NUMBERS[PUBLIC]) in shown) is (word == PUBLIC)
    assert any(PUBLIC in shown for shown in seen)
