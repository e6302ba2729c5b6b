"""Which addresses of the dashboard have a page in the static copy, and how its file is called."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import parse_qs, urlsplit

from kb.domain import filters
from kb.domain.model import Scope
from kb.domain.vocabulary import Vocabulary
from kb.ui.coverage import VIEWS
from kb.ui.screens import PLAIN

NAME_LENGTH = 80
# The looks at the coverage that have a page for each meeting.
OF_A_MEETING = ("matrix", "gaps", "rates", "assessments")
Own = Mapping[str, str]
FIRST_PAGE = ("page", "1")


@dataclass(frozen=True)
class Address:
    """A page: its screen, the scope it is on, and the screen's own keys."""

    screen: str
    scope: Scope = field(default_factory=Scope)
    own: tuple[tuple[str, str], ...] = ()

    def first(self, key: str) -> str | None:
        """The value of one of its own keys."""
        return dict(self.own).get(key)

    @cached_property
    def file(self) -> str:
        """The name of its file."""
        query = [*filters.query(self.scope).items(), *((key, [value]) for key, value in self.own)]
        if not query:
            return f"{self.screen or 'index'}.html"
        words = "-".join(f"{key}-{'-'.join(values)}" for key, values in query)
        name = re.sub(r"[^A-Za-z0-9.-]+", "_", f"{self.screen or 'overview'}-{words}")
        if len(name) > NAME_LENGTH or name != f"{self.screen or 'overview'}-{words}":
            # What was cut or changed in it could make two names alike.
            name = f"{name[:NAME_LENGTH]}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
        return f"{name}.html"


@dataclass(frozen=True)
class Target:
    """Where a link of the dashboard leads in the static copy: a page, and a place on it.

    `exact`: the page shows what the link asks for, and no more.
    """

    page: Address
    place: str = ""
    exact: bool = False


def target(href: str, here: str, words: Vocabulary) -> Target | None:
    """Where a link to a screen leads; None where the static copy has no page that shows at least that.

    `here` is the screen that the link stands on, for an address that names none.
    """
    parts = urlsplit(href)
    screen = parts.path.strip("/") if parts.path else here
    query = parse_qs(parts.query)
    if "rev" in query:
        return None
    scope = filters.read({key: query[key] for key in query if key in filters.KEYS}, words, words.revision).scope
    own = {key: values[0] for key, values in query.items() if key not in filters.KEYS}
    page = _PAGES[screen](scope, own) if screen in _PAGES else None
    if page is None:
        return None
    own_keys = {**dict(page.page.own), **({"passage": own["passage"]} if "passage" in own else {})}
    exact = page.page.scope == replace(scope, revision=None) and own_keys == own
    return replace(page, place=parts.fragment or page.place, exact=exact)


def _meeting(scope: Scope) -> Scope:
    """The scope without all but one meeting, and the instrument; both together have no pages."""
    if len(scope.meetings) == 1 and scope.instrument is Scope().instrument:
        return Scope(meetings=scope.meetings)
    return Scope(instrument=scope.instrument)


def _coverage(scope: Scope, own: Own) -> Target | None:
    here = _meeting(scope)
    if "cell" in own:
        return Target(Address("coverage", here, (("cell", own["cell"]),)))
    look = own.get("look", "matrix")
    if look not in VIEWS or (here.meetings and look not in OF_A_MEETING):
        return None
    if look == "gaps":
        # On one provision at all meetings they have a page; those at one meeting are on one page.
        alone = len(scope.provisions) == 1 and not here.meetings
        on = replace(here, provisions=scope.provisions) if alone else here
        return Target(Address("coverage", on, _kept(own, "look", "why")))
    return Target(Address("coverage", here, (("look", look),) if look != "matrix" else ()))


def _actions(scope: Scope, own: Own) -> Target | None:
    if "cell" in own:
        return _coverage(scope, own)
    only = Scope(instrument=scope.instrument)
    return Target(Address("actions", only, (("read", own["read"]),) if "read" in own else ()))


def _states(scope: Scope, own: Own) -> Target | None:
    if "cell" in own:
        return _coverage(scope, own)
    if len(scope.states) > 1 or "with" in own:
        return None
    return Target(Address("states", Scope(instrument=scope.instrument, states=scope.states)))


def _contributions(scope: Scope, own: Own) -> Target | None:
    if "contribution" in own:
        place = f"passage-{own['passage']}" if "passage" in own else ""
        return Target(Address("contributions", Scope(), (("contribution", own["contribution"]),)), place)
    kept = _kept(own, "about", "list", "page")
    if "list" in own:
        return Target(Address("contributions", _first_of(scope, "states", "provisions", "themes", "meetings"), kept))
    return Target(Address("contributions", _first_of(scope, "states", "meetings"), kept))


def _practices(scope: Scope, own: Own) -> Target | None:
    """The needs of a State, all on one page; `nearest` knows for which States there is one."""
    if "my" not in own:
        return Target(Address("practices"))
    return Target(Address("practices", Scope(), (("my", own["my"]),)), f"need-{own['need']}" if "need" in own else "")


def _exchange(scope: Scope, own: Own) -> Target | None:
    """All requests or all offers, page by page; what matches one of them is looked up in the dashboard."""
    if "match" in own or "by" in own:
        return None
    return Target(Address("exchange", Scope(), _kept(own, "side", "page")))


def _kept(own: Own, *keys: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, own[key]) for key in keys if key in own and (key, own[key]) != FIRST_PAGE)


def _first_of(scope: Scope, *names: str) -> Scope:
    """The scope with no more than the first of these that it limits: fewer limits show at least as much.

    Beside a meeting, or alone, one voice has a page of its own.
    """
    name = next((name for name in names if len(getattr(scope, name)) == 1), None)
    kept = Scope(instrument=scope.instrument) if name == "provisions" else Scope()
    kept = replace(kept, **{name: getattr(scope, name)}) if name else kept
    return replace(kept, voices=scope.voices) if len(scope.voices) == 1 and name in (None, "meetings") else kept


_PAGES: Mapping[str, Callable[[Scope, Own], Target | None]] = {
    "": lambda scope, own: Target(Address("", _meeting(scope))),
    "coverage": _coverage,
    "actions": _actions,
    "states": _states,
    "contributions": _contributions,
    "practices": _practices,
    "changes": lambda scope, own: Target(Address("changes")),
    "exchange": _exchange,
    "mechanisms": lambda scope, own: Target(Address("mechanisms", _meeting(scope), _kept(own, "show"))),
    "method": lambda scope, own: Target(Address("method")),
}
# A search needs a server.
COPIED = tuple(screen for screen in PLAIN if screen in _PAGES)
