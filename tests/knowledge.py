"""Small knowledge bases for tests, made of INVENTED States, meetings and texts.

Nothing here stands for anything real: States bear codes that ISO 3166 leaves to its users (XAA to XZZ) and
are named "Invented State ...", and every text says that it is invented.
"""

import csv
import hashlib
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from kb.db import Place, Store
from kb.db.description import data_tables
from kb.db.places import Server
from kb.ingest.layout import CONTRIBUTION_KEYS, CONTRIBUTIONS_FILE, CSV_FILES, OPTIONAL
from kb.ingest.loading import build
from tests.postgresql import Databases

Row = dict[str, str | None]

DAY = "2012-04-16"  # the day of the invented meeting that most tests use
MEETING = "inv-2012"
IN_FORCE = "2011-01-01"
THEMES = ("inv-care", "inv-work")
GROUP, MONITOR = "inv-group", "inv-monitor"

# What a row must say and no test asks about.
FILLER: dict[str, Row] = {
    "provision": {"chapter": "Invented chapter", "chapter_basis": "source", "in_matrix": "true"},
    "state": {
        "iso_numeric": "900",
        "regional_group": "none",
        "source_url": "https://invented.example",
    },
    "meeting": {"dates_basis": "invented"},
    "session": {"title": "Invented session", "complete": "true", "source_url": "https://invented.example"},
    "speaking_slot": {"speaker_kind": "state", "kind": "statement", "statement_text_found": "none"},
    "desk_speaker": {"desk": DAY, "title": "Invented session", "speaker_kind": "state", "kind": "statement"},
    "appearance": {"meeting_label": "Invented", "role": "invented", "evidence": "invented"},
    "contribution": {
        "meeting_label": "Invented",
        "kind": "statement",
        "text_kind": "digest",
        "language": "en",
        "source_title": "Invented",
        "source_url": "https://invented.example",
        "source_truncated": "false",
    },
    "delegation": {"id": "inv-delegation"},
    "passage": {"substance": "true"},
    "coding": {"coder": "invented coder", "basis": "hand"},
    "line_provision": {"basis": "editorial", "reason": "Invented."},
    "line_question": {"addressed_to": "all", "basis": "invented"},
    "official_text": {
        "text": "Invented wording.",
        "file_name": "invented.txt",
        "sha256": "0" * 64,
        "loaded_on": DAY,
    },
}


def status_recorded(in_force: str | None, **values: str | None) -> str:
    """The status on 16 April 2012 that goes with these dates."""

    def by_then(day: str | None) -> bool:
        return day is not None and day <= "2012-04-16"

    if by_then(values.get("withdrawn_on")):
        return "non-signatory"
    if by_then(in_force):
        return "party"
    if by_then(values.get("deposited_on")):
        return "ratified-not-yet-in-force"
    return "signatory" if by_then(values.get("signed_on")) else "non-signatory"


