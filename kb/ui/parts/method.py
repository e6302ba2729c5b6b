"""How the knowledge base counts, what its words mean, and what it rests on."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from kb.cache import cached
from kb.domain.catalogue import gettext as _
from kb.domain.model import NO_LINE, Affected, Assessment, Audience, Bound, Cell, PartyStatus, Role, Scope, Voice
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import (
    AFFECTED,
    AFFECTED_MEANT,
    ASSESSMENTS,
    ASSESSMENTS_MEANT,
    AUDIENCES_MEANT,
    BOUND,
    BOUND_MEANT,
    CELLS,
    PARTY_STATUSES,
    PARTY_STATUSES_MEANT,
    ROLES,
    ROLES_MEANT,
    TEXT_KINDS,
    TEXT_KINDS_MEANT,
    VOICES,
    VOICES_COUNTED,
    day_words,
)
from kb.queries import Row, scope_day
from kb.queries import method as ask
from kb.queries.dictionary import columns_table
from kb.queries.vocabulary import labelled_table, table_of, vocabulary
from kb.store import View
from kb.tables import Column, Table
from kb.ui.markup import Html, Query, element, join, link, wide_table
from kb.ui.parts import dictionary, method_limits

KIND, WORD, *COUNTS = ask.method_words.columns
WORDS = (
    KIND,
    WORD,
    Column("word_label", _("Word"), meaning=_("`word` in words.")),
    Column("meaning", _("Meaning"), meaning=_("What it means, or how it counts.")),
    *COUNTS,
)


@cached
def method(view: View, scope: Scope, latest: int) -> Html:
    """The whole screen; `latest` is the number of the newest revision, the one in `view` the one shown."""
    words = vocabulary(view)
    sections = (
        ("counting", "How coverage is counted", _counting(view, scope)),
        ("words", "What each word means", _meanings(view, words)),
        ("texts", "How well the texts are established", method_limits.texts(view, words)),
        ("sources", "Where the contributions come from", method_limits.sources(view)),
        ("unknown", "What is not known", method_limits.unknown(view, words)),
        ("meetings", "Meetings and where their days come from", method_limits.meetings(view)),
        ("dictionary", "Data dictionary", dictionary.dictionary()),
        ("revisions", "Revisions", _revisions(view.revision, latest)),
    )
    contents = element("ul", *(element("li", element("a", title, href=f"#{id_}")) for id_, title, _ in sections))
    return join(
        [
            element("nav", contents, aria_label="On this screen"),
            *(element("section", element("h2", title, id=id_), html) for id_, title, html in sections),
        ]
    )


@cached
def tables(view: View) -> tuple[Table, ...]:
    """What the screen counts, and the data dictionary of the schema and of the files, for files."""
    words = vocabulary(view)
    asked = (
        (ask.method_texts, "Actions and articles by the status of their text"),
        (ask.method_sources, "Contributions by the site they were read on"),
        (ask.method_meetings, "Meetings, oldest first"),
    )
    return (
        labelled_table("Words and how often each is borne", WORDS, _words(view), words),
        *(table_of(question, caption, question.rows(view), words) for question, caption in asked),
        dictionary.table(),
        columns_table(),
    )


def _words(view: View) -> Iterator[Row]:
    """A row per voice, kind of text and assessment, in the order of the screen, also of those that nothing bears."""
    counted = {(row["kind"], row["word"]): row for row in ask.method_words.rows(view)}
    meant: Mapping[str, Mapping[str, tuple[str, str]]] = {
        "voice": {code: (VOICES[code].whole, VOICES_COUNTED[code]) for code in Voice},
        "text_kind": {code: (TEXT_KINDS[code], TEXT_KINDS_MEANT[code]) for code in TEXT_KINDS},
        "assessment": {code: (ASSESSMENTS[code], ASSESSMENTS_MEANT[code]) for code in Assessment},
    }
    for kind, words in meant.items():
        none = {"kind": kind, "contributions": None if kind == "assessment" else 0, "passages": 0}
        for word, (label, meaning) in words.items():
            row = counted.get((kind, word), none)
            yield {**row, "word": str(word), "word_label": label, "meaning": meaning}


def _counting(view: View, scope: Scope) -> Html:
    day = day_words(scope_day(view, scope))
    cells = (
        element("li", element("strong", f"{CELLS[c].mark} {CELLS[c].name}"), f": {CELLS[c].meaning}") for c in Cell
    )
    party = PARTY_STATUSES[PartyStatus.PARTY]
    return join(
        [
            element(
                "p",
                "For a State and an action or article, within what you filtered, exactly one of these holds: the "
                "first that applies, in this order.",
            ),
            element("ol", *cells),
            element(
                "p",
                f"“{CELLS[Cell.SILENT].name}” and “{CELLS[Cell.NO_CONTRIBUTION].name}” say what is held here. They do "
                "not say that a State did nothing, or said nothing: its words may be elsewhere, or their text may not "
                "have been found.",
            ),
            element("h3", "Rates"),
            element(
                "p",
                "A rate is always a fraction with both numbers: of the States that the action or article binds on the "
                "day, those that reported on it. States that reported without being bound stand beside the fraction. "
                "So do States of which it is not known whether they have victims: unknown is a group of its own and "
                "is never counted as no.",
            ),
            element("h3", "Whom a provision binds, and on which day"),
            element(
                "p",
                f"An action addressed to affected States binds each {party} with cluster munition victims; one "
                f"addressed to all binds every {party}. Who is a {party} is reckoned from the treaty dates, on the "
                f"last day of the latest meeting you filtered, or the end of the period you chose. Now that is {day}.",
            ),
            element("h3", "What stands beside, and is never added in"),
            element("ul", *(element("li", element("strong", name), f": {said}") for name, said in _beside())),
            element("p", link("See the matrix these rules make", "coverage")),
        ]
    )


def _beside() -> Iterator[tuple[str, str]]:
    yield (
        "By others about the State",
        "monitoring, and others who describe it. It never turns a cell to reported. It is made to no meeting, so it "
        "is counted whatever the meeting and the day; what speaks to another convention only when that is asked for.",
    )
    yield (
        "Elsewhere",
        "passages of the State itself on the same provision, outside what you filtered: another meeting, convention, "
        "theme.",
    )
    yield "Second-hand", "somebody reports what the State said. It counts as the State’s own, and is always marked."
    yield (
        "Aligned",
        "a statement made for several States. It is spoken once, and shown for each of them as aligned, never as "
        "statements of their own.",
    )
    yield (
        "Suggestions",
        "a code that nobody has confirmed is not counted. A passage on a part, such as a duty in Article 5.1 or a "
        "point of Article 5.2, is also on the whole.",
    )
    yield (
        "Facts",
        "what a passage states and does not assess. It counts as reported, under no assessment.",
    )
    yield (
        "Appearances",
        "the source only names the State. That is never counted as heard, as reported or as a practice.",
    )
    yield (
        "Coordinators",
        "a State that spoke only as Coordinator or chair has no contribution counted; that stands beside it.",
    )
    yield (
        "Without a choice of meetings",
        "those while the instrument holds: for the Plan November 2010 to September 2015, for the Convention all.",
    )


def _meanings(view: View, words: Vocabulary) -> Html:
    counted = {(row["kind"], row["word"]): row for row in ask.method_words.rows(view)}
    lines = [code for code in words.labels["line"] if code != NO_LINE]
    return join(
        [
            element("h3", "Voice: who speaks"),
            wide_table(
                "Every contribution has one voice, and any but the first is marked wherever it is shown",
                ("Voice", "How it counts", "Contributions", "Passages"),
                [
                    (VOICES[voice].whole, VOICES_COUNTED[voice], *_held(counted, "voice", voice, {"voice": voice}))
                    for voice in Voice
                ],
            ),
            element("h3", "Text: in whose words"),
            wide_table(
                "In whose words the texts held are",
                ("Text held", "What it is", "Contributions", "Passages"),
                [
                    (TEXT_KINDS[kind], TEXT_KINDS_MEANT[kind], *_held(counted, "text_kind", kind, None))
                    for kind in TEXT_KINDS
                ],
            ),
            element("h3", "Assessment: what a passage says about a provision"),
            wide_table(
                "A passage may carry several",
                ("Assessment", "It says that", "Passages"),
                [
                    (ASSESSMENTS[a], ASSESSMENTS_MEANT[a], _held(counted, "assessment", a, {"assessment": a})[1])
                    for a in Assessment
                ],
            ),
            element("h3", "Discussion line"),
            element("ul", *(_term(f"Line {code}", words.label("line", code)) for code in lines)),
            element("p", "Where a source names no line we may infer one; that is marked wherever it is shown."),
            element("h3", "Party status, on the day"),
            element("ul", *(_term(PARTY_STATUSES[status], PARTY_STATUSES_MEANT[status]) for status in PartyStatus)),
            element("h3", "Victims"),
            element("ul", *(_term(AFFECTED[one], AFFECTED_MEANT[one]) for one in Affected)),
            element("h3", "Whether a provision is addressed to a State"),
            element("ul", *(_term(BOUND[one], BOUND_MEANT[one]) for one in Bound)),
            element("h3", "Roles: who may do what"),
            element("ul", *(_term(ROLES[role], ROLES_MEANT[role]) for role in Role)),
            element("h3", "Confidential material: who sees what"),
            element("ul", *(element("li", AUDIENCES_MEANT[audience]) for audience in Audience)),
            element(
                "p", "What a reader may not see is in no figure, list, file or earlier revision that the reader gets."
            ),
        ]
    )


def _term(name: str, meaning: str) -> Html:
    return element("li", element("strong", name), f": {meaning}")


def _held(
    counted: Mapping[tuple[str, str], Row],
    kind: str,
    word: StrEnum | str,
    query: Query | None,
) -> tuple[object, object]:
    """How many contributions and passages bear a word, the passages with a link to them if `query` chooses them."""
    row = counted.get((kind, str(word)))
    if row is None:
        return 0, 0
    passages: object = row["passages"]
    if query:
        chosen = {**query, "meeting": "any", "list": "passages"}
        passages = link(passages, "contributions", chosen, aria_label=f"{passages} passages: {word}")
    return row["contributions"], passages


def _revisions(shown: int, latest: int) -> Html:
    newest = "the latest" if shown == latest else f"not the latest, which is {latest}"
    return element(
        "p",
        f"Shown is revision {shown}, {newest}. To cite a figure, name the revision: what was shown as of it can always "
        "be shown again. Who changed what, and why: ",
        link("History", "history"),
    )
