"""HTML from text that is never trusted: elements made here, and templates (Jinja2) for what is read; all is escaped."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kb.domain import passage_words, words
from kb.domain.catalogue import gettext, ngettext

Query = Mapping[str, object]
Way = tuple[object, str, bool]
"""A link to choose: what it says, its address, and whether that is what is shown."""
FOLDER = Path(__file__).parent / "templates"


class Html(str):
    """Finished HTML, which Streamlit (by `_repr_html_`) and templates (by `__html__`) take as it is."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)

    def __html__(self) -> str:
        return str(self)


def text(value: object) -> Html:
    """A value as text; Html stays as it is."""
    return value if isinstance(value, Html) else Html(escape(str(value)))


def join(parts: Iterable[object], between: str = "") -> Html:
    """Parts one after the other; what is not Html is escaped."""
    return Html(between.join(map(text, parts)))


def element(tag: str, *content: object, **attributes: str | None) -> Html:
    """An element; attributes without a value are left out, `class_` and `data_x` give class and data-x."""
    named = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return Html(f"<{tag}{named}>{join(content)}</{tag}>")


def address(screen: str, query: Query | None = None) -> str:
    """The address of a screen of ours: `states`, with a query; an empty name is the Overview."""
    return f"/{screen}" + (f"?{urlencode(query, doseq=True)}" if query else "")


def passage_address(passage: str) -> str:
    """The address of a passage, by its id: that of its contribution and its number."""
    contribution, _point, position = passage.rpartition(".")
    return address("contributions", {"contribution": contribution, "passage": position})


def link(label: object, screen: str, query: Query | None = None, **attributes: str | None) -> Html:
    """A link to a screen of ours."""
    return element("a", label, href=address(screen, query), **attributes)


def source_link(label: object, url: str | None) -> Html:
    """A link to a source outside; only web addresses become links, anything else stays text."""
    if not url:
        return text(label)
    if not url.startswith(("https://", "http://")):
        return join([label, f" ({url})"])
    return element("a", label, href=url, target="_blank", rel="noopener noreferrer")


def choices(ways: Iterable[Way], label: str, class_: str = "choice", *, figures: bool = False) -> Html:
    """Links to choose from, in a row; the one to what is shown bears aria-current. `label` says what is chosen.

    With `figures` each says how many it leads to, so that it may lead to nothing else.
    """
    figure = "" if figures else None
    links = (
        element("a", said, href=href, aria_current="page" if is_shown else None, data_figure=figure)
        for said, href, is_shown in ways
    )
    return element("nav", element("ul", *(element("li", one) for one in links), class_=class_), aria_label=label)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(address=address, source_link=source_link)
    environment.globals.update(passages=passage_words, text_leads=words.TEXT_LEADS, voices=words.VOICES)
    environment.globals.update(only_as_coordinator=words.ONLY_AS_COORDINATOR)
    environment.globals.update(text_statuses=words.TEXT_STATUSES)
    environment.filters.update(day=words.day_words, counted=words.counted)
    return environment


def render(name: str, /, **values: object) -> Html:
    """The template `name` of templates/ with these values. One that it asks for and does not get is an error."""
    return Html(_environment().get_template(name).render(values))


def macro(name: str, of: str) -> Callable[..., Html]:
    """The macro `of` in the template `name`, for HTML that no template makes yet."""
    called: Callable[..., str] = getattr(_environment().get_template(name).module, of)
    return lambda *values: Html(called(*values))
