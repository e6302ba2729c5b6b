"""What the screen Practices shows, as tables for files: my State's needs, and passages of others for them."""

from collections.abc import Iterator, Sequence

from kb.domain.catalogue import gettext as _
from kb.domain.words import counted
from kb.queries import Row
from kb.queries.columns import PASSAGES, STATE, count, truth
from kb.queries.vocabulary import labelled_table
from kb.search.practices import Match, Near
from kb.search.practices_words import why
from kb.tables import Column, Table
from kb.ui.elements import paging
from kb.ui.parts import practices_found as found
from kb.ui.parts.practices_asked import Asked, need_name, read_passages, wanted_need
from kb.ui.parts.practices_found import Wanted
from kb.ui.passages import NEAR, passage_table

_NEED = (
    Column("need", _("Need (id)"), meaning=_("Id of the provision, or of the passage that reports a challenge.")),
    Column("need_label", _("Need"), meaning=_("`need` in words.")),
)
_WHY = Column("why", _("Why it is here"), meaning=_("Why the passage may be of use for the need."))
NEEDS = (
    STATE,
    *_NEED,
    truth("challenge", _("A challenge"), _("Whether it is a challenge that the State reports; else a gap.")),
    Column("cell", _("State of the record"), meaning=_("Of a gap: why it is one."), codes="cell", may_be_empty=True),
    Column("provisions", _("On (ids)"), meaning=_("The provisions it is on."), codes="provision", may_be_empty=True),
    Column("themes", _("Themes"), meaning=_("Codes of its themes."), codes="theme", may_be_empty=True),
    count("passages", _("Passages of others"), PASSAGES, _("All that may be of use for it.")),
    count("on_provision", _("On the same provision"), PASSAGES, _("Those of them on the same provision.")),
    count("on_matched", _("On one we match with it"), PASSAGES, _("Those on a provision that we match with it.")),
    count("on_theme", _("On its theme"), PASSAGES, _("Those on its theme only.")),
    count("by_others", _("By third parties about a State"), PASSAGES, _("Those by third parties, counted apart.")),
)


def needs_tables(asked: Asked) -> tuple[Table, Table]:
    """All needs of my State, and the first passages of others for each."""
    my = asked.my or ""
    wanted, answers = found.wanted(asked.view, asked.scope, my), found.answers(asked.view, asked.scope, my).by_need
    rows = (
        {
            "state": my,
            **_named(asked, one),
            "challenge": one.challenge is not None,
            "cell": one.gap["cell"] if one.gap else None,
            "provisions": sorted(one.need.provisions),
            "themes": list(one.themes),
            "passages": answers[one.key].many,
            "on_provision": answers[one.key].near[Near.PROVISION],
            "on_matched": answers[one.key].near[Near.MATCHED],
            "on_theme": answers[one.key].near[Near.THEME],
            "by_others": answers[one.key].by_others,
        }
        for one in wanted
    )
    pairs = [(one, match) for one in found.with_passages(wanted, answers) for match in answers[one.key].first]
    name = asked.words.label("state", my)
    return (
        labelled_table(f"Needs of {name}", NEEDS, rows, asked.words),
        _passages(asked, pairs, "Passages of others, the first for each need"),
    )


def need_tables(asked: Asked, key: str, page: str | None) -> Iterator[Table]:
    """The passages of others for one need, on one page; nothing where there is no such need."""
    one = wanted_need(asked, key)
    if one is not None:
        matches = found.ranked(asked.view, asked.scope, one, asked.my)
        first = paging.asked_for(page).offset
        title = f"{need_name(asked, one)}: {counted(len(matches), 'passage')} of others"
        yield _passages(asked, [(one, match) for match in matches[first : first + paging.SIZE]], title)


def _passages(asked: Asked, pairs: Sequence[tuple[Wanted, Match]], title: str) -> Table:
    """Passages of others, each with its need and why it is there."""
    ids = found.ids(match for _need, match in pairs)
    read = {row["passage"]: row for row in read_passages(asked.view, tuple(dict.fromkeys(ids)))}
    rows = (
        {
            **read[match.candidate.passage],
            **_named(asked, one),
            "near": match.near.name.lower(),
            "why": why(match, read[match.candidate.passage], asked.mine, asked.words),
        }
        for one, match in pairs
    )
    return passage_table(rows, asked.words, title, *_NEED, NEAR, _WHY)


def _named(asked: Asked, one: Wanted) -> Row:
    return {"need": one.key, "need_label": need_name(asked, one)}
