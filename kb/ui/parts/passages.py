"""Passages as they are shown everywhere: who says it, in which voice, the text, its codes, its source, its caveats."""

from collections.abc import Iterable, Mapping
from typing import Any

from kb.ui.markup import Html, element, join, link, source_link
from kb.vocabulary import Vocabulary
from kb.words import ASSESSMENTS, TEXT_KINDS, VOICES

OWN_VOICES = ("own", "reported")


def passage_list(rows: Iterable[Mapping[str, Any]], words: Vocabulary) -> Html:
    """Passages one below the other. Those that are not a State's own words are set apart and say whose they are."""
    return join(passage(row, words) for row in rows)


def passage(row: Mapping[str, Any], words: Vocabulary) -> Html:
    """One passage with everything that must stand beside it."""
    own = row["voice"] in OWN_VOICES and row["state"] is not None
    return element(
        "article",
        element("p", speaker(row, words), class_="quiet"),
        element("blockquote", row["text"], lang=row["language"], dir="auto"),
        element("p", codes(row, words)),
        element("p", provenance(row), class_="quiet"),
        class_=None if own else "other",
        aria_label=f"Passage {row['position']} of {row['contributor_name']}",
    )


def speaker(row: Mapping[str, Any], words: Vocabulary) -> Html:
    """Who speaks, in which voice, where and when, and about whom."""
    parts: list[object] = [element("strong", row["contributor_label"])]
    if row["contributor_label"] != row["contributor_name"]:
        parts.append(f" (in the source: {row['contributor_name']})")
    strong = "tag" if row["voice"] == "own" else "tag strong"
    parts += [" ", element("span", VOICES[row["voice"]], class_=strong)]
    if row.get("relation") == "aligned":
        parts.append(element("span", "aligned: a collective statement", class_="tag strong"))
    if row["convention"] != "CCM":
        parts.append(element("span", f"other convention: {row['convention']}", class_="tag strong"))
    if row["about_state"] and row["about_state"] != row["state"]:
        parts.append(f" about {words.label('state', row['about_state'])}")
    parts.append(f" · {row['meeting_label']}, {row['date'] or 'no date'}")
    return join(parts)


def codes(row: Mapping[str, Any], words: Vocabulary) -> Html:
    """What a passage is coded to: provisions with their assessment, then themes."""
    coded = [
        link(
            f"{words.short['provision'][coding['provision']]}: {ASSESSMENTS[coding['assessment']].lower()}",
            "actions",
            {"read": coding["provision"]},
            class_="tag",
        )
        for coding in row["codings"]
    ]
    if not coded:
        assessed = " and ".join(ASSESSMENTS[one].lower() for one in row["assessments"])
        coded = [element("span", f"about no action or article; {assessed or 'not assessed'}", class_="tag")]
    themes = [
        link(words.label("theme", theme), "contributions", {"theme": theme, "list": "passages"}, class_="tag")
        for theme in row["themes"]
    ]
    return join([*coded, *themes], " ")


def provenance(row: Mapping[str, Any]) -> Html:
    """Where the passage can be found and read on, and every caveat."""
    parts: list[object] = [
        link(
            f"Passage {row['position']} of this contribution",
            "contributions",
            {"contribution": row["contribution"], "passage": row["position"]},
        ),
        " · Source: ",
        source_link(row["source_title"], row["source_url"]),
        f" · {TEXT_KINDS[row['text_kind']]}",
    ]
    if row["source_truncated"]:
        parts.append(" · only the beginning of the source was seen")
    if row["note"]:
        parts.append(join([" · ", element("strong", "Caveat: "), row["note"]]))
    return join(parts)
