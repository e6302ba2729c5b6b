"""How good suggestions are: leave-one-contribution-out over everything tagged, by code, language and kind of text."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from typing import Any

from kb.domain.catalogue import gettext as _
from kb.domain.vocabulary import Vocabulary
from kb.questions import Row, Rows
from kb.workflow.suggestions.model import KINDS, OFFERED, Model

ENOUGH = 30
"""Examples below which nothing is said of a code."""
_Z = 1.959964  # of a 95 % interval
Suggested = Sequence[str]


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Wilson score interval (95 %) of a share (Wilson 1927); `of` must not be 0."""
    share, width = hits / of, _Z * _Z / of
    middle = share + width / 2
    half = _Z * sqrt(share * (1 - share) / of + width / (4 * of))
    return max(0.0, (middle - half) / (1 + width)), min(1.0, (middle + half) / (1 + width))


def quality_rows(model: Model, words: Vocabulary) -> Rows:
    """Rows under QUALITY: of each kind all, the baseline, languages, kinds of text, and the codes with examples."""
    made = [dict(model.scores(row)) for row in model.rows]
    rows: list[Row] = []
    for kind, column in KINDS.items():
        if kind not in model.targets:
            continue
        offered = [[code for code, _score in scores[kind][: OFFERED[kind]]] for scores in made]
        pairs = list(zip(model.rows, offered, strict=True))
        common = _most_used(model.rows, column, OFFERED[kind])
        rows.append(_measured(kind, "all", "all", _("All"), pairs, column))
        rows.append(_measured(kind, "baseline", "baseline", _("The most used"), list(common), column))
        for part in ("language", "text_kind"):
            for code in sorted({row[part] for row in model.rows}):
                within = [(row, codes) for row, codes in pairs if row[part] == code]
                rows.append(_measured(kind, part, code, words.label(part, code), within, column))
        for code in model.targets[kind].codes:
            if any(code in row[column] for row in model.rows):
                rows.append(_measured(kind, "code", code, words.label(kind, code), pairs, column, code))
    return rows


def _most_used(rows: Rows, column: str, offered: int) -> Iterator[tuple[Row, Suggested]]:
    """Each passage with the codes most used in all other contributions."""
    used = Counter(code for row in rows for code in row[column])
    own: dict[str, Counter[str]] = {}
    for row in rows:
        own.setdefault(row["contribution"], Counter()).update(row[column])
    for row in rows:
        others = used - own[row["contribution"]]
        yield row, sorted(others, key=lambda code: (-others[code], code))[:offered]


def _measured(
    kind: str,
    part: str,
    code: str,
    name: str,
    pairs: Sequence[tuple[Row, Suggested]],
    column: str,
    only: str | None = None,
) -> Row:
    counts: Callable[[str], bool] = (lambda one: one == only) if only else (lambda _one: True)
    examples = [(row, codes) for row, codes in pairs if any(map(counts, row[column]))]
    one_right = sum(any(map(counts, {*row[column]} & {*codes})) for row, codes in examples)
    suggested = sum(sum(map(counts, codes)) for _row, codes in pairs)
    right = sum(sum(map(counts, {*row[column]} & {*codes})) for row, codes in pairs)
    codes_in_all = sum(sum(map(counts, row[column])) for row, _codes in pairs)
    shares = {
        **_share("top3", one_right, len(examples)),
        **_share("precision", right, suggested),
        **_share("recall", right, codes_in_all),
    }
    return {
        **{"kind": kind, "part": part, "code": code, "name": name, "examples": len(examples), "suggested": suggested},
        **shares,
        "verdict": _verdict(len(examples), shares) if only or len(examples) < ENOUGH else None,
    }


def _share(key: str, hits: int, of: int) -> dict[str, Any]:
    low, high = wilson(hits, of) if of else (None, None)
    values = {key: hits / of if of else None, f"{key}_low": low, f"{key}_high": high}
    return {name: None if value is None else round(value, 4) for name, value in values.items()}


def _verdict(examples: int, shares: dict[str, Any]) -> str:
    """By the interval of how many suggestions were right: where it lies on both sides of a half, mixed."""
    if examples < ENOUGH or shares["precision"] is None:
        return "too_few"
    if shares["precision_low"] > 0.5:
        return "usually_right"
    return "often_wrong" if shares["precision_high"] < 0.5 else "mixed"
