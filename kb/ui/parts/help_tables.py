"""How many passages are asked and offered on what, and by whom, as tables for files."""

from collections.abc import Iterable

from kb.cache import cached
from kb.domain.catalogue import gettext as _
from kb.domain.model import Assessment, Scope
from kb.queries import Row
from kb.queries.columns import CONTRIBUTOR, CONTRIBUTOR_NAME, NAME, PASSAGES, PROVISION, STATE, THEME, count
from kb.queries.vocabulary import labelled_table, vocabulary
from kb.store import View
from kb.tables import Column, Table
from kb.ui.parts import help_found as found

COUNTS = (
    count(Assessment.REQUEST.value, _("Requests"), PASSAGES, _("Passages assessed as request.")),
    count(Assessment.CHALLENGE.value, _("Challenges"), PASSAGES, _("Passages assessed as challenge.")),
    count(Assessment.OFFER.value, _("Offers"), PASSAGES, _("Passages assessed as offer.")),
    count(Assessment.PRACTICE.value, _("Practices"), PASSAGES, _("Passages assessed as practice.")),
    count("asked", _("Requests or challenges"), PASSAGES, _("Passages assessed as request or challenge, or both.")),
    count("given", _("Offers or practices"), PASSAGES, _("Passages assessed as offer or practice, or both.")),
)


@cached
def tables(view: View, scope: Scope) -> tuple[Table, ...]:
    """How many passages are on either side by provision, State, theme, and organisation or group."""
    words, names = vocabulary(view), found.names(view)

    def table(caption: str, columns: tuple[Column, ...], rows: Iterable[Row]) -> Table:
        return labelled_table(f"Requests and offers by {caption}", (*columns, *COUNTS), rows, words)

    provisions, themes = found.by_provision(view, scope), found.by_theme(view, scope)
    states, others = found.by_state(view, scope), found.by_organisation(view, scope)
    return (
        table(
            "action and article",
            (PROVISION,),
            (_row(count, provision=code) for code, count in found.most(provisions, words.labels["provision"])),
        ),
        table(
            "State",
            (STATE, NAME),
            (
                _row(count, state=code, name=words.label("state", code))
                for code, count in found.most(states, words.labels["state"])
            ),
        ),
        table(
            "theme",
            (THEME,),
            (_row(count, theme=code) for code, count in found.most(themes, words.labels["theme"])),
        ),
        table(
            "organisation or group",
            (CONTRIBUTOR, CONTRIBUTOR_NAME),
            (
                _row(count, contributor=code, contributor_label=names[code])
                for code, count in found.most(others, sorted(others))
            ),
        ),
    )


def _row(count: found.Count, **of: str) -> Row:
    """What is counted, and how many passages there are of it."""
    kinds = {one.value: count.kinds[one] for one in found.KINDS}
    return {**of, **kinds, "asked": count.asked, "given": count.given}
