"""Links to what is not there: every screen says so in a sentence and offers a way on, whatever the address holds."""

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from kb.domain import filters
from kb.domain.filters import Kind
from kb.ui.screens import SCREENS
from kb.workflow.permission import ALONE, READER
from tests.screen.conftest import Open, acting, html_of

HOSTILE = "<script>alert(1)</script>\"'> [click](javascript:alert(1)) :red[x] \x00'; DROP TABLE state;-- \u202e"
# What is too long is looked at in test_bounds_screens.py.
VALUES = {"empty": "", "hostile": HOSTILE, "a number too high": "999999"}
LEFT_OUT = "in the address is not known on this screen and was left out"
# What a screen says that looks for the thing itself.
SAYS = {
    ("session", "desk"): "There is no session with this address",
    ("actions", "read"): "is no action or article here",
    ("states", "with"): "is not known here and was left out",
    ("contributions", "contribution"): "There is no published contribution",
    ("practices", "need"): "is no action or article, and no challenge",
    ("practices", "brief"): "of the brief in the address is not known",
    ("exchange", "by"): "which is not known here",
    ("exchange", "match"): "is none of the requests and challenges",
    ("submit", "draft"): "There is no such draft of yours",
    ("texts", "draft"): "There is no such draft of yours",
    ("submit", "receipt"): "There is no receipt ",
    ("code", "code"): "There is no passage with this address",
    ("review", "review"): "There is no contribution",
    ("replies", "reply"): "There is nothing here to reply to",
    ("people", "person"): "Nobody is listed under the id",
    ("changes", "since"): "There is no revision 999999",
    ("changes", "until"): "There is no revision 999999",
    ("history", "since"): "There is no revision",
    ("history", "until"): "There is no revision",
    ("contributions", "page"): "is no page of this list",
}
# Words to look for, and a place for the focus: neither names anything that could be missing.
NAMES_NOTHING = {("search", "q"), ("practices", "at")}
# A number alone that chooses among what another key names: without that it chooses among nothing.
BESIDE = {"passage", "page", "at"}
# Where the screen itself has nothing to follow, only the navigation above it.
ONLY_NAVIGATION = {("submit", "receipt"), ("code", "code")}
# Where no value is the same as no key.
EMPTY_IS_NONE = {"code", "person"}
OWN = [(screen, key) for screen in SCREENS for key in SCREENS[screen].own]


def said_on(app: AppTest) -> str:
    """All that stands on the screen, as text."""
    told = [str(one.value) for kind in ("title", "info", "warning", "error") for one in app.get(kind)]
    return html.unescape(" ".join([re.sub(r"<[^>]+>", " ", html_of(app)), *told]))


def ways_on(app: AppTest) -> bool:
    """Whether something can be followed, pressed or filled in."""
    return bool(re.search(r'<a [^>]*href="/', html_of(app)) or app.main.button or app.main.text_input)


def check(app: AppTest, *asked: object) -> str:
    """What must hold whatever the address asks; returns what the screen says."""
    assert not app.exception, asked
    shown = html_of(app)
    assert "<script>alert" not in shown, asked
    assert 'href="javascript' not in shown, asked
    said = said_on(app)
    assert "fault in the program" not in said, asked
    assert app.title[0].value, asked
    return said


@pytest.mark.parametrize(("screen", "key"), OWN)
def test_a_key_of_a_screen_that_names_nothing(
    open_screen: Open, monkeypatch: pytest.MonkeyPatch, screen: str, key: str
) -> None:
    acting(monkeypatch, ALONE)
    for name, value in VALUES.items():
        app = open_screen(screen, **{key: value})
        said = check(app, screen, key, name)
        assert ways_on(app) or (screen, key) in ONLY_NAVIGATION, (screen, key, name)
        is_number = name == "a number too high" and key in BESIDE
        if (screen, key) in NAMES_NOTHING or (is_number and (screen, key) not in SAYS):
            continue
        if name == "empty" and key in EMPTY_IS_NONE:
            continue
        assert SAYS.get((screen, key), LEFT_OUT) in said or LEFT_OUT in said, (screen, key, name)


