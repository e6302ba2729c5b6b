"""The public data as one ZIP: a sound data package, with nothing that is not public. Everything here is invented,
but for the package of the shipped material.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import frictionless
import pytest

from kb.db import Store
from kb.db.description import data_tables
from kb.domain.model import Audience, Role
from kb.errors import PlaceUnusable
from kb.reports import data_package
from kb.tables.cells import unguarded
from kb.workflow import coding, publishing, replying
from kb.workflow.people import Person, known_by_email, save_person
from kb.workflow.permission import ALONE
from kb.workflow.submission import Delegation, SubmittedPassage
from tests import handing
from tests.handing import CODED
from tests.knowledge import Knowledge, about, empty
from tests.unit.processes import Run, python, without_privileges

pytestmark = pytest.mark.slow

SECRET = "Invented words that nobody else is to read"
UNDER_WAY = "Invented words that nobody has published yet"
PUBLIC = "Invented words for everybody"
CODER = "invented.coder"
LATER = datetime.now(UTC).date() + timedelta(days=30)


@pytest.fixture(scope="module")
def package(knowledge_base: Store) -> bytes:
    """The package of the shipped material."""
    return data_package.packed(knowledge_base).content


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Store]:
    """Two invented parties, a meeting, a provision, a contribution from the data files."""
    k = Knowledge.small("XAA", "XAB", provisions=["VAP-1"])
    k.said("XAB", about("VAP-1"))
    with k.build(tmp_path) as store:
        save_person(store, ALONE, Person(CODER, "coder@invented.example", "Invented Coder", frozenset({Role.CODER})))
        yield store


def hand_in(store: Store, text: str, publish: bool, **values: Any) -> str:
    """A contribution of the State XAA, coded by somebody, published or not."""
    everything = {"file_name": "invented-file-name.txt", "delegation": Delegation(1, 2, 3)} | values
    take = handing.published if publish else handing.hand_in
    return take(store, SubmittedPassage(text, (CODED,)), **everything)


def files_in(package: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def rows_in(package: bytes, name: str) -> list[dict[str, str]]:
    read = csv.DictReader(io.StringIO(files_in(package)[f"data/{name}.csv"], newline=""))
    return [{key: unguarded(value) for key, value in row.items()} for row in read]


def faults(path: Path) -> list[str]:
    report = frictionless.validate(str(path))
    return [error.message for task in report.tasks for error in task.errors] + [one.message for one in report.errors]


class TestSound:
    def test_of_the_shipped_material_by_the_formats_own_library(self, knowledge_base: Store, tmp_path: Path) -> None:
        target = tmp_path / "package.zip"
        assert data_package.write(knowledge_base, target) == 1
        report = frictionless.validate(str(target))
        assert report.valid
        assert report.stats["tasks"] == len([name for name in files_in(target.read_bytes()) if name.endswith(".csv")])
        assert [path.name for path in tmp_path.iterdir()] == ["package.zip"]

    def test_and_the_library_would_find_a_fault(self, package: bytes, tmp_path: Path) -> None:
        files = files_in(package)
        faulty = (
            ("data/passages.csv", "im2012-aus,1,", "nobody-at-all,1,", "not found in the lookup table"),
            ("data/states.csv", "2008-12-03", "some day", 'type is "date'),
            ("data/themes.csv", "awareness,", ",", 'constraint "required"'),
        )
        for file, before, after, _ in faulty:
            assert before in files[file]
            files[file] = files[file].replace(before, after, 1)
        described = json.loads(files[data_package.DESCRIPTOR])
        for resource in described["resources"]:
            del resource["bytes"], resource["hash"]
        files[data_package.DESCRIPTOR] = json.dumps(described)
        with zipfile.ZipFile(tmp_path / "broken.zip", "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        found = "\n".join(faults(tmp_path / "broken.zip"))
        assert [fault for *_, fault in faulty if fault not in found] == []

    def test_every_table_and_column_is_described_with_type_and_keys(self, package: bytes) -> None:
        described = json.loads(files_in(package)[data_package.DESCRIPTOR])
        resources = {one["path"]: one for one in described["resources"]}
        fields = [field for one in resources.values() for field in one["schema"]["fields"]]
        assert all(field["description"] and field["type"] for field in fields)
        passages = resources["data/passages.csv"]["schema"]
        assert passages["primaryKey"] == ["id"]
        assert passages["foreignKeys"] == [
            {"fields": ["contribution"], "reference": {"resource": "contributions", "fields": ["id"]}}
        ]
        provisions = resources["data/provisions.csv"]["schema"]
        assert {"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}} in provisions["foreignKeys"]
        related = next(field for field in provisions["fields"] if field["name"] == "related")
        assert related["description"].endswith("Ids, separated by spaces, of provisions.id.")
        assert described["licenses"][0]["name"] == "CC-BY-4.0"
        assert described["version"] == "1"

    def test_holds_what_the_public_view_holds_and_the_same_bytes_every_time(
        self, knowledge_base: Store, package: bytes
    ) -> None:
        assert data_package.packed(knowledge_base).content == package
        view = knowledge_base.latest()
        for table in data_tables():
            if table.name in ("state", "passage", "contribution", "coding", "theme", "provision"):
                assert len(rows_in(package, data_package._resource(table.name))) == len(view.records(table))

    def test_has_a_readme_with_every_file_and_a_licence(self, package: bytes) -> None:
        files = files_in(package)
        named = set(re.findall(r"`(data/[\w]+\.csv)`", files["README.md"]))
        assert named == {name for name in files if name.startswith("data/")}
        assert "creativecommons.org/licenses/by/4.0" in files["LICENCE.txt"]
        assert "remain theirs" in " ".join(files["LICENCE.txt"].split())


class TestOnlyPublic:
    def test_what_is_published_is_there_and_what_is_not_is_nowhere(self, base: Store, tmp_path: Path) -> None:
        waiting = hand_in(base, UNDER_WAY, publish=False)
        before = data_package.packed(base).content
        assert rows_in(before, "delegations") == []
        assert [row["contributor"] for row in rows_in(before, "contributor_names")] == ["XAB"]
        open_ = hand_in(base, PUBLIC, publish=True)
        secret = hand_in(base, SECRET, publish=True, public_from=LATER)
        package = data_package.packed(base).content
        whole = "\n".join(files_in(package).values())
        assert PUBLIC in whole
        assert [row["contributor"] for row in rows_in(package, "delegations")] == ["XAA"]
        assert [row["id"] for row in rows_in(package, "contributions") if row["state"] == "XAA"] == [open_]
        for hidden in (waiting, secret, UNDER_WAY, SECRET, "invented-file-name"):
            assert hidden not in whole
        target = tmp_path / "package.zip"
        target.write_bytes(package)
        assert faults(target) == []

    def test_no_table_of_people_or_of_the_work_and_no_name_of_anybody(self, base: Store) -> None:
        delegate = Person("inv.dee", "dee@invented.example", "Invented Dee", frozenset({Role.DELEGATE}), "XAA")
        save_person(base, ALONE, delegate)
        staff = base.latest(Audience.STAFF)
        coder, dee = (known_by_email(staff, f"{one}@invented.example") for one in ("coder", "dee"))
        assert coder
        assert dee
        id_ = hand_in(base, PUBLIC, publish=False)
        coding.judge(base, coder, coding.Judgement(f"{id_}.1", (("VAP-1", "plan"),)))
        publishing.publish(base, ALONE, id_, {f"{id_}.1": CODER})
        said = replying.reply(base, dee, replying.Reply(f"{id_}.1", "contested", "An invented reason"))
        replying.answer(base, ALONE, said, "kept", "An invented answer")
        package = data_package.packed(base).content
        files = files_in(package)
        whole = "\n".join(files.values())
        assert [row["assessment"] for row in rows_in(package, "codings") if row["passage"] == f"{id_}.1"] == ["plan"]
        assert rows_in(package, "replies")[0]["reason"] == "An invented reason"
        assert rows_in(package, "answers")[0]["text"] == "An invented answer"
        for name in ("Invented Coder", CODER, "invented.example", "Invented Dee", "inv.dee", "local-administrator"):
            assert name not in whole.replace("https://invented.example", "")
        tables = {Path(name).stem for name in files if name.startswith("data/")}
        assert not tables & {"people", "person", "submissions", "restrictions", "judgements", "official_texts"}
        headers = [one.partition("\n")[0].split(",") for name, one in files.items() if name.endswith(".csv")]
        assert not any({"coder", "person", "email"} & set(header) for header in headers)


class TestPlace:
    def test_a_package_is_replaced_and_anything_else_is_left_alone(self, base: Store, tmp_path: Path) -> None:
        out = tmp_path / "out"
        out.mkdir()
        target, other = out / "package.zip", out / "mine.zip"
        data_package.write(base, target)
        first = target.read_bytes()
        hand_in(base, PUBLIC, publish=True)
        data_package.write(base, target)
        assert target.read_bytes() != first
        other.write_bytes(b"mine")
        with zipfile.ZipFile(out / "zip-of-mine.zip", "w") as archive:
            archive.writestr("mine.txt", "mine")
        was = {path.name: path.read_bytes() for path in out.iterdir()}
        for place in (other, out / "zip-of-mine.zip", out):
            with pytest.raises(PlaceUnusable, match="Name a"):
                data_package.write(base, place)
        with pytest.raises(PlaceUnusable, match=r"cannot be written to .*No such file"):
            data_package.write(base, out / "nowhere" / "package.zip")
        assert {path.name: path.read_bytes() for path in out.iterdir()} == was

    @pytest.mark.file
    def test_where_nothing_may_be_written_or_the_disk_is_full_the_package_before_is_kept(
        self, base: Store, tmp_path: Path
    ) -> None:
        with without_privileges() as closed:
            with pytest.raises(PlaceUnusable, match="Permission denied"):
                data_package.write(base, closed / "package.zip")
            assert not list(closed.iterdir())
        out = tmp_path / "out"
        out.mkdir()
        data_package.write(base, out / "package.zip")
        before = (out / "package.zip").read_bytes()
        path = base.place
        base.close()
        for target in (out / "new.zip", out / "package.zip"):
            failed = python(["package", target], path, largest_file=2000)
            assert failed.returncode == 1
            assert "cannot be written" in failed.stderr
            assert "Nothing was changed" in failed.stderr
        assert {one.name: one.read_bytes() for one in out.iterdir()} == {"package.zip": before}

    @pytest.mark.file
    def test_the_command_says_what_it_wrote_and_that_of_nothing_there_is_no_package(
        self, run: Run, built: Path, package: bytes, tmp_path: Path
    ) -> None:
        empty(tmp_path / "empty.duckdb").close()
        was = sorted(path.name for path in tmp_path.iterdir())
        for database, why in (("empty.duckdb", "holds nothing yet"), ("none.duckdb", "There is no knowledge base")):
            status, output, errors = run("package", tmp_path / "package.zip", "--database", tmp_path / database)
            assert (status, output) == (1, "")
            assert why in errors
        assert sorted(path.name for path in tmp_path.iterdir()) == was

        target = tmp_path / "package.zip"
        status, output, errors = run("package", target, "--database", built)
        assert (status, errors) == (0, "")
        assert output == f"Wrote the public data as of revision 1 to {target}.\n"
        assert target.read_bytes() == package
