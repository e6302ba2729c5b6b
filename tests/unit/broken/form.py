"""Files whose form is broken."""

from tests.unit.broken.damage import SAID, THEMES, Broken, header, line

FORM = (
    Broken("file missing", THEMES, None, "0: file: themes.csv: the file is missing"),
    Broken("column missing", THEMES, header(lambda names: [*names[:-1]]), "1: description: : the column is"),
    Broken(
        "column unknown",
        THEMES,
        header(lambda names: ["lable" if name == "label" else name for name in names]),
        "1: label: : the column is missing",
        "1: lable: lable: no such column",
    ),
    Broken("column twice", THEMES, header(lambda names: [*names, "label"]), "1: label: label: the column stands twice"),
    Broken(
        "file empty",
        THEMES,
        lambda _: b"",
        "1: description: : the column is missing",
        *(f"1: {name}: : the column is missing" for name in ("discussion_line", "group", "id", "label", "position")),
    ),
    Broken("row short", THEMES, line(3, b"x,2"), "3: row: x,2: the row has 2 fields; the header has 6"),
    Broken("quote unbalanced", THEMES, line(3, b'x,2,"y,z,a,b'), "3: row: : not CSV: "),
    Broken("quote inside", THEMES, line(3, b'x,2,"y"z,g,a,b'), "3: row: : not CSV: "),
    Broken("not UTF-8", THEMES, line(3, b"\xe9t\xe9"), "3: file: été"),
    Broken("null character", THEMES, line(3, b"x\0"), r"3: file: \x00: the file holds a null character"),
    Broken("JSON cut", SAID, line(2, b'{"id":'), '2: line: {"id":: not JSON: '),
    Broken("JSON not an object", SAID, line(2, b"[1]"), "2: line: [1]: must be one JSON object"),
    Broken("JSON number endless", SAID, line(2, b"1" * 5000), "2: line: 1111"),
    Broken("JSON too deep", SAID, line(2, b"[" * 100_000), "2: line: [[[["),
    Broken(
        "JSON key twice",
        SAID,
        line(2, b'{"id": "a", "id": "b"}'),
        '2: line: {"id": "a", "id": "b"}: not JSON: the key id stands twice',
    ),
)
