# ruff: noqa: RUF001 (letters of many alphabets are meant)
"""DOCX: what shows is read and what does not is not; numbers as printed. Every text is invented."""

import pytest

from kb.errors import DocumentRefused
from kb.ingest.text.numerals import formatted
from tests.unit.document_makers import docx_raw, unzipped, zipped
from tests.unit.docx_parts import level, p, passages, point, row, run

CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
BOX = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
FALLBACK = f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback>"
TWICE = f"<mc:AlternateContent><mc:Choice>{BOX}</mc:Choice>{FALLBACK}</mc:AlternateContent>"
FIELD = '<w:r><w:fldChar w:fldCharType="begin">{}</w:fldChar></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
HIDING = """<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="R"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>"""
DOCX = {
    "large first letter": (
        p("W", '<w:framePr w:dropCap="drop"/>') + p("e have."),
        ["paragraph: We have."],
    ),
    "heading run in": (
        p("Title.", '<w:outlineLvl w:val="0"/><w:rPr><w:vanish/><w:specVanish/></w:rPr>') + p(" Text."),
        ["paragraph: Title. Text."],
    ),
    "empty lines by hand": (
        p(f"{run('One')}<w:r><w:br/><w:br/></w:r>{run('Two')}<w:r><w:br/></w:r>{run('goes on.')}"),
        ["paragraph: One", "paragraph: Two goes on."],
    ),
    "hidden and not": (
        p(
            run("a", '<w:vanish w:val="0"/>')
            + run("b", "<w:vanish/>")
            + run("c", '<w:rStyle w:val="H"/>')
            + run("d", '<w:rStyle w:val="H"/><w:vanish w:val="false"/>')
            + run("e", '<w:vanish w:val="off"/>')
        )
        + p(run("f") + run("g", '<w:rStyle w:val="H"/>') + run("h", '<w:vanish w:val="0"/>'), '<w:pStyle w:val="P"/>'),
        ["paragraph: ade", "paragraph: gh"],
    ),
    "raised figures": (
        p(
            run("1,204")
            + run("3", '<w:vertAlign w:val="superscript"/>')
            + run(" on 12 km")
            + run("2", '<w:rStyle w:val="R"/>')
            + run(", 1")
            + run("st", '<w:vertAlign w:val="superscript"/>')
            + run("2", '<w:vertAlign w:val="subscript"/>')
        ),
        ["paragraph: 1,204³ on 12 km², 1st2"],
    ),
    "form fields": (
        p(
            FIELD.format('<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>', "")
            + run(" Yes ")
            + FIELD.format("<w:ffData><w:checkBox><w:default w:val='0'/></w:checkBox></w:ffData>", "")
            + run(" No ")
            + FIELD.format(
                '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="No"/><w:listEntry w:val="Partly"/>'
                "</w:ddList></w:ffData>",
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("Partly"),
            )
            + FIELD.format("", '<w:r><w:instrText>SYMBOL 168 \\f "Wingdings"</w:instrText></w:r>')
        ),
        ["paragraph: ☒ Yes ☐ No Partly☐"],
    ),
    "prompts and answers": (
        row(p("Number"), CONTROL.format("<w:showingPlcHdr/>", p("Click here.")))
        + p(run("Name: ") + CONTROL.format('<w:showingPlcHdr w:val="0"/>', run("Nobody")))
        + CONTROL.format("<w:showingPlcHdr/>", p("Click here.")),
        ["table: Number |", "paragraph: Name: Nobody", "2 empty form fields were left out with their prompts."],
    ),
    "signs of symbol fonts": (
        p(
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
            + run("\uf0b1", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')
            + run(" 5 \ue123")
        ),
        ["paragraph: ☑± 5 \ufffd", "1 sign of a symbol font has no letter; \ufffd stands in its place."],
    ),
    "a box": (p(run("See.") + f"<w:r>{TWICE}</w:r>"), ["paragraph: See.", "paragraph: In a box."]),
    "a box in a cell": (row(p("Funds"), p(run("See.") + f"<w:r>{TWICE}</w:r>")), ["table: Funds | See. In a box."]),
    "two languages side by side": (
        row(p("One.") + p("Two."), p("Un.") + p("Deux.")) + row(p("1"), p("One.") + p("Two.")),
        ["paragraph: One.", "paragraph: Two.", "paragraph: Un.", "paragraph: Deux.", "table: 1 | One. Two."],
    ),
    "formulas": (
        p(run("a ") + "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>")
        + p("<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num></m:f></m:oMath>" + run(" of all")),
        ["paragraph: a x=2", "paragraph: […] of all", "1 formula was not read; […] stands in its place."],
    ),
    "no point of a list": (
        p("A. R. Example, Ambassador") + p("2.5 million dollars.") + p("M. le Président,") + p("2.5 Health"),
        [
            "paragraph: A. R. Example, Ambassador",
            "paragraph: 2.5 million dollars.",
            "paragraph: M. le Président,",
            "list: 2.5 Health",
        ],
    ),
}


@pytest.mark.parametrize("case", DOCX)
def test_docx(case: str) -> None:
    body, expected = DOCX[case]
    assert passages(docx_raw(body, styles=HIDING), "a.docx") == expected


def test_a_strict_docx_is_read_as_any_other() -> None:
    parts = unzipped(docx_raw(p(run("Seen.") + run("Hidden.", '<w:rStyle w:val="H"/>')), styles=HIDING))
    old = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = {
        name: part.replace(old, b"http://purl.oclc.org/ooxml/wordprocessingml/main") for name, part in parts.items()
    }
    assert passages(zipped(strict), "a.docx") == ["paragraph: Seen."]


@pytest.mark.parametrize("where", ["footnotes", "table", "box"])
def test_tracked_changes_are_refused_wherever_they_stand(where: str) -> None:
    change = p("<w:ins>" + run("new") + "</w:ins>")
    inside = {
        "footnotes": p("x"),
        "table": row(change, p("x")),
        "box": p(f"<w:r><w:txbxContent>{change}</w:txbxContent></w:r>"),
    }
    notes = f'<w:footnote w:id="1">{change if where == "footnotes" else p("x")}</w:footnote>'
    with pytest.raises(DocumentRefused, match="tracked changes"):
        passages(docx_raw(inside[where], footnotes=notes), "a.docx")


RESTART = '<w:lvlRestart w:val="0"/>'
NUMBERED = {
    "a list style": (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="L"/>{level(0, "decimal", "%1.")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>',
        [point("x"), point("x", 2)],
        ["1.", "2."],
    ),
    "on over chapters": (
        f'<w:abstractNum w:abstractNumId="1">{level(0, "upperRoman", "%1.")}'
        f"{level(1, 'decimal', '%2.', RESTART)}{level(2, 'lowerLetter', '(%3)')}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
        [point("x"), point("x", 1, 1), point("x", 1, 2), point("x"), point("x", 1, 1), point("x", 1, 2)],
        ["I.", "1.", "(a)", "II.", "2.", "(a)"],
    ),
    "legal, an override, and a point without words": (
        f'<w:abstractNum w:abstractNumId="1">{level(0, "upperRoman", "%1.")}'
        f"{level(1, 'decimal', '%1.%2', '<w:isLgl/>')}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        f"{level(0, 'decimalZero', '%1)')}</w:lvlOverride></w:num>",
        [point("x"), point("x", 1, 1), point(""), point("x"), point("x", 2), point("x", 2)],
        ["I.", "1.1", "III.", "05)", "06)"],
    ),
    "a form that is not known": (
        f'<w:abstractNum w:abstractNumId="1">{level(0, "bahtText", "%1.")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
        [point("x")],
        [""],
    ),
}


@pytest.mark.parametrize("case", NUMBERED)
def test_docx_numbers_as_printed(case: str) -> None:
    numbering, points, labels = NUMBERED[case]
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    found = passages(docx_raw("".join(points), numbering=numbering, styles=styles), "a.docx")
    assert found == [f"list: {label} x" if label else "list: x" for label in labels]


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        ("chineseCountingThousand", {1: "一", 10: "十", 21: "二十一", 105: "一百零五"}),
        ("ideographDigital", {10: "一〇"}),
        ("chineseLegalSimplified", {3: "叁", 12: "壹拾贰"}),
        ("russianLower", {1: "а", 9: "и", 10: "к", 30: "аа"}),
        ("arabicAlpha", {1: "أ", 2: "ب", 29: ""}),
        ("arabicAbjad", {3: "ج"}),
        ("hebrew1", {15: "טו", 21: "כא"}),
        ("lowerLetter", {26: "z", 27: "aa", 28: "bb"}),
        ("lower-alpha", {27: "aa", 28: "ab"}),
        ("upperRoman", {1999: "MCMXCIX", 0: ""}),
        ("001, 002, 003, ...", {7: "007"}),
        ("А, Б, .., Аа, Аб, ... (ru)", {2: "Б"}),
        ("decimalEnclosedCircle", {20: "⑳", 21: ""}),
        ("ordinal", {1: ""}),
    ],
)
def test_numbers_of_other_scripts(form: str, labels: dict[int, str]) -> None:
    assert {number: formatted(number, form) for number in labels} == labels
