"""The screen History, on a copy of the shipped material; what is changed in it is invented."""

import pytest

from kb.db import Place, Store
from kb.workflow import publishing
from kb.workflow.facts import Mechanism
from kb.workflow.permission import ALONE
from tests.handing import keep_fact
from tests.knowledge import address_of
from tests.screen.conftest import Open, acting, html_of, press, rows_of, visit


@pytest.fixture
def open_changed(fresh: pytest.MonkeyPatch, served: Place, changed: int) -> Open:
    """A function that opens a screen of what was changed."""
    fresh.setenv("KB_DATABASE", address_of(served))
    return visit


@pytest.fixture
def changed(served: Place) -> int:
    """The number of a revision that added an invented mechanism, which is undone again by the next."""
    with Store.open(served) as store:
        passage = store.latest().rows(
            "SELECT p.id, c.state FROM passage AS p JOIN contribution AS c ON c.id = p.contribution"
            " WHERE c.state IS NOT NULL ORDER BY p.id LIMIT 1"
        )[0]
        keep_fact(store, Mechanism(passage["id"], passage["state"], "Invented <b>body</b>", "other"))
        number = store.revision()
        publishing.undo(store, ALONE, number, "Invented mechanism, for a test")
    return number


@pytest.mark.parametrize("query", [{"state": "LAO"}, {"provision": "VAP-23", "rev": "1"}], ids=str)
def test_runs_in_every_scope(open_screen: Open, query: dict[str, str]) -> None:
    app = open_screen("history", **query)
    assert not app.exception
    assert not app.error
    assert "Revisions" in [one.value for one in app.header]
    (first,) = rows_of(app)
    assert first["revision"] == 1


def test_a_revision_in_the_future_is_refused(open_screen: Open) -> None:
    app = open_screen("history", since="1", until="99999")
    assert not app.exception
    assert [one.value.partition(";")[0] for one in app.error] == ["There is no revision 99999"]
    dropped = html_of(open_screen("history", rev="99999"))
    assert "99999" in dropped
    assert "left out" in dropped or "latest" in dropped


def test_a_reader_sees_the_role_and_no_name_which_staff_see(
    open_changed: Open, changed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_changed("history", since=str(changed - 1), until=str(changed))
    shown = html_of(app)
    assert ALONE.person not in shown
    assert [row["role"] for row in rows_of(app) if row.get("revision") == changed] == ["administrator"]
    assert ALONE.person not in str(rows_of(app))
    assert "Invented &lt;b&gt;body&lt;/b&gt;" in shown
    assert "<b>" not in shown
    app = open_changed("history")
    app.number_input[0].set_value(changed - 1)
    app.number_input[1].set_value(changed)
    app = press(app, "Show what changed")
    assert not app.exception
    assert app.query_params["since"] in (str(changed - 1), [str(changed - 1)])
    assert f"What changed from revision {changed - 1} to {changed}" in html_of(app)
    acting(monkeypatch, ALONE)
    assert rows_of(open_changed("history"))[0]["role"] == f"{ALONE.person} (administrator)"


def test_an_older_revision_is_said_and_the_latest_is_a_click_away(open_changed: Open, changed: int) -> None:
    app = open_changed("coverage", rev=str(changed - 1))
    assert [one.value.partition(";")[0] for one in app.info] == [f"These are the figures of revision {changed - 1}"]
    app.button(key="today").click().run()
    assert not app.info
    assert "rev" not in app.query_params
    assert f"Revision {changed + 1}." in html_of(app)
    assert not open_changed("coverage", rev=str(changed + 1)).info
