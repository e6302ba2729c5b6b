"""python -m kb import-folder. All of it is INVENTED."""

import os
import stat
import sys
from io import BytesIO
from pathlib import Path
from unicodedata import normalize
from zipfile import ZipFile, ZipInfo

import pytest

from kb.__main__ import run_lent
from kb.commands.context import Dashboard, run_by
from kb.db import Store
from kb.domain.model import Audience
from kb.ingest.submissions import folder as folder_importer
from tests.knowledge import MEETING, Knowledge, address_of, copied
from tests.unit.document_makers import docx_of, zipped
from tests.unit.processes import Run

pytestmark = pytest.mark.slow

HEADER = ",".join(folder_importer.COLUMNS)
SPEECH = b"We have trained the invented nurses.\n\nThe work is going on.\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with Knowledge.small("XAA", "XAB", "XAC", provisions=()).build(tmp_path_factory.mktemp("import")) as store:
        return store.place


@pytest.fixture
def invented(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = copied(made, tmp_path / "kb.duckdb")
    monkeypatch.setenv("KB_DATABASE", address_of(place))
    return place


def row(file: str, contributor: str = "XAA", rest: str = ",en,,,", meeting: str = MEETING) -> str:
    return f"{file},{contributor},{meeting},{rest}"


def manifest(*rows: str) -> bytes:
    return "\n".join([HEADER, *rows, ""]).encode()


def packed(tmp_path: Path, kind: str, files: dict[str, bytes]) -> Path:
    """The files as a folder, a ZIP, or a ZIP with everything one folder deeper."""
    path = tmp_path / f"invented-{kind}"
    if kind == "folder":
        for name, content in files.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(content)
    else:
        before = "texts/" if kind == "deeper" else ""
        path.write_bytes(zipped({before + name: content for name, content in files.items()}))
    return path


def revision(database: Path) -> int:
    with Store.open(database, read_only=True) as store:
        return store.revision()


@pytest.mark.parametrize("kind", ["folder", "deeper"])
def test_each_file_is_a_contribution_and_a_revision(run: Run, invented: Path, tmp_path: Path, kind: str) -> None:
    rows = row("one.docx", rest="a b,,paper,XAB XAC,2999-01-01"), ",,,,,,,", row("sub\\two.txt", "XAB", ",en,,,")
    files = {
        "manifest.csv": b"\xef\xbb\xbf" + manifest(*rows),
        "one.docx": docx_of(
            "The invented State has opened a clinic for the survivors of the region and for their families.",
            "It will be kept open in the coming years, and the costs are borne by the ministry of health.",
        ),
        "sub/two.txt": SPEECH,
    }
    place = packed(tmp_path, kind, files)
    status, output, errors = run("import-folder", place)
    assert (status, errors) == (0, "")
    assert output == (
        f"1 of 2: one.docx: receipt 2, {MEETING}-XAA-2, en, 2 passages\n"
        f"2 of 2: sub\\two.txt: receipt 3, {MEETING}-XAB-3, en, 2 passages\n"
        "2 taken, 0 not\n"
    )
    with Store.open(invented, read_only=True) as store:
        staff, public = store.latest(Audience.STAFF), store.latest()
        assert store.revision() == 3
        held = staff.rows("SELECT line, kind, language FROM contribution ORDER BY id")
        assert [tuple(one.values()) for one in held] == [("a b", "paper", "en"), (None, "statement", "en")]
        assert [one["state"] for one in staff.rows("SELECT state FROM alignment ORDER BY state")] == ["XAB", "XAC"]
        names = [one["file_name"] for one in staff.rows("SELECT file_name FROM submission ORDER BY receipt")]
        assert names == ["one.docx", "two.txt"]
        assert not public.rows("SELECT id FROM contribution WHERE kind = 'paper'")
    status, output, _ = run("import-folder", place)
    assert (status, output.count("held already"), output.splitlines()[-1]) == (1, 2, "0 taken, 2 not")
    assert revision(invented) == 3


BAD_ROWS = {
    "missing file": (row("none.txt"), "There is no file none.txt."),
    "up": (row("../outside.txt"), "../outside.txt is outside the folder."),
    "up and down": (row("sub/../../outside.txt"), "is outside the folder."),
    "absolute": (row("/etc/hostname"), "/etc/hostname is outside the folder."),
    "drive": (row("C:\\x.txt"), "is outside the folder."),
    "no name": (row(""), "names no file here"),
    "not a document": (row("bad.pdf"), "bad.pdf"),
    "folder": (row("sub"), "sub"),
    "unknown State": (row("good.txt", "XZZ"), "There is no State or organisation 'XZZ'."),
    "no State": (row("good.txt", ""), "does not say its contributor"),
    "unknown meeting": (row("good.txt", meeting="inv-none"), "There is no meeting 'inv-none'."),
    "unknown line": (row("good.txt", rest="a q,en,,,"), "There is no line 'q'."),
    "unknown kind": (row("good.txt", rest=",en,song,,"), "There is no kind 'song'."),
    "unknown language": (row("good.txt", rest=",xx,,,"), "There is no language 'xx'."),
    "unknown on behalf": (row("good.txt", rest=",en,,XZZ,"), "XZZ"),
    "no day": (row("good.txt", rest=",en,,,tomorrow"), "confidential_until is 'tomorrow'"),
    "already held": (row("first.txt"), "This document is held already"),
}


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_a_bad_file_stops_none_of_the_others(run: Run, invented: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "outside.txt").write_bytes(b"Invented, and not to be read.")
    rows = [row("first.txt"), *(bad for bad, _ in BAD_ROWS.values()), row("last.txt")]
    files = {
        "manifest.csv": manifest(*rows),
        "first.txt": SPEECH,
        "good.txt": b"An invented text.",
        "bad.pdf": b"\x00\x01 not a document",
        "sub/x.txt": b"x",
        "last.txt": b"An invented text that comes last.",
    }
    status, output, errors = run("import-folder", packed(tmp_path, kind, files))
    assert (status, errors) == (1, "")
    lines = output.splitlines()
    assert len(lines) == len(rows) + 1
    for line, (name, (_, reason)) in zip(lines[1:-2], BAD_ROWS.items(), strict=True):
        assert ": not taken: " in line, name
        assert reason in line, name
    assert "receipt 2," in lines[0]
    assert "receipt 3," in lines[-2]
    assert lines[-1] == f"2 taken, {len(BAD_ROWS)} not"
    assert revision(invented) == 3


def test_a_link_out_of_the_folder_is_not_followed(run: Run, invented: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_bytes(b"Invented, and not to be read.")
    files = {"manifest.csv": manifest(row("link.txt"), row("within.txt"), row("pipe")), "first.txt": SPEECH}
    place = packed(tmp_path, "folder", files)
    (place / "link.txt").symlink_to(tmp_path / "outside.txt")
    (place / "within.txt").symlink_to(place / "first.txt")
    os.mkfifo(place / "pipe")
    status, output, _ = run("import-folder", place)
    assert status == 1
    assert output.splitlines()[0] == "1 of 3: link.txt: not taken: link.txt is outside the folder."
    assert "receipt 2," in output.splitlines()[1]
    assert output.splitlines()[2:] == ["3 of 3: pipe: not taken: pipe is not a file.", "1 taken, 2 not"]


def zipped_row(**more: bytes) -> bytes:
    return zipped({"manifest.csv": manifest(row("first.txt")), "first.txt": SPEECH} | more)


def encrypted() -> bytes:
    made = bytearray(zipped_row())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.rindex(sign) + offset] |= 1
    return bytes(made)


BAD_MANIFESTS = [
    (None, "There is no file manifest.csv."),
    (b"", "lacks the columns file, contributor"),
    (HEADER.replace(",kind", "").encode() + b"\n", "lacks the columns kind."),
    (HEADER.encode() + b",colour\n", "not known: 'colour'"),
    (HEADER.encode() + b",file\n", "has a column twice"),
    (manifest(row("first.txt") + ",x").replace(b"until\n", b"until,\n"), "has 9 fields on line 2 where 8 belong"),
    (b"," + HEADER.encode() + b"\nx," + row("first.txt").encode(), "a value without the name of its column"),
    (HEADER.encode() + b"\n", "names no file"),
    (manifest(row("caf\u00e9.txt")).decode().encode("latin-1"), "is not UTF-8"),
    (manifest(row("a\0.txt")), "null character"),
    (manifest(row("first.txt"), "first.txt,XAA"), "has 2 fields on line 3 where 8 belong"),
    (manifest(row("first.txt"), '"first.txt'), "is not CSV"),
    (manifest(*[row("first.txt")] * 1001), "names 1001 files"),
]
BAD_ZIPS = [
    (None, "There is no folder or ZIP"),
    (b"not a ZIP", "neither a folder nor a ZIP"),
    (zipped_row()[:-40], "neither a folder nor a ZIP"),
    (encrypted(), "is encrypted"),
    (zipped({f"{number}.txt": b"" for number in range(1001)}), "holds 1001 entries"),
]


def test_a_bad_manifest_or_zip_is_one_sentence_and_nothing_is_imported(
    run: Run, invented: Path, tmp_path: Path
) -> None:
    def is_refused(place: Path, reason: str) -> None:
        status, output, errors = run("import-folder", place)
        assert (status, output, errors.count("\n")) == (1, "", 1), reason
        assert reason in errors
        assert revision(invented) == 1

    for number, (content, reason) in enumerate(BAD_MANIFESTS):
        files = {"first.txt": SPEECH} | ({} if content is None else {"manifest.csv": content})
        for kind in ("folder", "zip"):
            (tmp_path / f"{number}-{kind}").mkdir()
            is_refused(packed(tmp_path / f"{number}-{kind}", kind, files), reason)
    for content, reason in BAD_ZIPS:
        place = tmp_path / "invented.zip"
        if content is not None:
            place.write_bytes(content)
        is_refused(place, reason)


VALUES = dict(zip(folder_importer.COLUMNS, row("a.txt").split(","), strict=True))


def test_manifests_as_spreadsheets_save_them(tmp_path: Path) -> None:
    for number, content in enumerate(
        (
            manifest(row("a.txt").replace(",", ";")).replace(HEADER.encode(), HEADER.replace(",", ";").encode()),
            b"\xef\xbb\xbfsep=;\r\n" + "\r\n".join([HEADER, row("a.txt")]).replace(",", ";").encode(),
            "\n".join([HEADER, row("a.txt")]).replace(",", "\t").encode("utf-16"),
            manifest(row("a.txt") + ",,", ",,,,,,,,,").replace(b"until\n", b"until,,\n"),
            manifest(row("a.txt")).replace(b"file,contributor", b"File, Contributor ").replace(b"on_b", b"On b"),
            manifest(",".join(["", *row("a.txt").split(",")])).replace(b"file,", b",file,"),
        )
    ):
        (tmp_path / str(number)).mkdir()
        with folder_importer.opened(packed(tmp_path / str(number), "folder", {"manifest.csv": content})) as batch:
            assert batch.rows == [VALUES], number


@pytest.mark.parametrize("kind", ["folder", "zip", "mac"])
@pytest.mark.parametrize(("named", "stored"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_accents_may_be_signs_of_their_own(tmp_path: Path, kind: str, named: str, stored: str) -> None:
    """As a Mac writes them; its ZIP does not say that they are UTF-8."""
    asked, name = normalize(named, "été/Déclaration.txt"), normalize(stored, "été/Déclaration.txt")  # type: ignore[arg-type]
    place = packed(
        tmp_path, "folder" if kind == "folder" else "zip", {"manifest.csv": manifest(row(asked)), name: SPEECH}
    )
    if kind == "mac":
        content = place.read_bytes()
        flagged = bytearray(content)
        for sign, offset in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
            flagged[content.rindex(sign) + offset] &= ~8
        place.write_bytes(bytes(flagged))
    with folder_importer.opened(place) as batch:
        assert batch.content(batch.rows[0]["file"]) == SPEECH


def test_bad_entries_of_a_zip_stop_none_of_the_others(run: Run, invented: Path, tmp_path: Path) -> None:
    names = ("big.txt", "link.txt", "damaged.txt", "twice.txt", "last.txt")
    made = BytesIO()
    link = ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with ZipFile(made, "w") as archive:
        archive.writestr("manifest.csv", manifest(*map(row, names)))
        # A small entry that grows on reading: it is read no further than the limit.
        archive.writestr("big.txt", b"a" * (folder_importer.MAX_BYTES * 2), compress_type=8)
        archive.writestr(link, b"/etc/hostname")
        archive.writestr("damaged.txt", b"DAMAGED invented text")
        archive.writestr("twice.txt", b"An invented text.")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("twice.txt", b"Another invented text.")
        archive.writestr("last.txt", SPEECH)
    place = tmp_path / "invented.zip"
    place.write_bytes(made.getvalue().replace(b"DAMAGED", b"damaged"))
    before = set(tmp_path.rglob("*"))
    status, output, _ = run("import-folder", place)
    lines = output.splitlines()
    reasons = ("is larger than 20 MB", "is a link", "is damaged", "stands twice")
    for line, reason in zip(lines, reasons, strict=False):
        assert ": not taken: " in line
        assert reason in line
    assert "receipt 2," in lines[4]
    assert (status, lines[5]) == (1, "1 taken, 4 not")
    assert set(tmp_path.rglob("*")) == before


def test_a_bar_is_shown_on_a_terminal_only(
    run: Run, invented: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"manifest.csv": manifest(row("first.txt"), row("none\x1b[31m.txt")), "first.txt": SPEECH}
    place = packed(tmp_path, "folder", files)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    status, output, errors = run("import-folder", place)
    assert status == 1
    assert "\x1b" not in output
    assert "] 0 of 2" in errors
    assert "] 1 of 2" in errors
    assert errors.endswith("\r\x1b[K")


def test_it_is_done_while_the_dashboard_runs(invented: Path, tmp_path: Path) -> None:
    """The dashboard reads the folder from where the person stands."""
    packed(tmp_path, "folder", {"manifest.csv": manifest(row("first.txt"), row("none.txt")), "first.txt": SPEECH})
    said: list[str] = []
    with Store.open(invented) as store, run_by(Dashboard(store, "", str, said.append)):
        assert run_lent(["import-folder", "invented-folder"], tmp_path, invented) == 1
        assert store.revision() == 2
    assert "".join(said).splitlines()[-1] == "1 taken, 1 not"
