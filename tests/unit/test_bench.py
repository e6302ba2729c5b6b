"""The measurement computes its figures right, asks for scopes that exist, and enlarges without inventing."""

import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kb.ingest.contributions import rows
from tests.bench.enlarge import enlarge
from tests.bench.figures import Target, failures_list, figures_table, percentile, summarise, targets_table
from tests.bench.readers import Run
from tests.bench.scenarios import ROOT, never_seen

INVENTED = {
    "id": "im2012-xaa",
    "contributor": "Invented State A",
    "contributor_type": "state",
    "state": "XAA",
    "about_state": None,
    "meeting": "ccm-im-2012",
    "meeting_label": "An invented session",
    "date": "2012-04-16",
    "line": "a",
    "line_inferred": None,
    "kind": "statement",
    "convention": "CCM",
    "voice": "own",
    "text_kind": "digest",
    "language": "en",
    "source_title": "Invented for a test",
    "source_url": "https://example.org/a",
    "source_truncated": False,
    "note": None,
    "passages": [
        {
            "order": 1,
            "text": "Déclaration inventée.",
            "assessment": "progress",
            "provisions": ["VAP-23"],
            "themes": [],
            "evidence": "invented",
        }
    ],
}


def test_percentile_is_one_of_the_measured_values_and_a_target_says_whether_it_is_met() -> None:
    measured = (([7.0], 95, 7.0), ([1.0, 2.0, 3.0, 4.0], 50, 2.0), ([float(n) for n in range(1, 101)], 95, 95.0))
    for values, percent, expected in measured:
        assert percentile(values[::-1], percent) == expected
    nothing = percentile([], 95)
    assert math.isnan(nothing)
    for target, met in (
        (Target("a time", 39.9, 40, "ms"), True),
        (Target("a time", 40.0, 40, "ms"), False),
        (Target("a ratio", 4.0, 4, "times", "at least"), True),
        (Target("errors", 1, 0, "", "at most"), False),
        (Target("a time", nothing, 40, "ms"), False),
        (Target("a ratio", nothing, 4, "times", "at least"), False),
        (Target("errors", nothing, 0, "", "at most"), False),
    ):
        assert target.met is met
        assert ("NOT met" in targets_table([target], markdown=True)) is not met


def test_failed_runs_and_stack_traces_count_as_errors_and_never_as_fast_runs() -> None:
    runs = [Run(100.0, 2000), Run(300.0, 2000), Run(1.0, error="connection lost")]
    line = summarise("a screen", 3, runs, 2.0, memory=200.0, cpu=0.05, traces=0)
    assert (line.per_second, line.median, line.high, line.errors, line.cpu) == (1.0, 100.0, 300.0, 1, 25.0)
    assert "1 times: a screen, 3 readers: connection lost" in failures_list([line])
    line = summarise("a screen", 1, [Run(5.0)], 1.0, memory=1.0, cpu=0.0, traces=2)
    assert (line.errors, line.failures) == (2, Counter({"stack trace in the server's log": 2}))


def test_tables_have_one_line_for_each_figure_in_both_forms() -> None:
    line = summarise("a screen", 1, [Run(5.0)], math.nan, memory=1.0, cpu=math.nan, traces=0)
    for markdown, extra in ((False, 1), (True, 2)):
        lines = figures_table([line, line], markdown=markdown).splitlines()
        assert len(lines) == 2 + extra
        assert "nan" not in lines[-1]


def test_never_seen_scopes_differ_and_name_what_the_data_has() -> None:
    queries = never_seen(ROOT / "data", 50)
    assert len(set(queries)) == 50
    assert queries == never_seen(ROOT / "data", 50)
    assert all("meeting=" in query and "theme=" in query for query in queries)


def _data_folder(folder: Path) -> Path:
    folder.mkdir()
    other = INVENTED | {"id": "im2012-xbb", "contributor": "Invented State B", "state": "XBB"}
    lines = [json.dumps(record, ensure_ascii=False) for record in (INVENTED, other)]
    (folder / "contributions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "README.md").write_text("# Invented material\n", encoding="utf-8")
    (folder / "themes.csv").write_bytes(b"id,label\nhealth,Health\n")
    (folder / "kb.duckdb").write_bytes(b"a built database")
    return folder


def test_every_contribution_stands_there_many_times_and_the_copy_says_that_it_attributes_nothing(
    tmp_path: Path,
) -> None:
    source, target = _data_folder(tmp_path / "source"), tmp_path / "large"
    before = {path.name: path.read_bytes() for path in source.iterdir()}
    assert enlarge(source, target, 3) == 6
    records = [json.loads(line) for line in (target / "contributions.jsonl").read_text("utf-8").splitlines()]
    names = ("im2012-xaa", "im2012-xbb")
    assert [record["id"] for record in records] == [f"{name}{end}" for name in names for end in ("", "--2", "--3")]
    assert all(record | {"id": "im2012-xaa"} == INVENTED for record in records[:3])
    readme = (target / "README.md").read_text("utf-8")
    assert readme.startswith("# Invented material\n")
    assert "for measurement only" in readme
    assert "attribute nothing to anyone" in readme
    assert (target / "themes.csv").read_bytes() == before["themes.csv"]
    assert {path.name: path.read_bytes() for path in source.iterdir()} == before
    assert not (target / "kb.duckdb").exists()


def test_the_importer_takes_every_copy_with_passages_of_its_own(tmp_path: Path) -> None:
    enlarge(ROOT / "data", tmp_path / "large", 2)
    records, shipped = _records(tmp_path / "large"), _records(ROOT / "data")
    read = [rows(record) for record in records]
    assert [faults for faults, _ in read if faults] == []
    passages = [values["id"] for _, found in read for table, values in found if table == "passage"]
    assert len(records) == 2 * len(shipped)
    assert len(passages) == len(set(passages)) == 2 * sum(len(record["passages"]) for record in shipped)


def _records(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "contributions.jsonl").read_text("utf-8").splitlines()]


def test_enlarging_refuses_a_folder_that_exists_and_a_senseless_number(tmp_path: Path) -> None:
    source = _data_folder(tmp_path / "source")
    with pytest.raises(FileExistsError):
        enlarge(source, source, 2)
    with pytest.raises(ValueError, match="at least 1"):
        enlarge(source, tmp_path / "large", 0)
    assert not (tmp_path / "large").exists()
