"""The text of one provision in words: how well it is established, whose wording it is, whom it addresses, by when."""

from collections.abc import Iterable, Sequence
from typing import Any

from kb.domain import filters
from kb.domain.model import Scope, TextStatus
from kb.domain.words import TEXT_STATUSES, counted
from kb.queries import Row
from kb.ui.markup import Html, element, join, link, source_link, text

ADDRESSED = {"affected": "States Parties with cluster munition victims", "all": "All States Parties"}
# What stands before our own summary, by how well the summary itself is established.
OWN_WORDS = {
    TextStatus.RESTATED: "Restated in our own words",
    TextStatus.UNVERIFIED: "In our own words, from general knowledge",
}
DIGEST_SHOWN = 12


def asked(scope: Scope, row: Row, **changes: object) -> dict[str, Any]:
    """The shared part of an address for something about this provision, with changes; None leaves a key out.

    A filter for provisions of the other instrument would contradict it and is left out.
    """
    query: dict[str, Any] = {**filters.query(scope), "instrument": row["instrument"]}
    if row["instrument"] != scope.instrument:
        query.pop("provision", None)
    return {key: value for key, value in {**query, **changes}.items() if value is not None}


def to_reading(label: object, scope: Scope, row: Row, **attributes: str | None) -> Html:
    """A link to the page of a provision."""
    return link(label, "actions", asked(scope, row, read=row["id"]), **attributes)


def badge(status: str) -> Html:
    """How well a text is established, in a word."""
    strong = "tag" if status == TextStatus.RESTATED else "tag strong"
    return element("span", f"Text: {TEXT_STATUSES[TextStatus(status)][0].lower()}", class_=strong)


def legend(rows: Iterable[Row]) -> Html:
    """What each badge means, and how many of these texts bear it."""
    held = [row["text_status"] for row in rows]
    lines = (
        element("li", badge(status), f" {held.count(status)} of {len(held)}. {meaning}")
        for status, (_, meaning) in TEXT_STATUSES.items()
        if status in held
    )
    return element("ul", *lines, class_="plain")


def text_held(row: Row, whole: Row | None = None, *, whole_shown: bool = False) -> Html:
    """The badge, the official wording where it is held, and our own summary, which always says that it is not official.

    `whole` is the provision that this one is a part of: its official wording holds this part too. With `whole_shown`
    it stands above already and is not repeated.
    """
    parts: list[Html] = []
    if row["official_text"]:
        parts += [element("p", badge(row["text_status"])), official_wording(row, "Official wording")]
    inside = ""
    if whole and whole["official_text"] and not row["official_text"]:
        inside = f"; its official wording is inside that of {whole['number']} above"
        if not whole_shown:
            parts.append(official_wording(whole, f"Official wording of {whole['number']}, which this is a part of"))
    if row["summary"]:
        label = element("span", f"{OWN_WORDS[row['summary_status']]}{inside}: ", class_="quiet")
        parts.append(element("p", "" if row["official_text"] else badge(row["text_status"]), label, row["summary"]))
    return join(parts) if parts else element("p", badge(row["text_status"]), TEXT_STATUSES[TextStatus.MISSING][1])


def official_wording(row: Row, label: str) -> Html:
    """The official wording, set apart, with the file it was read from."""
    paragraphs = (element("p", one) for one in row["official_text"].split("\n\n"))
    held = f", from the file {row['file_name']}, loaded on {row['loaded_on']}; SHA-256 of the file "
    digest = element("span", f"{row['sha256'][:DIGEST_SHOWN]}…", title=row["sha256"])
    return element(
        "figure",
        element("figcaption", element("strong", label), held, digest, class_="quiet"),
        element("blockquote", *paragraphs, dir="auto"),
        class_="wording",
    )


def caveat(row: Row) -> Html:
    """What a reader must know about the text; nothing where there is no caveat."""
    return element("p", element("strong", "Caveat: "), row["note"], class_="note") if row["note"] else Html()


def addressee(row: Row) -> str:
    """To whom it is addressed, and whether that was read in a source."""
    if row["addressed_to"] is None:
        return "Not established"
    said = row["addressee"] or ADDRESSED[row["addressed_to"]]
    basis = {"source": " (read in a source)", "unverified": " (unverified)"}.get(row["addressed_to_basis"], "")
    return f"{said}{basis}"


def deadline(row: Row) -> str:
    """The deadline in words; where the text is not established, neither is its deadline."""
    if row["deadline"]:
        return str(row["deadline"])
    text_known = row["summary"] or row["official_text"]
    return "None stated in what is held" if text_known else "Not established"


def sources(row: Row) -> Html:
    """Where it was read."""
    if not row["source"]:
        return Html("None; see the caveat" if row["note"] else "None")
    return source_link("Source of the summary", row["source"]) if "://" in row["source"] else text(row["source"])


def facts(pairs: Iterable[tuple[str, object]]) -> Html:
    """Names and values, one pair below the other."""
    return element("dl", *(part for name, value in pairs for part in (element("dt", name), element("dd", value))))


def standing(rate: Row | None, row: Row) -> str:
    """How many of the States that it binds reported, in words.

    `rate` is its row of `rates`, None where a filter leaves the provision out.
    """
    if rate is None:
        return "Left out by the filter “Action or article”"
    if rate["bound"]:
        said = f"{rate['reported']} of {rate['bound']} States it is addressed to"
    elif row["addressed_to"] is None:
        said = "Whom it addresses is not established"
    else:
        said = "Addressed to none of the States shown"
    others = rate["unbound_reporting"]
    if others:
        said += (
            f"; {others} more that it is not addressed to"
            if rate["bound"]
            else f"; {counted(others, 'State')} reported"
        )
    if rate["unknown_reporting"]:
        said += f"; {rate['unknown_reporting']} of {rate['unknown']} not known to have victims or not"
    return said


def numbers(rows: Sequence[Row]) -> str:
    """The numbers of provisions in a row: `29`, `1 and 2`, `51 to 66`, `25 to 28, 30 and 32`."""
    runs: list[list[str]] = []
    for row in rows:
        number = row["number"]
        if (
            runs
            and number.isdecimal()
            and len(number) < 10
            and runs[-1][-1].isdecimal()
            and int(number) == int(runs[-1][-1]) + 1
        ):
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [one for run in runs for one in (run if len(run) < 3 else [f"{run[0]} to {run[-1]}"])]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
