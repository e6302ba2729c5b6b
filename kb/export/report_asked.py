"""What the Coordinators' report is on: its scope, and the answers that several of its parts need."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kb.domain import filters
from kb.domain.model import ANY_MEETING, FACT, OUTSIDE_MEETINGS, Scope, TextStatus
from kb.domain.vocabulary import Vocabulary
from kb.queries import rates, records, scope_day
from kb.queries.contributions import Contributions, contribution_list
from kb.queries.looks import assessments, gaps
from kb.queries.vocabulary import vocabulary
from kb.store import View

if TYPE_CHECKING:
    import pandas as pd

# The contributions that the annex lists at most.
LISTED = 500


@dataclass(frozen=True)
class Asked:
    """What the report is on; `sentence` is the scope in words."""

    view: View
    scope: Scope
    words: Vocabulary
    sentence: str

    @cached_property
    def rates(self) -> "pd.DataFrame":
        """The provisions that are shown, each with its rate."""
        found = rates(self.view, self.scope)
        return found[found["shown"]]

    @cached_property
    def rated(self) -> list[dict[str, Any]]:
        """Those of them whose text is established, so that something could be coded to them."""
        return [row for row in records(self.rates) if row["text_status"] != TextStatus.MISSING]

    @cached_property
    def facts(self) -> dict[str, int]:
        """How many passages state a plain fact, without an assessment, by provision."""
        found = assessments.rows(self.view, self.scope)
        return {row["provision"]: row["passages"] for row in found if row["assessment"] == FACT}

    @cached_property
    def gaps(self) -> list[dict[str, Any]]:
        """The States and provisions without a report."""
        return gaps.rows(self.view, self.scope)

    @cached_property
    def whole(self) -> Scope:
        """The same scope with all that was said in it, whatever the provision, theme, assessment and line."""
        return replace(self.scope, provisions=(), themes=(), assessments=(), lines=())

    @property
    def is_narrowed(self) -> bool:
        """Whether only a part of what was said in the scope is asked for."""
        return self.scope != self.whole

    @cached_property
    def speaking(self) -> Contributions:
        """The contributions that speak to what is asked for, the latest first."""
        return contribution_list(self.view, self.scope, limit=LISTED)

    @cached_property
    def made(self) -> Contributions:
        """All contributions made in the whole scope, the latest first."""
        return contribution_list(self.view, self.whole, limit=LISTED) if self.is_narrowed else self.speaking

    @property
    def made_where(self) -> str:
        """Where all of them were made, in a few words."""
        scope = self.scope
        named = [one for one in scope.meetings if one not in (ANY_MEETING, OUTSIDE_MEETINGS)]
        if not scope.meetings:
            life = self.words.life(scope.instrument)
            where = "at the meetings of the Convention" + (f", {life}" if life else "")
        elif ANY_MEETING in scope.meetings:
            where = "at any meeting or none"
        elif named:
            where = "at this meeting" if len(named) == 1 else "at these meetings"
            where += " or at none" if OUTSIDE_MEETINGS in scope.meetings else ""
        else:
            where = "at no meeting"
        is_limited = scope.limits_states or scope.voices or scope.since or scope.until
        return f"{where}, within your other filters" if is_limited else where

    def label(self, kind: str, code: object) -> str:
        """The words for a code."""
        return self.words.label(kind, str(code))


def others(rate: Mapping[str, Any]) -> int:
    """How many States reported that the provision does not bind, or of which that is not known."""
    return int(rate["unbound_reporting"]) + int(rate["unknown_reporting"])


def asked_of(view: View, scope: Scope) -> Asked:
    """What a report on the scope is on."""
    words = vocabulary(view)
    return Asked(view, scope, words, filters.sentence(scope, words, scope_day(view, scope)))
