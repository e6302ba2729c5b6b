"""What the Submit screen shows, as HTML: passages, drafts, likenesses, receipts."""

from collections.abc import Sequence
from typing import Any

from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CONTRIBUTION_KINDS, LANGUAGES, counted, day_words
from kb.errors import ChangeRefused
from kb.importers.documents import is_right_to_left
from kb.ui.frame import Here
from kb.ui.markup import Html, caption_of, element, join, link, table, wide
from kb.ui.work.drafting import Draft, read_back
from kb.work.likeness_held import Alike

STATUSES = {
    "received": "received: waits to be coded",
    "coded": "coded: waits to be published",
    "published": "published",
    "withdrawn": "withdrawn",
}
_BEGINNING = 90


def opened(at: int, draft: Draft) -> Html:
    """The title of the open passage's panel; it takes the focus whenever the passages have changed."""
    # The bar with the screens stays at the top and must not cover it.
    clear = "scroll-margin-top: 5rem"
    return element("h3", f"Passage {at} of {len(draft.passages)}", id="asked", data_version=draft.version, style=clear)


def summary(draft: Draft, contributor: str, words: Vocabulary) -> Html:
    """Who hands in and where, in a sentence."""
    told = draft.details
    said = [f"{CONTRIBUTION_KINDS[told.kind]} of {contributor}", words.label("meeting", told.meeting)]
    said.append(f"delivered on {day_words(told.day)}" if told.day else "day of delivery not known")
    if told.lines:
        said.append(f"{'line' if len(told.lines) == 1 else 'lines'} {', '.join(told.lines)}")
    if told.on_behalf_of:
        said.append("also on behalf of " + ", ".join(words.label("state", code) for code in told.on_behalf_of))
    said.append(f"States Parties only, everybody from {told.public_from}" if told.public_from else "for everybody")
    said.append(draft.file_name or "pasted text")
    return element("p", "; ".join(said) + ".")


def passages(draft: Draft, place: Here, code: str, at: int | None) -> Html:
    """The passages, numbered, each with a link to its panel."""
    items = []
    for number, part in enumerate(draft.passages, start=1):
        said = [
            f"{place.words.label('provision', provision) if provision else 'No action named'}: "
            f"{place.words.label('assessment', assessment)}"
            for provision, assessment in part.codings
        ]
        items.append(
            element(
                "li",
                _in_language(part.text, draft.language),
                element("p", element("small", "You say it is about: " + "; ".join(said))) if said else "",
                link(
                    f"Change passage {number}",
                    "submit",
                    place.query(draft=code, at=number),
                    aria_current="true" if number == at else None,
                ),
            )
        )
    return element("ol", *items)


def drafts(place: Here) -> Html:
    """The person's drafts, to go on with; empty where there is none."""
    items = []
    for row in place.store.drafts.of(place.actor.person):
        try:
            draft = read_back(row["content"])
        except ChangeRefused as error:
            items.append(element("li", f"{_moment(row['saved_at'])}: {error}"))
            continue
        begins = draft.passages[0].text[:_BEGINNING] if draft.passages else "no passage left"
        where = place.words.label("meeting", draft.details.meeting)
        items.append(
            element(
                "li",
                link(
                    f"Go on with the draft for {where}, {_moment(row['saved_at'])}",
                    "submit",
                    place.query(draft=row["id"]),
                ),
                _in_language(f"{begins} …", draft.language),
            )
        )
    return element("ul", *items) if items else Html("")


def warnings(draft: Draft) -> Html:
    """What the reader of the document has to say."""
    return element("ul", *(element("li", said) for said in draft.warnings))


def likenesses(draft: Draft, found: Sequence[Alike]) -> Html:
    """Texts held beside the text to be handed in."""
    parts = []
    for alike in found:
        title = (
            f"{alike.name}, {alike.meeting} ({alike.contribution}): {alike.share:.0%} of the shorter text is in both"
        )
        row = element(
            "tr",
            element("td", _texts([part.text for part in draft.passages], draft.language)),
            element("td", _texts(alike.texts, alike.language)),
        )
        head = element("tr", element("th", "Your text", scope="col"), element("th", "Held already", scope="col"))
        both = element("table", caption_of(title), element("thead", head), element("tbody", row))
        parts.append(wide(both, title, roomy=True))
    return join(parts)


def receipt(row: dict[str, Any]) -> Html:
    """A receipt, with the permanent links."""
    facts = [
        ("Receipt number", row["receipt"]),
        ("Received", _moment(row["received_at"])),
        ("Contributor", row["name"]),
        ("Meeting", row["meeting_label"] or "none"),
        ("Delivered", row["date"] or "not known"),
        ("Passages", row["passages"]),
        ("Language", LANGUAGES.get(row["language"], row["language"])),
        ("File", row["file_name"] or "pasted text"),
        ("Status", STATUSES.get(row["status"], row["status"])),
        (
            "Who may see it",
            f"States Parties; everybody from {row['public_from']}"
            if row["public_from"]
            else "everybody, once published",
        ),
        ("This receipt", link(f"/submit?receipt={row['receipt']}", "submit", {"receipt": row["receipt"]})),
        ("Permanent name", row["contribution"]),
    ]
    shown = [element("dl", *(join([element("dt", name), element("dd", value)]) for name, value in facts))]
    address = {"contribution": row["contribution"]}
    if row["status"] == "published":
        shown.append(element("p", link("Read it among the contributions", "contributions", address)))
    else:
        shown.append(
            element("p", f"Once it is published it stands at /contributions?contribution={row['contribution']}.")
        )
    return join(shown)


def handed_in(rows: Sequence[dict[str, Any]]) -> Html:
    """What was handed in, with its status."""
    if not rows:
        return element("p", "Nothing yet.")
    shown = table(
        "What you handed in",
        ["Receipt", "Received", "Contributor", "Meeting", "Text", "Status"],
        [
            [
                link(f"Receipt {row['receipt']}", "submit", {"receipt": row["receipt"]}),
                _moment(row["received_at"]),
                row["name"],
                row["meeting_label"] or "none",
                counted(row["passages"], "passage"),
                link("published", "contributions", {"contribution": row["contribution"]})
                if row["status"] == "published"
                else STATUSES.get(row["status"], row["status"]),
            ]
            for row in rows
        ],
    )
    return wide(shown, "What you handed in")


def _texts(texts: Sequence[str], language: str) -> Html:
    return join(_in_language(text, language) for text in texts)


def _in_language(text: str, language: str) -> Html:
    direction = "rtl" if is_right_to_left(language) else "auto"
    return element("p", text, lang=language or None, dir=direction)


def _moment(moment: Any) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M:%S} UTC"
