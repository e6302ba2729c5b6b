"""One contribution to read: what it is, in whose words, its passages with their codes, and how to cite each."""

from collections.abc import Iterator, Sequence

from kb.cache import cached
from kb.domain import filters
from kb.domain.citations import citation
from kb.domain.model import OWN_VOICES, Scope
from kb.domain.passage_words import in_whose_words
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import (
    CONTRIBUTION_KINDS,
    CONTRIBUTOR_KINDS,
    LANGUAGES,
    TEXT_KINDS,
    TEXT_KINDS_MEANT,
    VOICES_COUNTED,
    counted,
)
from kb.queries import Row
from kb.queries.contributions import contribution_read
from kb.queries.passages import passages
from kb.queries.vocabulary import vocabulary
from kb.store import View
from kb.tables import Table
from kb.ui.markup import Html, Query, element, join, link, source_link
from kb.ui.passages import codes, passage_table, text_held, voice

MOST = 2_000
# The place that a link to a passage goes to; see assets/linked.js.
ASKED = "asked"
DELEGATION = (
    ("survivors", "survivors"),
    ("experts", "experts"),
    ("disability_organisations", "representatives of organisations of persons with disabilities"),
)


@cached
def contribution(view: View, scope: Scope, id_: str, asked: str | None) -> Html:
    """The contribution with this id; the passage whose number is `asked` is marked and gone to."""
    words = vocabulary(view)
    row = contribution_read(view, scope, id_)
    back = link("Back to the list", "contributions", filters.query(scope))
    if row is None:
        said = f"No published contribution “{filters.shown(id_)}” is held as of revision {view.revision}. "
        return element("p", said, "It may have been added later or withdrawn. ", back, class_="note")
    found = passages(view, scope, contribution=id_, limit=MOST)
    numbers = [str(one["position"]) for one in found.rows]
    query = filters.query(scope)
    about = words.label("state", row["about_state"]) if row["about_state"] not in (None, row["state"]) else None
    head = f"{row['contributor_label']}: {CONTRIBUTION_KINDS[row['kind']].lower()}, {row['meeting_label']}, "
    parts = [
        element("nav", element("p", join([back, *_beside(row, scope)], " · ")), aria_label="Other contributions"),
        element("h2", head + (row["date"] or "no date")),
        _outside(row),
        _stray(asked, numbers) if asked is not None and asked not in numbers else "",
        element("dl", *(join([element("dt", term), element("dd", said)]) for term, said in _facts(row, about, words))),
        _citation("Cite the whole contribution", citation(row, view.revision, about=about), opened=False),
        element("h3", f"Its {counted(len(numbers), 'passage')}{', in order' if len(numbers) > 1 else ''}"),
        *(_passage(one, row, asked, _cited(one, row, about, view), words, query) for one in found.rows),
        element("p", f"Only the first {MOST} passages are shown.") if found.truncated else "",
    ]
    return element("article", *parts, class_="whole", aria_label="The contribution")


@cached
def table(view: View, scope: Scope, id_: str) -> Table:
    """The passages of the contribution with this id for files; none where it is not published."""
    rows = passages(view, scope, contribution=id_, limit=MOST).rows
    return passage_table(rows, vocabulary(view), f"Passages of {filters.shown(id_)}")


def _cited(one: Row, row: Row, about: str | None, view: View) -> str:
    return citation(row, view.revision, about=about, position=one["position"])


def _passage(one: Row, row: Row, asked: str | None, cited: str, words: Vocabulary, query: Query) -> Html:
    number = one["position"]
    is_asked = str(number) == asked
    own = row["voice"] in OWN_VOICES and row["state"] is not None
    permanent = {"contribution": row["contribution"], "passage": number}
    return element(
        "article",
        element("h4", f"Passage {number}", ": the passage you asked for" if is_asked else ""),
        text_held(one["text"], row),
        element("p", voice(row["voice"]), " ", codes(one, words, query)),
        element("p", element("span", "Key words in the source: ", one["evidence"]), class_="quiet")
        if one["evidence"]
        else "",
        element("p", link(f"Permanent link to passage {number}", "contributions", permanent), class_="quiet"),
        _citation(f"Cite passage {number}", cited, opened=is_asked),
        class_=" ".join(name for name, holds in (("other", not own), ("asked", is_asked)) if holds) or None,
        aria_label=f"Passage {number}, {in_whose_words(row)}" + (", the passage you asked for" if is_asked else ""),
        id=ASKED if is_asked else f"passage-{number}",
    )


