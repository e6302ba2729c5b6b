"""Whom a typed name stands for: a name held, or the beginning of one State's name."""

import re
import unicodedata
from collections.abc import Sequence

from kb.db import View
from kb.domain.refusals import Refused
from kb.domain.words import listed
from kb.errors import ChangeRefused
from kb.questions import Row, rows_of

# With fewer letters a beginning says too little.
LETTERS = 3
# So many are named where a beginning may be that of several.
_NAMED = 5


def whom(view: View, typed: str) -> Row | None:
    """Whom the name stands for, a row of desk_names.sql; None for nobody known.

    It is a name that is held, of a State or an organisation; or what a word in a name of one State, and of no other,
    begins with. Raises ChangeRefused where it may be several.
    """
    wanted = _plain(typed)
    names = [(row, _plain(row["name"])) for row in rows_of(view, "desk_names")]
    matches = [row for row, name in names if name == wanted]
    matches = [row for row in matches if _plain(row["speaker"]) == wanted] or matches
    if not matches and sum(letter.isalpha() for letter in wanted) >= LETTERS:
        begins = re.compile(rf"(?<!\w){re.escape(wanted)}")
        matches = [row for row, name in names if row["state"] and begins.search(name)]
    called = {row["contributor"]: row["speaker"] for row in matches}
    if len(called) > 1:
        raise ChangeRefused(Refused.SEVERAL_NAMES, typed=typed, names=_either([*called.values()]))
    return next(iter(matches), None)


def _plain(name: str) -> str:
    """A name as it is compared: without accents, capitals and superfluous spaces."""
    letters = unicodedata.normalize("NFKD", name)
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).casefold().split())


def _either(names: Sequence[str]) -> str:
    """`A or B`, `A, B or C`; the first of many, and how many more."""
    if len(names) > _NAMED:
        names = [*names[: _NAMED - 1], f"one of {len(names) - _NAMED + 1} more States"]
    return listed(names, "or")
