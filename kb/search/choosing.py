"""What the results are chosen by: the scope, the language and the kind, as conditions that weigh nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

from tantivy import FieldType, Occur, Query

from kb.db import View
from kb.domain.model import ANY_MEETING, Scope
from kb.questions.searching import search_states
from kb.search.index import Index

# The facets, by the names of the shared filters where they exist, with the field of the index behind each.
FACETS = ("state", "provision", "theme", "line", "assessment", "voice", "meeting", "language")
# A provision is said by nobody and at no meeting: of the choices only these apply to it.
OF_PROVISIONS = frozenset({"provision", "language"})
KINDS = ("passage", "contribution", "provision")


class Choices:
    """The choices of a reader: for every facet the codes chosen, and the period."""

    def __init__(self, view: View, index: Index, scope: Scope, languages: Sequence[str]) -> None:
        self._index = index
        self._scope = scope
        meetings = () if ANY_MEETING in scope.meetings else scope.meetings
        self.codes: Mapping[str, Sequence[str]] = {
            "state": search_states(view, scope) if scope.limits_states else (),
            "provision": scope.provisions,
            "theme": scope.themes,
            "line": scope.lines,
            "assessment": scope.assessments,
            "voice": scope.voices,
            "meeting": meetings,
            "language": languages,
        }

    @property
    def made(self) -> tuple[str, ...]:
        """The facets in which something is chosen; `period` for days."""
        facets = [name for name in FACETS if self.codes[name] or (name == "state" and self._scope.limits_states)]
        return (*facets, *(["period"] if self._scope.since or self._scope.until else []))

    def query(self, question: Query, kind: str | None, leave_out: str | None = None) -> Query:
        """What fits the question and all choices but that of the facet left out; of any kind but provisions if None,
        where something is chosen that does not apply to them.
        """
        clauses = [(Occur.Must, question)]
        if kind is not None:
            clauses.append((Occur.Must, self._one_of("kind", [kind])))
        made = [name for name in self.made if name != leave_out and (kind != "provision" or name in OF_PROVISIONS)]
        clauses += [(Occur.Must, self._period() if name == "period" else self._chosen(name)) for name in made]
        if "provision" in made and "assessment" in made:
            # The assessment must be made on the provision chosen, as everywhere.
            clauses.append((Occur.Must, self.coded(self.codes["provision"], self.codes["assessment"])))
        return Query.boolean_query(clauses)

    def coded(self, provisions: Sequence[str], assessments: Sequence[str]) -> Query:
        """What has one of the assessments on one of the provisions."""
        return self._one_of("coded", [f"{one}|{other}" for one in provisions for other in assessments])

    def _chosen(self, facet: str) -> Query:
        return self._one_of(facet, self.codes[facet])

    def _one_of(self, field: str, codes: Sequence[str]) -> Query:
        if not codes:
            return Query.empty_query()
        return Query.const_score_query(Query.term_set_query(self._index.schema, field, list(codes)), 0.0)

    def _period(self) -> Query:
        clauses = []
        if self._scope.since:
            clauses.append((Occur.Must, self._days("last_date", since=self._scope.since)))
        if self._scope.until:
            clauses.append((Occur.Must, self._days("first_date", until=self._scope.until)))
        return Query.const_score_query(Query.boolean_query(clauses), 0.0)

    def _days(self, field: str, since: date | None = None, until: date | None = None) -> Query:
        since_day = (since - date(1970, 1, 1)).days if since else None
        until_day = (until - date(1970, 1, 1)).days if until else None
        return Query.range_query(self._index.schema, field, FieldType.Integer, since_day, until_day)
