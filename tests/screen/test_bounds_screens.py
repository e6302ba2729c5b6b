"""Whatever an address of a screen holds, nothing long of it is kept: not in the address, nor in an answer. Invented."""

from typing import Any

import pytest

from kb.cache import ANSWERS, forget
from kb.domain.filters import FILTERS, LONGEST, MOST
from kb.ui.screens import SCREENS
from kb.workflow.permission import ALONE
from tests.knowledge import Knowledge, about
from tests.screen.conftest import DashboardOf, acting, html_of, visit

# Streamlit itself reads no address of more than 512 KB or 1,000 values.
LONG = "zq" * 5_000


def texts(value: Any, seen: set[int]) -> list[str]:
    """Every text in what is kept."""
    if id(value) in seen:
        return []
    seen.add(id(value))
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for pair in value.items() for one in pair for text in texts(one, seen)]
    if isinstance(value, list | tuple | set | frozenset):
        return [text for one in value for text in texts(one, seen)]
    return texts(vars(value), seen) if hasattr(value, "__dict__") and not callable(value) else []


def test_no_screen_keeps_what_is_too_long_or_too_many(dashboard_of: DashboardOf, fresh: pytest.MonkeyPatch) -> None:
    k = Knowledge.small("XAA")
    k.said("XAA", about("VAP-1"), id="inv")
    dashboard_of(k)
    acting(fresh, ALONE)
    forget()
    for name, screen in SCREENS.items():
        keys = [*screen.own, *(item.key for item in FILTERS), "unknown"]
        many = {key: [str(number) for number in range(MOST + 50)] for key in ("state", *list(screen.own)[:1])}
        app = visit(name, **{key: [LONG, *many.get(key, ())] for key in keys})
        assert not app.exception, name
        assert "fault in the program" not in html_of(app)
        assert LONG not in html_of(app), "nothing is repeated at full length"
        for key in app.query_params:
            values = app.query_params[key]
            values = values if isinstance(values, list) else [values]
            assert len(values) <= MOST, (name, key)
            assert max(map(len, values), default=0) <= LONGEST, (name, key)
    kept = texts([*ANSWERS._kept.items()], set())
    assert kept
    assert not [text for text in kept if "zq" * (LONGEST // 2 + 1) in text]
