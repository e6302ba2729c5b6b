"""Whom a typed name stands for: a name held, or the beginning of one State's name."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kb.db import View
from kb.domain.refusals import Refused
from kb.domain.words import listed
from kb.errors import ChangeRefused
from kb.questions.desk_held import desk_names

# With fewer letters a beginning says too little.
LETTERS = 3
# So many are named where a beginning may be that of several.
_NAMED = 5


@dataclass(frozen=True)
class Named:
    """A State or organisation of the knowledge base: its code, how it is called, and its kind."""

    contributor: str
    name: str
    kind: str

    @property
    def state(self) -> str | None:
        """Its code if it is a State."""
        return self.contributor if self.kind == "state" else None


def whom(view: View, typed: str) -> Named | None:
    """Whom the name stands for; None for nobody known.

    It is a name that is held, of a State or an organisation; or what a word in a name of one State, and of no other,
    begins with. Raises ChangeRefused where it may be several.
    """
    wanted = _plain(typed)
    names = [(Named(row["id"], row["called"], row["kind"]), _plain(row["name"])) for row in desk_names(view)]
    matches = [one for one, name in names if name == wanted]
    matches = [one for one in matches if _plain(one.name) == wanted] or matches
    if not matches and sum(letter.isalpha() for letter in wanted) >= LETTERS:
        begins = re.compile(rf"(?<!\w){re.escape(wanted)}")
        matches = [one for one, name in names if one.state and begins.search(name)]
    matches = list(dict.fromkeys(matches))
    if len(matches) > 1:
        raise ChangeRefused(Refused.SEVERAL_NAMES, typed=typed, names=_either(matches))
    return matches[0] if matches else None


def _plain(name: str) -> str:
    """A name as it is compared: without accents, capitals and superfluous spaces."""
    letters = unicodedata.normalize("NFKD", name)
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).casefold().split())


def _either(matches: Sequence[Named]) -> str:
    """`A or B`, `A, B or C`; the first of many, and how many more."""
    names = [one.name for one in matches]
    if len(names) > _NAMED:
        names = [*names[: _NAMED - 1], f"one of {len(names) - _NAMED + 1} more States"]
    return listed(names, "or")
