"""The screens: address, title, and the keys of their own in the address with what these may say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import GAP_CELLS
from kb.domain.vocabulary import Vocabulary
from kb.search import Sort
from kb.search.words import SEARCHED
from kb.ui import location
from kb.workflow.permission import Actor, Operation

PAGES = Path(__file__).parent.parent.parent / "pages"
Allowed = Callable[[str, Vocabulary], bool]


@dataclass(frozen=True)
class Screen:
    """A screen. `own` are its keys in the address beside the shared filters, each with a check of its value.

    The shared filters stand beside it if it is `filtered`. One that `needs` an operation stands in the navigation of
    those who may do it, or one of several. Another value of a key in `opens` is another thing to read from its top.
    """

    title: str
    own: Mapping[str, Allowed]
    needs: tuple[Operation, ...] = ()
    filtered: bool = True
    opens: tuple[str, ...] = ()

    @property
    def is_scoped(self) -> bool:
        """Whether the shared filters decide what it shows; they do not where something is to be done."""
        return self.filtered and not self.needs

    def is_for(self, actor: Actor) -> bool:
        """Whether it stands in the actor's navigation; it can be opened by its address all the same."""
        return not self.needs or any(actor.may(operation, actor.contributor) for operation in self.needs)


def _looked_up(_value: str, _words: Vocabulary) -> bool:
    """The screen itself says what it cannot find."""
    return True


def _number(value: str, _words: Vocabulary) -> bool:
    return value.isascii() and value.isdecimal() and 0 < len(value) < 7


def _one_of(*values: str) -> Allowed:
    return lambda value, _words: value in values


def _is_state(value: str, words: Vocabulary) -> bool:
    return value in words.labels["state"]


def _is_view(value: str, _words: Vocabulary) -> bool:
    """Whether the Coverage has the view; asked for late, for its views know the screens."""
    from kb.ui.coverage import VIEWS

    return value in VIEWS


# What a key of an address may say, the same on every screen; what a key says that is not here, its screen looks up.
CHECKS: Mapping[str, Allowed] = {
    "about": _is_state,
    "cell": lambda value, words: words.cell(value) is not None,
    "fuzzy": _one_of("yes"),
    "internal": _one_of("yes"),
    "kind": _one_of(*SEARCHED),
    "language": lambda value, _words: len(value) == 2 and value.isascii() and value.isalpha(),
    "list": _one_of("passages"),
    "look": _is_view,
    "my": _is_state,
    "others": _one_of("yes"),
    "page": _number,
    "passage": _number,
    "rows": _one_of("all"),
    "show": _one_of("coordination", "collaboration"),
    "side": _one_of("requests", "offers"),
    "since": _number,
    "sort": _one_of(*Sort),
    "until": _number,
    "view": _one_of("desk", "briefing", "after", "paper"),
    "why": _one_of(*GAP_CELLS),
}


def _keys(*names: str, **special: Allowed) -> Mapping[str, Allowed]:
    """The keys with their checks; a `special` one says something else than on other screens."""
    return {name: CHECKS.get(name, _looked_up) for name in names} | special


SCREENS = {
    "": Screen(_("Overview"), _keys("cell", "others")),
    "session": Screen(_("Session"), _keys("desk", "view"), filtered=False, opens=("desk", "view")),
    "coverage": Screen(_("Coverage"), _keys("look", "cell", "rows", "others", "why")),
    "actions": Screen(_("Actions and Article 5"), _keys("read", "cell"), opens=("provision", "read")),
    "states": Screen(_("States"), _keys("with", "cell"), opens=("state", "with")),
    "contributions": Screen(
        _("Statements"),
        _keys("contribution", "passage", "about", "list", "page"),
        opens=("contribution", "about", "list", "page"),
    ),
    "search": Screen(_("Search"), _keys("q", "kind", "language", "sort", "fuzzy", "page")),
    "practices": Screen(_("Good practice"), _keys("my", "need", "page", "brief", "at")),
    "exchange": Screen(_("Requests and offers"), _keys("side", "by", "match", "page")),
    "report": Screen(_("Report"), _keys("internal")),
    "changes": Screen(_("What changed"), _keys("since", "until")),
    "mechanisms": Screen(_("Coordination"), _keys("show"), opens=("show",)),
    "prepare": Screen(_("Prepare a contribution"), _keys("my"), filtered=False, opens=("my",)),
    "submit": Screen(
        _("Submit"),
        _keys("draft", "page", "receipt", "my", at=_number),
        (Operation.HAND_IN,),
        opens=("draft", "page", "receipt"),
    ),
    "code": Screen(_("Tag passages"), _keys("code"), (Operation.CODE,), opens=("code",)),
    "review": Screen(_("Review"), _keys("review", "passage", "page"), (Operation.PUBLISH,), opens=("review", "page")),
    "replies": Screen(_("Replies"), _keys("reply"), (Operation.REPLY, Operation.ANSWER), opens=("reply",)),
    "history": Screen(_("History"), _keys("since", "until")),
    "texts": Screen(_("Official texts"), _keys("draft", at=_number), (Operation.LOAD_TEXT,), opens=("draft",)),
    "people": Screen(_("People"), _keys("person"), (Operation.MANAGE_PEOPLE,), opens=("person",)),
    "method": Screen(_("Method and data"), {}),
}

MY_WORK = _("My work")
# The entries of the menu, each with its screens; it leads to the first of them that is for whoever looks.
SECTIONS: Mapping[str, tuple[str, ...]] = {
    _("Overview"): ("",),
    _("Who reported"): ("coverage", "states", "actions", "changes"),
    _("What they said"): ("contributions", "search", "practices", "mechanisms", "exchange"),
    _("Session"): ("session",),
    _("Report"): ("report", "method"),
    MY_WORK: ("prepare", "submit", "code", "review", "replies", "texts", "history", "people"),
}

# Those that can be read as plain pages, without a script.
PLAIN = tuple(
    name
    for names in SECTIONS.values()
    for name in names
    if SCREENS[name].is_scoped and name not in ("report", "history")
)


def path_of(screen: str) -> Path:
    """The file of a screen."""
    return PAGES / f"{screen or 'overview'}.py"


def section_of(screen: str) -> str:
    """The entry of the menu that a screen stands under."""
    return next(title for title, names in SECTIONS.items() if screen in names)


def screens_of(section: str, actor: Actor) -> list[str]:
    """The screens of a section that are for the actor, in order."""
    return [name for name in SECTIONS[section] if SCREENS[name].is_for(actor)]


def own_keys(
    screen: str, asked: Mapping[str, Sequence[str]], words: Vocabulary
) -> tuple[dict[str, list[str]], list[str]]:
    """A screen's own part of an address, and a sentence for each thing that means nothing on it."""
    own: dict[str, list[str]] = {}
    strays = []
    for key, values in asked.items():
        if key in filters.KEYS or key in location.KEYS:
            continue
        allowed = SCREENS[screen].own.get(key)
        own[key] = [value for value in values if allowed and allowed(value, words)]
        if allowed is None:
            text = _("“{key}” in the address means nothing on this screen and was left out.")
            strays.append(text.format(key=filters.shown(key)))
        strays += [
            _("“{value}” in the address is not known on this screen and was left out.").format(
                value=filters.shown(value)
            )
            for value in values
            if allowed and value not in own[key]
        ]
    return own, strays
