"""The screens: address, file in pages/, title, and the keys of their own in the address with what these may say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.domain import filters
from kb.domain.model import GAP_CELLS
from kb.domain.vocabulary import Vocabulary
from kb.search import Sort
from kb.search.words import SEARCHED
from kb.ui import preferences
from kb.workflow.permission import Actor, Operation

PAGES = Path(__file__).parent.parent.parent / "pages"
Allowed = Callable[[str, Vocabulary], bool]


@dataclass(frozen=True)
class Screen:
    """A screen. `own` are its keys in the address beside the shared filters, each with a check of its value.

    The shared filters stand beside it if it is `filtered`. One that `needs` an operation stands in the navigation of
    those who may do it, or one of several. Another value of a key in `opens` is another thing to read from its top.
    """

    file: str
    title: str
    own: Mapping[str, Allowed]
    needs: tuple[Operation, ...] = ()
    filtered: bool = True
    opens: tuple[str, ...] = ()

    @property
    def is_scoped(self) -> bool:
        """Whether the shared filters decide what it shows; they do not where something is to be done."""
        return self.filtered and not self.needs

    @property
    def path(self) -> Path:
        return PAGES / self.file

    def is_for(self, actor: Actor) -> bool:
        """Whether it stands in the actor's navigation; it can be opened by its address all the same."""
        return not self.needs or any(actor.may(operation, actor.contributor) for operation in self.needs)


def _said_by_the_screen(_value: str, _words: Vocabulary) -> bool:
    """The screen itself says what it cannot find."""
    return True


def _number(value: str, _words: Vocabulary) -> bool:
    return value.isascii() and value.isdecimal() and 0 < len(value) < 7


def _language(value: str, _words: Vocabulary) -> bool:
    return len(value) == 2 and value.isascii() and value.isalpha()


def _one_of(*values: str) -> Allowed:
    return lambda value, _words: value in values


def _is_cell(value: str, words: Vocabulary) -> bool:
    return words.cell(value) is not None


def _is_view(value: str, _words: Vocabulary) -> bool:
    """Whether the Coverage has the view; asked for late, for its views know the screens."""
    from kb.ui.coverage import VIEWS

    return value in VIEWS


SCREENS = {
    "": Screen(
        "overview.py",
        "Overview",
        {
            "cell": _is_cell,
            "others": _one_of("yes"),
        },
    ),
    "session": Screen(
        "session.py",
        "Session",
        {"desk": _said_by_the_screen, "view": _one_of("desk", "briefing", "after", "paper")},
        filtered=False,
        opens=("desk", "view"),
    ),
    "coverage": Screen(
        "coverage.py",
        "Coverage",
        {
            "look": _is_view,
            "cell": _is_cell,
            "rows": _one_of("all"),
            "others": _one_of("yes"),
            "why": _one_of(*GAP_CELLS),
        },
    ),
    "actions": Screen(
        "actions.py",
        "Actions and Article 5",
        {"read": _said_by_the_screen, "cell": _is_cell},
        opens=("provision", "read"),
    ),
    "states": Screen(
        "states.py",
        "States",
        {"with": _said_by_the_screen, "cell": _is_cell},
        opens=("state", "with"),
    ),
    "contributions": Screen(
        "contributions.py",
        "Statements",
        {
            "contribution": _said_by_the_screen,
            "passage": _number,
            "about": lambda value, words: value in words.labels["state"],
            "list": _one_of("passages"),
            "page": _number,
        },
        opens=("contribution", "about", "list", "page"),
    ),
    "search": Screen(
        "search.py",
        "Search",
        {
            "q": _said_by_the_screen,
            "kind": _one_of(*SEARCHED),
            "language": _language,
            "sort": _one_of(*Sort),
            "fuzzy": _one_of("yes"),
            "page": _number,
        },
    ),
    "practices": Screen(
        "practices.py",
        "Good practice",
        {
            "my": lambda value, words: value in words.labels["state"],
            "need": _said_by_the_screen,
            "page": _number,
            "brief": _said_by_the_screen,
            "at": _said_by_the_screen,
        },
    ),
    "exchange": Screen(
        "exchange.py",
        "Requests and offers",
        {
            "side": _one_of("requests", "offers"),
            "by": _said_by_the_screen,
            "match": _said_by_the_screen,
            "page": _number,
        },
    ),
    "report": Screen("report.py", "Report", {"internal": _one_of("yes")}),
    "changes": Screen("changes.py", "What changed", {"since": _number, "until": _number}),
    "mechanisms": Screen(
        "mechanisms.py", "Coordination", {"show": _one_of("coordination", "collaboration")}, opens=("show",)
    ),
    "prepare": Screen(
        "prepare.py",
        "Prepare a contribution",
        {"my": lambda value, words: value in words.labels["state"]},
        filtered=False,
        opens=("my",),
    ),
    "submit": Screen(
        "submit.py",
        "Submit",
        {"draft": _said_by_the_screen, "at": _number, "page": _number, "receipt": _said_by_the_screen},
        (Operation.HAND_IN,),
        opens=("draft", "page", "receipt"),
    ),
    "code": Screen("code.py", "Tag passages", {"code": _said_by_the_screen}, (Operation.CODE,), opens=("code",)),
    "review": Screen(
        "review.py",
        "Review",
        {"review": _said_by_the_screen, "passage": _number, "page": _number},
        (Operation.PUBLISH,),
        opens=("review", "page"),
    ),
    "replies": Screen(
        "replies.py", "Replies", {"reply": _said_by_the_screen}, (Operation.REPLY, Operation.ANSWER), opens=("reply",)
    ),
    "history": Screen("history.py", "History", {"since": _number, "until": _number}),
    "texts": Screen(
        "texts.py",
        "Official texts",
        {"draft": _said_by_the_screen, "at": _number},
        (Operation.LOAD_TEXT,),
        opens=("draft",),
    ),
    "people": Screen(
        "people.py", "People", {"person": _said_by_the_screen}, (Operation.MANAGE_PEOPLE,), opens=("person",)
    ),
    "method": Screen("method.py", "Method and data", {}),
}

MY_WORK = "My work"
# The entries of the menu, each with its screens; it leads to the first of them that is for whoever looks.
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "Overview": ("",),
    "Who reported": ("coverage", "states", "actions", "changes"),
    "What they said": ("contributions", "search", "practices", "mechanisms", "exchange"),
    "Session": ("session",),
    "Report": ("report", "method"),
    MY_WORK: ("prepare", "submit", "code", "review", "replies", "texts", "history", "people"),
}

# Those that can be read as plain pages, without a script.
PLAIN = (
    "",
    "coverage",
    "states",
    "actions",
    "changes",
    "contributions",
    "search",
    "practices",
    "mechanisms",
    "exchange",
    "method",
)


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
        if key in filters.KEYS or key in preferences.KEYS:
            continue
        allowed = SCREENS[screen].own.get(key)
        own[key] = [value for value in values if allowed and allowed(value, words)]
        if allowed is None:
            strays.append(f"“{filters.shown(key)}” in the address means nothing on this screen and was left out.")
        strays += [
            f"“{filters.shown(value)}” in the address is not known on this screen and was left out."
            for value in values
            if allowed and value not in own[key]
        ]
    return own, strays
