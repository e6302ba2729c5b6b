"""Agreement of coders on passages that several judged blind: Krippendorff's alpha by action and theme.

Krippendorff, Content Analysis (2019), chapter 12; for each code the values are: chosen, not chosen (nominal).
"""

import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from kb.cache import cached
from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.questions import Row, Rows, grouped
from kb.questions.tagging import AGREED_ON, blind_judgements
from kb.questions.vocabulary import vocabulary

if TYPE_CHECKING:
    import numpy as np

ENOUGH = 30
"""Passages judged twice below which nothing is said."""
# From where on agreement is taken to be reliable, and tentatively so (Krippendorff).
_RELIABLE, _TENTATIVE = 0.8, 0.667
_DRAWS = 200
_ALL = "all"


@cached
def agreement(view: View) -> Rows:
    """The rows under AGREEMENT: for actions and for themes all together, then each code that a coder chose.

    `view` is one of the staff's. No row where nothing was judged twice.
    """
    units = list(grouped(blind_judgements(view), "passage").values())
    words = vocabulary(view)
    rows: list[Row] = []
    for kind, column in AGREED_ON.items():
        codes = sorted({code for unit in units for row in unit for code in row[column]})
        counts = {code: _counts(units, column, code) for code in codes}
        if counts:
            rows.append(_row(kind, _ALL, _("All"), len(units), len(units), list(counts.values())))
        for code in codes:
            used = sum(chosen > 0 for _others, chosen in counts[code])
            rows.append(_row(kind, code, words.label(kind, code), len(units), used, [counts[code]]))
    return rows


@cached
def differing(view: View, most: int = 20) -> Rows:
    """The passages on which coders differ most: passage, contribution, coders and difference, 0 to 1 (Jaccard)."""
    rows = []
    for unit in grouped(blind_judgements(view), "passage").values():
        pairs = [_difference(one, other) for one, other in combinations(unit, 2)]
        row = unit[0]
        difference = round(sum(pairs) / len(pairs), 4)
        rows.append({"passage": row["passage"], "coders": len(unit), "difference": difference})
    apart = [row for row in rows if row["difference"]]
    return sorted(apart, key=lambda row: (-row["difference"], row["passage"]))[:most]


def _difference(one: Row, other: Row) -> float:
    first, second = ({(column, code) for column in AGREED_ON.values() for code in row[column]} for row in (one, other))
    return 1 - len(first & second) / len(first | second) if first | second else 0.0


def _counts(units: Sequence[Sequence[Row]], column: str, code: str) -> list[tuple[int, int]]:
    """Of each passage how many coders did not choose the code, and how many did."""
    chosen = [Counter(code in row[column] for row in unit) for unit in units]
    return [(one[False], one[True]) for one in chosen]


def _row(kind: str, code: str, name: str, passages: int, used: int, counts: Sequence[list[tuple[int, int]]]) -> Row:
    alpha, low, high = _alpha(counts) if passages >= ENOUGH else (None, None, None)
    verdict = "too_few"
    if alpha is not None and low is not None:
        verdict = "reliable" if alpha >= _RELIABLE else "tentative" if alpha >= _TENTATIVE else "unreliable"
    values: Mapping[str, float | None] = {"alpha": alpha, "alpha_low": low, "alpha_high": high}
    return {
        **{"kind": kind, "code": code, "name": name, "passages": passages, "used": used},
        **{key: None if value is None else round(value, 4) for key, value in values.items()},
        "verdict": verdict,
    }


def _alpha(counts: Sequence[list[tuple[int, int]]]) -> tuple[float | None, float | None, float | None]:
    """Alpha over all codes together with its bootstrap interval (95 %, passages drawn anew); None where undefined."""
    import numpy as np

    table = np.array(counts)  # code, passage, value
    chance = np.random.default_rng(0)
    places = range(table.shape[1])
    drawn = [_of(table[:, chance.choice(places, len(places))]) for _draw in range(_DRAWS)]
    defined = [value for value in drawn if value is not None]
    if len(defined) < _DRAWS / 2:
        return _of(table), None, None
    low, high = np.percentile(defined, [2.5, 97.5])
    return _of(table), float(low), float(high)


def _of(table: "np.ndarray") -> float | None:
    import krippendorff

    counts = table.reshape(-1, 2)
    if not counts.sum(axis=0).all():  # nobody chose it, or everybody did: nothing varies
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))
