"""Templates (Jinja2) for what is read: every value is text and is escaped, unless it is finished HTML."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kb.domain import passage_words, words
from kb.domain.catalogue import gettext, ngettext
from kb.ui.markup import Html, address, source_link

FOLDER = Path(__file__).parent / "templates"


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
