"""Makes a copy of a data folder in which every contribution stands many times, to measure with."""

import json
import shutil
from pathlib import Path

from kb.ingest.layout import CONTRIBUTIONS_FILE

NOTICE = """
## This copy is for measurement only

Every contribution stands here {times} times, under new ids that end in `--2` to `--{times}`. The copies were
made by a program: they attribute nothing to anyone, and nothing counted here says anything about any State.
"""


def enlarge(source: Path, target: Path, times: int) -> int:
    """Copy the data folder `source` to the new folder `target`, with every contribution `times` times.

    The first of each is the line as it was; the others differ in their id alone. Every other file is copied
    unchanged, but for README.md, which gets a notice. Returns the number of contributions written.
    Raises ValueError if `times` is below 1 and FileExistsError if `target` exists.
    """
    if times < 1:
        raise ValueError(f"times must be at least 1, not {times}")
    # Neither a built database nor a user's official texts belong to the material.
    left_out = shutil.ignore_patterns(CONTRIBUTIONS_FILE, "*.duckdb*", "official")
    shutil.copytree(source, target, ignore=left_out)
    with (target / "README.md").open("a", encoding="utf-8") as readme:
        readme.write(NOTICE.format(times=times))
    written = 0
    with (
        (source / CONTRIBUTIONS_FILE).open(encoding="utf-8") as originals,
        (target / CONTRIBUTIONS_FILE).open("w", encoding="utf-8") as copies,
    ):
        for line in originals:
            copies.write(line)
            contribution = json.loads(line)
            for number in range(2, times + 1):
                copy = contribution | {"id": f"{contribution['id']}--{number}"}
                copies.write(json.dumps(copy, ensure_ascii=False) + "\n")
            written += times
    return written