@pytest.mark.parametrize("screen", [name for name, screen in SCREENS.items() if screen.is_scoped])
def test_filters_that_name_nothing(open_screen: Open, screen: str) -> None:
    """Each is named by its label and left out; what the screen shows is then everything."""
    for name, value in VALUES.items() if screen == "coverage" else [("hostile", HOSTILE)]:
        app = open_screen(screen, **dict.fromkeys(sorted(filters.KEYS), value))
        said = check(app, screen, name)
        for item in filters.FILTERS:
            assert f"{item.label} “{filters.shown(value)}” is not known here".replace("\x00", "") in said.replace(
                "\x00", ""
            ), (screen, item.key, name)
        assert not [one for one in app.main.button if one.label == "Reset all filters"], "nothing is filtered"
    assert any(item.kind is Kind.REVISION for item in filters.FILTERS)


@pytest.mark.parametrize("screen", [name for name, screen in SCREENS.items() if screen.needs])
def test_a_reader_at_a_link_to_the_work_is_told_who_may(
    open_screen: Open, monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    acting(monkeypatch, READER)
    for key in SCREENS[screen].own:
        said = check(open_screen(screen, **{key: "zz-99"}), screen, key)
        assert re.search(r"takes the role|for administrators|that you may see|administrator", said), (screen, key)


PARTLY_KNOWN = [
    ("contributions", {"contribution": "im2012-aus", "passage": "99"}, "There is no passage “99”"),
    ("coverage", {"cell": "AUS.VAP-999"}, LEFT_OUT),
    ("coverage", {"cell": "ZZZ.VAP-23"}, LEFT_OUT),
    ("coverage", {"look": "gaps", "why": "reported"}, LEFT_OUT),
    ("actions", {"read": "VAP-23", "rev": "99"}, "Revision “99” is not known here"),
    ("states", {"state": ["AUS", "ZZZ"]}, "State “ZZZ” is not known here"),
    ("states", {"state": "AUS", "with": "zz"}, "Meeting “zz” is not known here"),
    ("practices", {"my": "AUS", "need": "zz"}, "no challenge that the State chosen reports"),
    ("practices", {"my": "AUS", "need": "VAP-23", "page": "99"}, "Nothing stands on page 99"),
    ("exchange", {"meeting": "any", "page": "99"}, "Nothing stands on page 99"),
    ("exchange", {"side": "offers", "match": "im2012-aus.99"}, "is none of the offers and practices"),
    ("search", {"q": "rehabilitation", "page": "99"}, "Nothing stands on page 99"),
    ("search", {"q": "rehabilitation", "language": "xx"}, "fit the question, and what was chosen leaves none"),
    ("changes", {"since": "99999", "until": "1"}, "There is no revision 99999"),
    ("changes", {"since": "1", "until": "1"}, "is not before revision"),
    ("history", {"since": "1", "until": "1"}, "is not before revision"),
    ("report", {"state": "ZZZ"}, "State “ZZZ” is not known here"),
]


@pytest.mark.parametrize(("screen", "query", "sentence"), PARTLY_KNOWN)
def test_what_is_known_of_a_link_is_shown_and_the_rest_said(
    open_screen: Open, screen: str, query: dict[str, str | list[str]], sentence: str
) -> None:
    app = open_screen(screen, **query)
    assert sentence in check(app, screen, query)
    assert ways_on(app), query


def test_a_good_link_says_nothing_of_the_kind(open_screen: Open) -> None:
    for screen, query in (
        ("contributions", {"contribution": "im2012-aus", "passage": "1"}),
        ("coverage", {"cell": "AUS.VAP-23"}),
        ("practices", {"my": "AUS", "need": "VAP-23"}),
        ("states", {"state": "AUS", "rev": "1"}),
    ):
        said = check(open_screen(screen, **query), screen)
        for sentence in (LEFT_OUT, "is not known here", "There is no passage", "is no action or article"):
            assert sentence not in said, (screen, sentence)