def _citation(title: str, cited: str, *, opened: bool) -> Html:
    """A citation in a field that selects itself when entered, so that it is copied by keyboard and on phones alike."""
    field = element("textarea", cited, readonly="", rows="6", class_="citation", aria_label=f"{title}: text to copy")
    return element("details", element("summary", title), field, open="" if opened else None)


def _outside(row: Row) -> Html:
    if row["in_scope"]:
        return Html()
    return element("p", "It lies outside what you filtered, and is shown because its address names it.", class_="quiet")


def _stray(asked: str, numbers: Sequence[str]) -> Html:
    held = f"It has {len(numbers)}" if numbers else "No passage of it is held"
    return element("p", f"There is no passage “{filters.shown(asked)}” in this contribution. {held}.", class_="note")


def _beside(row: Row, scope: Scope) -> Iterator[Html]:
    """The contributor's contributions before and after this one."""
    for key, title in (("earlier", "Earlier"), ("later", "Later")):
        if row[key]:
            query = {**filters.query(scope), "contribution": row[key]}
            yield link(f"{title} by {row['contributor_label']}", "contributions", query)


def _facts(row: Row, about: str | None, words: Vocabulary) -> Iterator[tuple[str, object]]:
    """What a reader must know of a contribution, as terms and what they are here."""
    name = row["contributor_label"]
    yield "Contributor", link(name, "states", {"state": row["state"]}) if row["state"] else name
    if row["contributor_name"] != name:
        yield "Name in the source", row["contributor_name"]
    yield "Kind of contributor", CONTRIBUTOR_KINDS[row["contributor_kind"]]
    if row["aligned"]:
        names = ", ".join(words.label("state", code) for code in row["aligned"])
        yield (
            "Made on behalf of",
            f"{names}. One collective statement, counted once as spoken and shown for each as aligned.",
        )
    if about:
        yield "About", link(about, "states", {"state": row["about_state"]})
    yield "Kind", CONTRIBUTION_KINDS[row["kind"]]
    yield "Meeting", _meeting(row)
    yield "Date", row["date"] or "not known"
    yield "Discussion line", _line(row, words)
    yield "Voice", join([voice(row["voice"]), VOICES_COUNTED[row["voice"]]])
    kind = TEXT_KINDS[row["text_kind"]]
    yield "Text held", f"{kind[0].upper()}{kind[1:]}. {TEXT_KINDS_MEANT[row['text_kind']]}"
    yield "Language of it", LANGUAGES.get(row["language"], row["language"])
    yield "Convention", "Convention on Cluster Munitions" if row["convention"] == "CCM" else row["convention"]
    yield "Source", source_link(row["source_title"], row["source_url"])
    if row["source_truncated"]:
        yield "Source cut", "Only the beginning of the source was seen; what comes after it is not in the passages."
    if row["note"]:
        yield "Caveat", row["note"]
    if any(row[key] is not None for key, _ in DELEGATION):
        yield "Delegation", _delegation(row)
    yield "Permanent id", row["contribution"]


def _meeting(row: Row) -> Html:
    if not row["meeting"]:
        return join(["Made to no meeting held here: ", row["meeting_label"]])
    return link(row["meeting_label"], "contributions", {"meeting": row["meeting"]})


def _line(row: Row, words: Vocabulary) -> str:
    if row["line"]:
        named = "; ".join(f"{code}: {words.label('line', code)}" for code in row["line"].split())
        return f"{named} (named by the source)"
    if row["line_inferred"]:
        inferred = words.label("line", row["line_inferred"])
        return f"{row['line_inferred']}: {inferred} (inferred by us; the source names none)"
    return "not stated"


def _delegation(row: Row) -> Html:
    known = ", ".join(f"{said}: {row[key]}" for key, said in DELEGATION if row[key] is not None) or "no numbers known"
    return join(
        [
            f"{known}. Numbers only, never names. ",
            source_link("Source of the numbers", row["delegation_source"])
            if row["delegation_source"]
            else "Said by the delegation itself.",
        ]
    )