def code(number: int) -> str:
    """The code of the invented State with this number, from 0: XAA, XAB ..."""
    return "X" + chr(65 + number // 26) + chr(65 + number % 26)


@dataclass(frozen=True)
class Passage:
    """A passage to be: its codings (provision or None, assessment or None for a fact, basis) and its themes; or nothing
    to tag. Without `substance` the source only names who speaks.
    """

    codings: tuple[tuple[str | None, str | None, str], ...]
    themes: tuple[str, ...] = ()
    substance: bool = True
    nothing_to_tag: bool = False


THANKS = Passage((), nothing_to_tag=True)


def about(
    *provisions: str | None,
    assessment: str | None = "progress",
    basis: str = "hand",
    themes: Iterable[str] = (),
    substance: bool = True,
) -> Passage:
    """A passage coded to these provisions."""
    return Passage(tuple((provision, assessment, basis) for provision in provisions), tuple(themes), substance)


class Knowledge:
    """The rows of an invented knowledge base, on their way into data files or straight into a store."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = defaultdict(list)
        for id_ in ("CCM", "VAP"):
            self.add("instrument", id=id_, name=f"Invented {id_}", short_name=id_, unit="Part")
        for line in "abc":
            self.add("discussion_line", id=line, title=f"Invented line {line}", description="Invented.")
        for position, theme in enumerate(THEMES, start=1):
            words = {"label": theme, "group": "Invented", "discussion_line": "a", "description": "Invented."}
            self.add("theme", id=theme, position=str(position), **words)
        for id_, kind in ((GROUP, "group"), (MONITOR, "ngo")):
            self.add("organisation", id=id_, name=f"Invented organisation {id_}", kind=kind)
            self.add("contributor_name", name=f"Invented organisation {id_}", contributor=id_)

    @classmethod
    def small(cls, *states: str, provisions: Iterable[str] = ("VAP-1", "VAP-2")) -> Self:
        """These States, all of them parties, the invented meeting, and provisions that bind them."""
        knowledge = cls()
        for state in states:
            knowledge.state(state)
        knowledge.meeting()
        for provision in provisions:
            knowledge.provision(provision)
        return knowledge

    def add(self, table: str, **values: str | None) -> None:
        """Add a row; what it does not say and the schema asks for is filled in."""
        self.rows[table].append(FILLER.get(table, {}) | values)

    def state(self, id_: str, affected: str = "yes", in_force: str | None = IN_FORCE, **values: str | None) -> None:
        """Add a State that joined; it is a party from `in_force` on."""
        name = f"Invented State {id_}"
        values = {"status_2012_04_16": status_recorded(in_force, **values), **values}
        self.add("state", id=id_, name=name, formal_name=name, affected=affected, in_force_on=in_force, **values)
        self.add("contributor_name", name=name, contributor=id_)

    def outside_state(self, id_: str) -> None:
        """Add a State that never joined."""
        self.add("outside_state", id=id_, name=f"Invented State {id_}")
        self.add("contributor_name", name=f"Invented State {id_}", contributor=id_)

    def meeting(self, id_: str = MEETING, first: str = DAY, last: str | None = None, convention: str = "CCM") -> None:
        """Add a meeting; its days may be a month or a year."""
        name = f"Invented meeting {id_}"
        days = {"first_day": first, "last_day": last or first}
        self.add("meeting", id=id_, name=name, short_name=id_, convention=convention, **days)

    def provision(
        self,
        id_: str,
        addressed_to: str | None = "affected",
        text: str = "restated",
        parent: str | None = None,
    ) -> None:
        """Add a provision of the instrument that its id begins with."""
        instrument, number = id_.split("-", 1)
        values = {"addressed_to": addressed_to, "text_status": text, "parent": parent, "number": number}
        position = str(len(self.rows["provision"]) + 1)
        self.add("provision", id=id_, instrument=instrument, position=position, **values)

    def under(self, line: str, *provisions: str, basis: str = "editorial") -> None:
        """Put provisions under a discussion line on the board of the session desk."""
        for provision in provisions:
            self.add("line_provision", line=line, provision=provision, basis=basis)

    def life(self, instrument: str, since: str | None = None, until: str | None = None) -> None:
        """Say how long an instrument holds."""
        row = next(row for row in self.rows["instrument"] if row["id"] == instrument)
        row.update(valid_from=since, valid_to=until)

    def speaker(
        self,
        state: str,
        meeting: str = MEETING,
        line: str | None = None,
        kind: str = "state",
        act: str = "statement",
        coordinators: str | None = None,
        detail: str | None = None,
    ) -> None:
        """Let a programme name `state` with a speaker; the State itself spoke if `kind` is state.

        `act` is what the speaker does: an opening or a closing by one of the `coordinators` is the chair's.
        """
        session = f"session-{len(self.rows['session'])}"
        first = next(row["first_day"] for row in self.rows["meeting"] if row["id"] == meeting)
        day = f"{first}-01-01"[:10]  # the first day of a meeting known by its month or year
        self.add("session", id=session, meeting=meeting, day=day, line=line, coordinators=coordinators)
        speaker = {"speaker": f"Invented speaker {state}", "state": state, "speaker_kind": kind}
        self.add("speaking_slot", session=session, position="1", kind=act, detail=detail, **speaker)

    def heard(self, state: str, meeting: str = MEETING, line: str | None = None, *, as_chair: bool = False) -> None:
        """Let the session desk keep that `state` had the floor."""
        turn = len(self.rows["desk_speaker"]) + 1
        first = next(row["first_day"] for row in self.rows["meeting"] if row["id"] == meeting)
        who = {"contributor": state, "state": state, "as_chair": str(as_chair).lower()}
        where = {"meeting": meeting, "day": f"{first}-01-01"[:10], "line": line}
        self.add("desk_speaker", slot=f"m{turn}", spoke="true", turn=str(turn), **who, **where)

    def silent(self, state: str) -> None:
        """Let a programme name `state`, and the session desk keep that it did not speak there."""
        self.speaker(state)
        session, turn = self.rows["session"][-1], len(self.rows["desk_speaker"]) + 1
        where = {"meeting": session["meeting"], "day": session["day"], "session": session["id"], "listed": "1"}
        who = {"contributor": state, "state": state, "as_chair": "false", "spoke": "false"}
        self.add("desk_speaker", slot=f"m{turn}", **who, **where)

    def seen(
        self,
        state: str,
        meeting: str | None = MEETING,
        date: str = DAY,
        spoke: bool = True,
        role: str = "invented",
    ) -> None:
        """Let a source say that `state` was there, and whether it spoke."""
        id_ = f"seen-{len(self.rows['appearance'])}"
        self.add(
            "appearance",
            id=id_,
            state=state,
            name=state,
            meeting=meeting,
            date=date,
            spoke=str(spoke).lower(),
            role=role,
        )

    def said(
        self,
        state: str | None,
        *passages: Passage,
        meeting: str | None = MEETING,
        behalf: Iterable[str] = (),
        **values: str,
    ) -> str:
        """Add a contribution, by default a State's own, published; returns its id."""
        id_ = values.pop("id", f"contribution-{len(self.rows['contribution']) + 1:02}")
        organisation = MONITOR if "about_state" in values else GROUP
        who = {
            "contributor_name": f"Invented State {state}" if state else f"Invented organisation {organisation}",
            "contributor_type": "state" if state else "group",
        }
        stated = {"convention": "CCM", "voice": "own", "status": "published"} | values
        self.add("contribution", id=id_, state=state, meeting=meeting, **who, **stated)
        for aligned in behalf:
            self.add("alignment", contribution=id_, state=aligned)
        for position, passage in enumerate(passages, start=1):
            self._passage(id_, position, passage)
        return id_

    def described(self, state: str, *passages: Passage, meeting: str | None = None, **values: str) -> str:
        """Add what others publish about a State; returns its id."""
        return self.said(None, *passages, meeting=meeting, **{"about_state": state, "voice": "monitoring"} | values)

    def _passage(self, contribution: str, position: int, passage: Passage) -> None:
        id_ = f"{contribution}.{position}"
        values = {"text": f"Invented text {id_}.", "substance": str(passage.substance).lower()}
        self.add("passage", id=id_, contribution=contribution, position=str(position), **values)
        for number, (provision, assessment, basis) in enumerate(passage.codings, start=1):
            coded = {"provision": provision, "assessment": assessment, "basis": basis}
            self.add("coding", passage=id_, position=str(number if provision else 0), **coded)
        if passage.nothing_to_tag:
            self.add("nothing_to_tag", passage=id_, coder="invented coder")
        for number, theme in enumerate(passage.themes, start=1):
            self.add("passage_theme", passage=id_, position=str(number), theme=theme)

    def write(self, folder: Path) -> None:
        """Write the data files."""
        for table in data_tables():
            if table.name in CSV_FILES and (self.rows[table.name] or table.name not in OPTIONAL):
                with (folder / CSV_FILES[table.name]).open("w", encoding="utf-8", newline="") as file:
                    writer = csv.DictWriter(file, table.column_names, lineterminator="\n")
                    writer.writeheader()
                    writer.writerows(self.rows[table.name])
        lines = (json.dumps(self._nested(row)) + "\n" for row in self.rows["contribution"])
        (folder / CONTRIBUTIONS_FILE).write_text("".join(lines), encoding="utf-8")

    def _nested(self, row: Row) -> dict[str, object]:
        nested: dict[str, object] = {key: row.get(column) for key, column in CONTRIBUTION_KEYS.items()}
        nested["source_truncated"] = row["source_truncated"] == "true"
        nested["status"] = row["status"]
        nested["on_behalf_of"] = [a["state"] for a in self.rows["alignment"] if a["contribution"] == row["id"]]
        nested["passages"] = [self._nested_passage(p) for p in self.rows["passage"] if p["contribution"] == row["id"]]
        return nested

    def _nested_passage(self, row: Row) -> dict[str, object]:
        keys = ("provision", "assessment", "coder", "basis")
        untagged = [one["coder"] for one in self.rows["nothing_to_tag"] if one["passage"] == row["id"]]
        return {
            "order": int(row["position"] or 0),
            "text": row["text"],
            "evidence": None,
            "substance": row["substance"] == "true",
            "themes": [t["theme"] for t in self.rows["passage_theme"] if t["passage"] == row["id"]],
            "codings": [{key: c[key] for key in keys} for c in self.rows["coding"] if c["passage"] == row["id"]],
            **({"nothing_to_tag": untagged[0]} if untagged else {}),
        }

    def build(self, folder: Path, store: Store | None = None) -> Store:
        """The knowledge base that the importer makes of data files in `folder`; in `store` if given.

        What was built of the same files before is copied.
        """
        self.write(folder)
        path = folder / "invented.duckdb"
        if store is None and not path.exists():
            return Store.open(copied(_built(folder), path))
        store = store or Store.open(path)
        build(store, folder)
        return store

    def put(self, store: Store) -> None:
        """Put the rows straight into `store` as one revision: quicker, for tests that need many."""
        with store.change("Invented person", "administrator", "Invented") as change:
            for table in data_tables():
                rows = self.rows[table.name]
                if rows:
                    change.put(table, {name: [row.get(name) for row in rows] for name in table.column_names})


# While it is not empty, knowledge bases are made in PostgreSQL (see `kept_in` in tests/conftest.py).
SERVER: list[Databases] = []


def for_a_copy() -> Knowledge:
    """Invented States with passages of their own, some in Arabic, and a contribution that is not published."""
    k = Knowledge.small("XAA", "XAB", "XAC", provisions=["VAP-1", "VAP-2", "CCM-1"])
    k.said("XAA", about("VAP-1", themes=("inv-care",)), about("CCM-1"), id="said", language="ar")
    k.said("XAB", about("VAP-2", assessment="challenge"), voice="reported")
    k.described("XAC", about("VAP-1"), meeting=MEETING)
    k.said("XAC", about("VAP-2"), id="secret", status="received")
    return k


class _Kept:
    """Where the databases lie that are built once and copied; the workers of a run share it (tests/conftest.py)."""

    folder: Path


def keep_in(folder: Path) -> None:
    """Let databases that are built once lie in `folder`."""
    folder.mkdir(exist_ok=True)
    _Kept.folder = folder


def empty(path: Path) -> Store:
    """An open knowledge base at `path` that holds nothing yet, copied from one that was made before."""
    return Store.open(copied(_made_empty(), path))


def copied(made: Place, path: Path) -> Place:
    """A copy of a closed knowledge base at `path`, or, where a test runs there, in PostgreSQL."""
    if isinstance(made, Server):
        return SERVER[-1].again(made)
    return SERVER[-1].copy_of(made) if SERVER else Path(shutil.copyfile(made, path))


def address_of(place: Place) -> str:
    """A place as KB_DATABASE and a command name it."""
    return place.address if isinstance(place, Server) else str(place)


def _made_empty() -> Path:
    return _once("empty", lambda new: Store.open(new).close())


def _built(folder: Path) -> Path:
    """A closed database of the data files in `folder`, from the same files of an earlier test where there were such."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")) + sorted(folder.glob("*.jsonl")):
        digest.update(f"{path.name} {path.stat().st_size} ".encode())
        digest.update(path.read_bytes())

    def make(new: Path) -> None:
        with Store.open(Path(shutil.copyfile(_made_empty(), new))) as store:
            build(store, folder)

    return _once(digest.hexdigest(), make)


def _once(name: str, make: Callable[[Path], None]) -> Path:
    """The database of this name, made where there is none; two that make it at once make the same."""
    made = _Kept.folder / f"{name}.duckdb"
    if not made.exists():
        new = made.with_suffix(f".{os.getpid()}")
        make(new)
        new.rename(made)
    return made
