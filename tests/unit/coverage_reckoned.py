"""Coverage reckoned a second time, in plain Python over the rows: what the design says, sentence by sentence.

It is slow and knows nothing of the SQL, which must give the same.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kb.domain.model import Cell, Scope
from tests.knowledge import Knowledge, Row


@dataclass
class Reckoned:
    """What stands for a State and a provision: the ids of the passages behind every count."""

    cell: Cell = Cell.NO_CONTRIBUTION
    bound: str = "no"
    only_as_coordinator: bool = False
    passages: set[str] = field(default_factory=set)
    assessments: set[tuple[str, str]] = field(default_factory=set)
    second_hand: set[str] = field(default_factory=set)
    aligned: set[str] = field(default_factory=set)
    monitoring: set[str] = field(default_factory=set)
    anywhere: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)


def days(text: str) -> tuple[date, date]:
    """The first and the last day that a day, a month or a year can mean."""
    year, month, day = [int(part) for part in text.split("-")] + [0] * (2 - text.count("-"))
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    return date(year, month or 1, day or 1), date(year, last_month, last_day)


class Reckoning:
    """The coverage of one knowledge base in one scope."""

    def __init__(self, knowledge: Knowledge, scope: Scope) -> None:
        self.rows, self.scope = knowledge.rows, scope
        self.meetings = {row["id"]: row for row in self.rows["meeting"]}
        self.parents = {row["id"]: row["parent"] for row in self.rows["provision"]}
        self.lives = {
            row["id"]: (
                days(since)[0] if (since := row.get("valid_from")) else date.min,
                days(until)[1] if (until := row.get("valid_to")) else date.max,
            )
            for row in self.rows["instrument"]
        }
        self.official = {row["provision"] for row in self.rows["official_text"]}

    def coverage(self) -> dict[tuple[str, str], Reckoned]:
        """The cells of the States that joined, and of the others that reported; as far as the scope chooses them."""
        provisions = [
            p
            for p in self.rows["provision"]
            if p["instrument"] == self.scope.instrument and p["id"] in (self.scope.provisions or (p["id"],))
        ]
        matrix = {}
        for listed, table in ((True, "state"), (False, "outside_state")):
            for state in filter(self.is_chosen, self.rows[table]):
                row = {str(p["id"]): self.reckon(state, p) for p in provisions}
                if listed or any(reckoned.passages for reckoned in row.values()):
                    matrix |= {(str(state["id"]), provision): reckoned for provision, reckoned in row.items()}
        return matrix

    def is_chosen(self, state: Row) -> bool:
        """Whether every filter on States leaves it in; one that never joined has no group, and nobody knows more."""
        told = (
            (self.scope.states, state["id"]),
            (self.scope.regions, state.get("regional_group", "none")),
            (self.scope.affected, state.get("affected", "unknown")),
            (self.scope.statuses, self.status(state)),
        )
        return all(not chosen or value in chosen for chosen, value in told)

    def reckon(self, state: Row, provision: Row) -> Reckoned:
        """The cell of one State and one provision."""
        found = Reckoned(bound=self.bound(state, provision))
        pending = silent = known = False
        for contribution in self.rows["contribution"]:
            if contribution["status"] == "withdrawn":
                continue
            here = self.is_here(contribution)
            # Where the source only names the State it appeared, and nothing of what it said is there to be counted.
            passages = [
                p for p in self.rows["passage"] if p["contribution"] == contribution["id"] and p["substance"] == "true"
            ]
            relation = self.relation(contribution, state)
            if relation in ("speaks", "aligned") and contribution["voice"] in ("own", "reported"):
                wanted = here and contribution["voice"] in (self.scope.voices or ("own", "reported"))
                coded = all(self.confirmed(passage) for passage in passages)
                known = known or here
                pending = pending or (wanted and (contribution["status"] != "published" or not coded))
                silent = silent or (wanted and contribution["status"] == "published" and coded and bool(passages))
                for passage in passages if contribution["status"] == "published" else []:
                    id_ = str(passage["id"])
                    if self.on(passage, provision):
                        found.anywhere.add(id_)
                    chosen = self.chosen(passage, provision) if wanted else set()
                    if chosen:
                        found.passages.add(id_)
                        found.assessments |= {(id_, assessment) for assessment in chosen if assessment}
                        if None in chosen:
                            found.facts.add(id_)
                        if contribution["voice"] == "reported":
                            found.second_hand.add(id_)
                        if relation == "aligned":
                            found.aligned.add(id_)
            about = contribution.get("about_state") == state["id"] and relation == "neither"
            if about and contribution["status"] == "published" and (contribution["convention"] == "CCM" or here):
                found.monitoring |= {str(p["id"]) for p in passages if self.chosen(p, provision)}
        missing = provision["text_status"] == "missing" and provision["id"] not in self.official
        known = known or any(here and not chairs for here, chairs in self.spoken(state))
        holds = {
            Cell.REPORTED: bool(found.passages),
            Cell.TEXT_MISSING: missing,
            Cell.PENDING: pending,
            Cell.NOT_ADDRESSED: found.bound == "no",
            Cell.SILENT: silent,
            Cell.TEXT_NOT_HELD: known,
            Cell.NO_CONTRIBUTION: True,
        }
        found.cell = next(cell for cell in Cell if holds[cell])
        chaired = any(here and chairs for here, chairs in self.spoken(state))
        found.only_as_coordinator = found.cell is Cell.NO_CONTRIBUTION and chaired
        return found

    def relation(self, contribution: Row, state: Row) -> str:
        """Whether the State speaks in a contribution, is aligned with it, or neither."""
        if contribution["state"] == state["id"]:
            return "speaks"
        aligned = {a["state"] for a in self.rows["alignment"] if a["contribution"] == contribution["id"]}
        return "aligned" if state["id"] in aligned else "neither"

    def confirmed(self, passage: Row) -> list[Row]:
        """The codings of a passage that a person confirmed."""
        return [c for c in self.rows["coding"] if c["passage"] == passage["id"] and c["basis"] != "suggested"]

    def on(self, passage: Row, provision: Row) -> set[str | None]:
        """The assessments with which a passage is coded to a provision or a part of it; None: as a plain fact."""
        return {
            coding["assessment"]
            for coding in self.confirmed(passage)
            if provision["id"] in self.wholes(coding["provision"])
        }

    def wholes(self, provision: str | None) -> Iterator[str]:
        """A provision, what it is a part of, what that is a part of ..."""
        while provision:
            yield provision
            provision = self.parents[provision]

    def chosen(self, passage: Row, provision: Row) -> set[str | None]:
        """Likewise, of the themes and assessments that the scope asks for."""
        themes = {row["theme"] for row in self.rows["passage_theme"] if row["passage"] == passage["id"]}
        if self.scope.themes and not themes.intersection(self.scope.themes):
            return set()
        return {a for a in self.on(passage, provision) if not self.scope.assessments or a in self.scope.assessments}

    def is_here(self, contribution: Row) -> bool:
        """Whether a contribution is in the scope by meeting, line and day."""
        line = contribution.get("line") or contribution.get("line_inferred")
        span = self.span(contribution["meeting"], contribution.get("date"))
        return self.asked(contribution["meeting"], contribution["convention"]) and self.fits(line, span)

    def spoken(self, state: Row) -> Iterator[tuple[bool, bool]]:
        """Every time the State is known to have spoken: whether that is in the scope, and whether it was the chair."""
        sessions = {row["id"]: row for row in self.rows["session"]}
        for slot in self.rows["speaking_slot"]:
            session = sessions[slot["session"]]
            if slot["state"] == state["id"] and slot["speaker_kind"] == "state":
                here = self.asked(session["meeting"]) and self.fits(session["line"], days(str(session["day"])))
                named = f"{slot['speaker']} {slot.get('detail') or ''}".lower()
                chair = state["id"] in (session.get("coordinators") or "").split() or "coordinator" in named
                yield here, chair and slot["kind"] in ("opening", "closing", "presentation")
        for kept in self.rows["desk_speaker"]:
            if kept["state"] == state["id"] and kept["spoke"] == "true":
                here = self.asked(kept["meeting"]) and self.fits(kept["line"], days(str(kept["day"])))
                yield here, kept["as_chair"] == "true"
        for seen in self.rows["appearance"]:
            if seen["state"] == state["id"] and seen["spoke"] == "true":
                here = self.asked(seen["meeting"]) and self.fits(None, days(str(seen["date"])))
                yield here, any(word in str(seen["role"]).lower() for word in ("coordinator", "chair", "president"))

    def asked(self, meeting: str | None, convention: str | None = "CCM") -> bool:
        """Whether the scope asks for what was said at a meeting, on a convention."""
        chosen = self.scope.meetings
        if not chosen:
            if meeting is None or self.meetings[meeting]["convention"] != "CCM" or convention != "CCM":
                return False
            span, (begins, ends) = self.span(meeting), self.lives[self.scope.instrument]
            return span is not None and span[1] >= begins and span[0] <= ends
        return "any" in chosen or (meeting or "outside") in chosen

    def fits(self, line: str | None, span: tuple[date, date] | None) -> bool:
        """Whether a line and days are those that the scope asks for."""
        return (not self.scope.lines or line in self.scope.lines) and self.in_period(span)

    def in_period(self, span: tuple[date, date] | None) -> bool:
        """Whether a day of the span lies in the scope's period."""
        if span is None:
            return self.scope.since is None and self.scope.until is None
        first, last = span
        return (self.scope.since or last) <= last and first <= (self.scope.until or first)

    def span(self, meeting: str | None, day: str | None = None) -> tuple[date, date] | None:
        """The days a contribution can have: as its date says, else those of its meeting."""
        if day:
            return days(day)
        if meeting is None:
            return None
        row = self.meetings[meeting]
        return days(str(row["first_day"]))[0], days(str(row["last_day"]))[1]

    def day(self) -> date:
        """The day on which the status of States counts."""
        ends = {id_: span[1] for id_ in self.meetings if self.in_period(span := self.span(id_)) and span}
        named = [end for id_, end in ends.items() if id_ in self.scope.meetings]
        if named:
            return min(max(named), self.scope.until or date.max)
        if self.scope.until:
            ends = self.lives[self.scope.instrument][1]
            return self.scope.until if self.scope.meetings else min(self.scope.until, ends)
        asked = [end for id_, end in ends.items() if self.asked(id_)]
        ccm = [span[1] for id_, row in self.meetings.items() if row["convention"] == "CCM" and (span := self.span(id_))]
        return max(asked or ccm)

    def status(self, state: Row) -> str:
        """What a State is on that day; of the invented ones no signature and no deposit is known."""
        day = self.day().isoformat()
        if (state.get("withdrawn_on") or "9999") <= day:
            return "withdrawn"
        return "party" if (state.get("in_force_on") or "9999") <= day else "outside"

    def bound(self, state: Row, provision: Row) -> str:
        """Whether a provision is addressed to a State on that day: yes, no, unknown, not established."""
        if provision["addressed_to"] is None:
            return "not established"
        if self.status(state) != "party":
            return "no"
        return "yes" if provision["addressed_to"] == "all" else str(state["affected"])
