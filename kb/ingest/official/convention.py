"""The wording of a convention's articles, paragraphs and points."""

import re
from collections.abc import Sequence

from kb.ingest.official.article_reader import ArticleReader
from kb.ingest.official.lines import Line
from kb.ingest.official.page_forms import holds_page
from kb.ingest.official.parts import Part
from kb.ingest.official.placement import Ambiguity, Found, Placement, ProvisionRef
from kb.ingest.official.sequence import in_order
from kb.ingest.official.wrapping import Joiner

# "5", "5.2", "5.2(a)"; anything after it, as in "5.1 (medical care)", is the knowledge base's own division.
_NUMBER = re.compile(r"^(?P<number>\d+(?:\.\d+)?(?:\([a-z]\))?)(?P<own>.*)$")


def place_articles(
    lines: Sequence[Line], joiner: Joiner, instrument: str, provisions: Sequence[ProvisionRef]
) -> Placement:
    """Find the wording of articles, paragraphs ("5.2") and points ("5.2(a)"); the outcome is a `Placement`.

    A paragraph's wording holds its points, each with its label; a point's wording is its own alone.
    """
    needed: list[ProvisionRef] = []
    covered: list[tuple[ProvisionRef, str]] = []
    for ref in provisions:
        match = _NUMBER.match(ref.number)
        if match and match["own"]:
            covered.append((ref, match["number"]))
        else:
            needed.append(ref)
    reader = ArticleReader(lines, joiner, {ref.number for ref in needed})
    articles = reader.read()
    _judge_order(articles)
    begun: dict[str, list[Part]] = {}
    for article in articles:
        for part in article.all_parts():
            begun.setdefault(part.number, []).append(part)
    found, missing, ambiguous = [], [], []
    for ref in needed:
        parts = begun.get(ref.number, [])
        reasons = [f"begins {len(parts)} times"] if len(parts) > 1 else []
        if any(holds_page(text) for part in parts for text in part.paragraphs()):
            reasons.append("a page's header or footer seems to stand in its text")
        reasons += dict.fromkeys(doubt for part in parts for doubt in part.all_doubts())
        if not parts:
            missing.append(ref)
        elif reasons:
            where = tuple(part.line.where for part in parts)
            ambiguous.append(
                Ambiguity(ref.number, where, tuple(part.line.number for part in parts), "; ".join(reasons))
            )
        else:
            part = parts[0]
            found.append(Found(ref.id, ref.number, tuple(part.paragraphs()), part.line.where, part.line.number))
    return Placement(
        instrument=instrument,
        found=tuple(found),
        missing=tuple(missing),
        ambiguous=tuple(ambiguous),
        unplaced=tuple(reader.unplaced),
        remarks=(),
        headings=tuple(reader.headings),
        titles=tuple(reader.titles),
        covered=tuple(covered),
    )


def _judge_order(articles: Sequence[Part]) -> None:
    """Doubt every part of an article that begins twice or stands out of order."""
    numbers = [article.number for article in articles]
    ordered = in_order([int(number) for number in numbers])
    for index, (article, stands_in_order) in enumerate(zip(articles, ordered, strict=True)):
        if numbers.count(article.number) > 1:
            others = ", ".join(other.line.where for other in articles if other.number == article.number)
            article.doubt_all(f"Article {article.number} begins {numbers.count(article.number)} times ({others})")
        if not stands_in_order:
            article.doubt_all(f"Article {article.number} stands out of order ({article.line.where})")
            if index and article.is_lone:
                last = list(articles[index - 1].all_parts())[-1]
                last.doubts.append(f"may go on after the lone “Article {article.number}” ({article.line.where})")
