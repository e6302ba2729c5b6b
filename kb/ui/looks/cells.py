"""The looks at single cells: the matrix and the gaps list."""

from kb.domain.model import TextStatus
from kb.domain.words import counted
from kb.queries import looks as ask
from kb.queries import records
from kb.queries.vocabulary import table_of
from kb.ui.looks.common import Asked, Look
from kb.ui.markup import element, join
from kb.ui.parts.gaps import gap_table, no_gaps, reasons
from kb.ui.parts.matrix import legend
from kb.ui.parts.matrix import matrix as matrix_table

GAPS_SAID = (
    "A gap means that nothing is held here on a provision addressed to the State. It does not mean that the State did "
    "nothing, or said nothing. Texts that are missing are nobody’s gap and are not listed; unverified ones are marked."
)
NARROWED = (
    "A filter on theme, discussion line, assessment or voice is set: a State that was heard on something else stands "
    "here too. Do not quote this list as what was never reported."
)


def matrix(asked: Asked) -> Look:
    rows = ask.matrix(asked.view, asked.scope)
    reported = rows[rows["cell"] == "reported"]
    known = rows[rows["text_status"] != TextStatus.MISSING]
    bound = reported[reported["bound"] == "yes"]
    heading = (
        f"{counted(reported['state'].nunique(), 'State')} reported on {reported['provision'].nunique()} of "
        f"{counted(known['provision'].nunique(), 'provision')} whose text is known; States bound by them on "
        f"{bound['provision'].nunique()}"
    )
    everyone = asked.everyone or bool(asked.scope.states)
    html = join([legend(), matrix_table(rows, asked.words, asked.query, everyone=everyone)])
    return Look(heading, None, html, table_of(ask.matrix, "States and provisions", records(rows), asked.words))


def gaps(asked: Asked) -> Look:
    every = ask.gaps(asked.view, asked.scope)
    found = every[every["cell"] == asked.why] if asked.why else every
    heading = f"{counted(len(found), 'gap')} in what is held, of {counted(found['state'].nunique(), 'State')}"
    explained = [element("p", GAPS_SAID), element("p", NARROWED) if asked.scope.narrows_subject else ""]
    parts = [*explained, reasons(every, asked.why, asked.query)]
    if found.empty:
        return Look(heading, None, join([*parts, no_gaps(ask.matrix(asked.view, asked.scope), asked.why)]))
    table = table_of(ask.gaps, "Gaps in what is held here", records(found), asked.words)
    return Look(heading, None, join([*parts, gap_table(found, asked.words, asked.query)]), table)
