"""Replies, to read: those made with their answers, and the passages to which a State or organisation may reply."""

from collections.abc import Sequence

from kb.domain.passage_words import coding_words
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import counted
from kb.queries import Row
from kb.queries.reviewing import replies_made, replies_passages
from kb.queries.vocabulary import vocabulary
from kb.store import View
from kb.ui.markup import Html, Query, element, join, link
from kb.ui.passages import codes, passage, text_held

MOST = 200
KINDS = {
    "confirmed": "Confirms the coding",
    "contested": "Contests the coding",
    "proposed": "Proposes another coding",
    "comment": "Comments on what others say",
}
DECISIONS = {
    "accepted": "Accepted: the coding was changed",
    "kept": "Kept: the coding stays",
    "noted": "Noted",
}


def overview(view: View, query: Query, contributor: str | None = None, *, answering: bool = False) -> Html:
    """Replies that have no answer yet, then the answered ones; whoever is `answering` gets a link to each."""
    words = vocabulary(view)
    rows = replies_made(view, contributor)
    waiting = [row for row in rows if row["decision"] is None]
    answered = [row for row in rows if row["decision"] is not None]
    whose = "Your replies" if contributor else "Replies"
    return join(
        [
            _part(f"{whose} without an answer", waiting, words, query, answering),
            _part(f"{whose} with an answer", answered, words, query, answering),
        ]
    )


def _part(title: str, rows: Sequence[Row], words: Vocabulary, query: Query, answering: bool) -> Html:
    shown = (one_reply(row, words, query, answering=answering) for row in rows[:MOST])
    more = element("p", f"Only the first {MOST} are shown.") if len(rows) > MOST else ""
    return join([element("h2", f"{title} ({len(rows)})"), *(shown if rows else (element("p", "None."),)), more])


def one_reply(row: Row, words: Vocabulary, query: Query, *, answering: bool = False) -> Html:
    """A reply with the passage, its reason and the answer."""
    read = {**query, "contribution": row["contribution"], "passage": row["position"]}
    title = f"{row['replier']}: {KINDS[row['kind']].lower()}"
    parts: list[object] = [
        element("h3", title),
        text_held(row["text"], row),
        element(
            "p",
            link(
                f"Passage {row['position']} of {row['contributor_label']}, {row['meeting_label']}",
                "contributions",
                read,
            ),
        ),
    ]
    parts.append(element("p", codes(row, words, query)))
    if row["kind"] == "proposed":
        parts.append(element("p", element("strong", "Proposed coding: "), coding_words(row, words)))
    if row["reason"]:
        parts.append(element("p", element("strong", "Reason: "), element("span", row["reason"], dir="auto")))
    if row["decision"]:
        answer = element("span", row["answer"], dir="auto")
        parts.append(element("p", element("strong", f"Answer. {DECISIONS[row['decision']]}: "), answer))
    if answering:
        label = "Answer again" if row["decision"] else "Answer"
        parts.append(element("p", link(f"{label}: reply {row['reply']}", "replies", {**query, "reply": row["reply"]})))
    return element("article", *parts, aria_label=title)


def to_reply_to(view: View, contributor: str, query: Query) -> Html:
    """The published passages of a State or organisation, and apart those of others about it, each with a link."""
    words = vocabulary(view)
    rows = replies_passages(view, contributor, limit=MOST + 1)
    parts: list[object] = []
    for relation, title, label in (
        ("own", "What is held as yours", "Reply to how it is coded"),
        ("about", "What others say about you", "Comment on it"),
    ):
        here = [row for row in rows[:MOST] if row["reply_to"] == relation]
        parts.append(element("h2", f"{title}: {counted(len(here), 'passage')}"))
        parts += [_with_link(row, label, words, query) for row in here]
    if len(rows) > MOST:
        parts.append(element("p", f"Only the first {MOST} are shown; all stand under Statements."))
    return join(parts)


def _with_link(row: Row, label: str, words: Vocabulary, query: Query) -> Html:
    asked = link(
        f"{label}: passage {row['position']} of {row['contribution']}", "replies", {**query, "reply": row["passage"]}
    )
    return element(
        "article",
        element(
            "p", f"{row['contributor_label']} · {row['meeting_label']}, {row['date'] or 'no date'}", class_="quiet"
        ),
        text_held(row["text"], row),
        element("p", codes(row, words, query)),
        element("p", asked),
        class_=None if row["reply_to"] == "own" else "other",
    )


def chosen(view: View, row: Row, query: Query) -> Html:
    """The passage that is being replied to, with all that is shown beside it everywhere."""
    back = element("p", link("Back to the list", "replies", query))
    return join([back, element("h2", "The passage"), passage(row, vocabulary(view), query)])


def unknown(query: Query) -> Html:
    """What is said of a passage or reply that is not there, or is not the person's."""
    said = "There is nothing here to reply to or to answer under this address. "
    return element("p", said, link("Back to the list", "replies", query), class_="note")
