"""Nothing in the code is without a use: what only a test uses is dead too."""

import re
from pathlib import Path

from vulture import Vulture

PROJECT = Path(__file__).parents[2]
# Read by a library under this name: settings of answers (FastAPI), parts of a document (python-docx), a route, finished
# HTML (Streamlit). Templates count as code.
READ_BY_LIBRARIES = {
    "model_config",
    "path_regex",
    "compress_type",
    *("autofit", "bottom_margin", "created", "keep_with_next", "line_spacing", "modified", "orientation"),
    *("_repr_html_", "author", "comments", "keywords", "page_height", "rgb"),
    *("page_break_before", "space_after", "space_before", "superscript", "top_margin", "underline"),
}
# Fields of rows that are written, or taken apart, whole.
TAKEN_WHOLE = {"columns_left_out", "crpd_link", "opened_by", "rows_left_out"}
LEAST_CONFIDENCE = 60


def unused() -> list[str]:
    """What vulture finds unused in kb, pages and app.py, as path:line: name."""
    finder = Vulture()
    finder.scavenge([str(PROJECT / name) for name in ("kb", "pages", "app.py")])
    for template in (PROJECT / "kb").rglob("*.html"):
        finder.used_names |= set(re.findall(r"[A-Za-z_]\w+", template.read_text(encoding="utf-8")))
    return [
        f"{Path(item.filename).relative_to(PROJECT)}:{item.first_lineno}: {item.name}"
        for item in finder.get_unused_code(min_confidence=LEAST_CONFIDENCE)
        if item.name not in READ_BY_LIBRARIES | TAKEN_WHOLE
        and item.typ != "unreachable_code"  # vulture takes a `while True` that a for's else ends for endless
        and not is_column_of_an_answer(Path(item.filename), item.typ)
    ]


def is_column_of_an_answer(path: Path, kind: str) -> bool:
    """Whether a declaration in a model of the API, whose fields FastAPI reads and writes."""
    return kind == "variable" and path.parent.name == "api" and path.name.startswith(("schemas", "params"))


def test_nothing_is_without_a_use() -> None:
    assert unused() == []
