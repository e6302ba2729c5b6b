"""Actions and articles that a text names by number: “Action 23”, “Actions 23 and 24”, “Article 5.2(g)”."""

import re
from collections.abc import Collection

# Numbers in a row: 23; 23 and 24; 20, 21 or 22.
_ACTIONS = re.compile(
    r"\bactions?\s{1,3}(?:nos?\.?\s?)?#?(\d{1,2}(?:(?:\s?,\s?|\s(?:and|or|et|y)\s)#?\d{1,2}){0,9})\b", re.I
)
_ARTICLES = re.compile(r"\barticles?\s{1,3}(\d{1,2})\s?[.(]\s?(\d{1,2})\s?\)?\s?[.(]?\s?(?:\(?([a-z])\))?", re.I)
# Another plan or convention has actions and articles with these numbers too.
_OTHERS = re.compile(
    r"\b(?:cartagena|nairobi|maputo|oslo|siem\s?reap|dubrovnik|lausanne|crpd|apmbc|ccw|protocol|"
    r"rights of persons with disabilities|mine[- ]ban|anti-personnel)\b",
    re.I,
)
LONGEST = 20_000


def mentioned(text: str, codes: Collection[str]) -> tuple[str, ...]:
    """The provisions of `codes` that a text names by number, in order; none where it names another plan or treaty.

    Nor is a number taken that two instruments have.
    """
    text = text[:LONGEST]
    if _OTHERS.search(text):
        return ()
    numbers = [number for run in _ACTIONS.finditer(text) for number in re.findall(r"\d+", run.group(1))]
    for one in _ARTICLES.finditer(text):
        numbers.append(".".join(part.lower() for part in one.groups() if part))
    having: dict[str, list[str]] = {}
    for code in codes:
        having.setdefault(code.partition("-")[2], []).append(code)
    return tuple(dict.fromkeys(having[number][0] for number in numbers if len(having.get(number, ())) == 1))
