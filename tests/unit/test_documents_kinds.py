# ruff: noqa: RUF001 (letters of many alphabets are meant)
"""RTF, HTML, ODT and text: kinds of documents that are easily read wrongly. Every text is invented."""

import pytest

from kb.ingest.readers.plain import read_plain
from kb.ingest.text.passages import Passages
from tests.unit.document_makers import odt_of
from tests.unit.docx_parts import passages

RTF = {
    "signs for old readers": (
        rb"{\listtext\tab \u8226 \tab}First {\uc2\u1056\'d0\'d0\u1086\'ee\'ee}\par \u8217\par End\par",
        ["list: • First Ро", "paragraph: ’", "paragraph: End"],
    ),
    "back to the default font": (
        rb"\f1 Statement\par\pard\plain \'ec\'fb\par",
        ["paragraph: Statement", "paragraph: мы"],
    ),
    "bullets": (
        rb"{\listtext\f2 \'b7\tab}One\par{\listtext\f2 \u-3913 ?\tab}Two\par{\listtext o\tab}Three\par \f3\'fe\par",
        ["list: • One", "list: • Two", "list: • Three", "paragraph: ☑"],
    ),
    "form fields": (
        rb"{\field{\*\fldinst FORMCHECKBOX{\*\formfield{\fftype1\ffres1\ffdefres0}}}{\fldrslt}} Yes"
        rb"{\field{\*\fldinst FORMDROPDOWN{\*\formfield{\fftype2\ffres1{\*\ffl No}{\*\ffl Partly}}}}{\fldrslt Partly}}"
        rb'{\field{\*\fldinst SYMBOL 168 \\f "Wingdings"}{\fldrslt}}{\field{\*\fldinst REF}{\fldrslt seen}}\par',
        ["paragraph: ☒ YesPartly☐seen"],
    ),
    "a box, once": (
        rb"Host {\shp{\*\shpinst{\shptxt In a box.\par Two.\par}}{\shprslt{\*\do{\dptxbxtext In a box.}}}}goes on.\par",
        ["paragraph: Host goes on.", "paragraph: In a box.", "paragraph: Two."],
    ),
    "side by side": (
        rb"\trowd\intbl One.\par Two.\cell Un.\par Deux.\cell\row\trowd\intbl a\cell b\cell\row\pard",
        ["paragraph: One.", "paragraph: Two.", "paragraph: Un.", "paragraph: Deux.", "table: a | b"],
    ),
    "large first letter, empty line, hidden words": (
        rb"\pard\dropcapli3 W\par\pard e have.\line\line {\v no}{\v0 Yes}\par{\header{\shp{\shptxt Top}}}",
        ["paragraph: We have.", "paragraph: Yes", "Page headers and footers were left out."],
    ),
}


@pytest.mark.parametrize("case", RTF)
def test_rtf(case: str) -> None:
    fonts = rb"{\fonttbl{\f0\fcharset204 T;}{\f1\fcharset0 A;}{\f2\fcharset2 Symbol;}{\f3\fcharset2 Wingdings;}}"
    content, expected = RTF[case]
    assert passages(rb"{\rtf1\ansi\ansicpg1252\deff0" + fonts + content + b"}", "a.rtf") == expected


HTML = {
    "a page in a form": (
        "<p>One</p><form><input type=hidden value=no><p>Two <input value=filled><input type=checkbox checked>Yes"
        "<select><option value=''>Choose<option selected>Partly</select><button>Send</button></form>",
        ["paragraph: One", "paragraph: Two filled ☒ Yes Partly"],
    ),
    "lines broken by hand": (
        "<div>We have registered all<br>of them.<br>Geneva<br>Then <q>it</q>.<br><br>We thank.</div>",
        [
            "paragraph: We have registered all of them.",
            "paragraph: Geneva",
            "paragraph: Then “it”.",
            "paragraph: We thank.",
        ],
    ),
    "lists": (
        "<ol type=A start=3><li>x<li value=9>x</ol><ol reversed><li>x<li>x</ol>"
        "<ol style='list-style: lower-roman'><li>x</ol><ol style='list-style-type:none'><li>x</ol>"
        "<ol style='list-style-type:arabic-indic'><li>x</ol>",
        ["list: C. x", "list: I. x", "list: 2. x", "list: 1. x", "list: i. x", "list: x", "list: ١. x"],
    ),
    "hidden": (
        "<p>a<span style='visibility: hidden'>b</span><i style='mso-hide:all'>c</i><b hidden>d</b><dialog>e</dialog>"
        "<s>f</s></p><nav>g</nav>",
        ["paragraph: a", "Words that are struck out were left out.", "The page's menus were left out."],
    ),
    "powers and marks of notes": (
        "<p>25 km<sup>2</sup>, 10<sup>6</sup> and so<sup>2</sup>, 3 m<sup><a href='#n'>2</a></sup></p>",
        ["paragraph: 25 km², 10⁶ and so, 3 m"],
    ),
    "cells": (
        "<table><tr><td><p>One.</p><p>Two.</p></td><td>Un.<br><br>Deux.</td></tr><tr><td>a</td><td>"
        "<table><tr><td>b</td><td>c</td></tr></table></td></tr></table>",
        ["paragraph: One.", "paragraph: Two.", "paragraph: Un.", "paragraph: Deux.", "table: a | b | c"],
    ),
    "signs of symbol fonts": (
        "<p><span style='mso-list:Ignore'>o </span>One <font face=Wingdings>&thorn;</font></p>",
        ["list: • One ☑"],
    ),
}


@pytest.mark.parametrize("case", HTML)
def test_html(case: str) -> None:
    page, expected = HTML[case]
    assert passages(f"<!doctype html><html><body>{page}</body></html>", "a.html") == expected


def test_odt() -> None:
    styles = (
        '<style:style style:name="Gone"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="Child" style:parent-style-name="Gone"/>'
        '<style:style style:name="Shown" style:parent-style-name="Gone"><style:text-properties text:display="true"/>'
        "</style:style>"
        '<style:style style:name="W"><style:text-properties style:font-name="Wingdings"/></style:style>'
        '<text:list-style style:name="C"><text:list-level-style-number text:level="1" '
        'style:num-format="一, 二, 三, ..." style:num-suffix="、"/></text:list-style>'
    )
    body = """<office:forms><form:form><form:checkbox form:id="c" form:label="Yes"
form:current-state="checked"/></form:form></office:forms><text:p>a<text:span text:style-name="Child">b</text:span>
<text:span text:style-name="Gone">c<text:span
text:style-name="Shown">d</text:span></text:span><text:span text:style-name="W">\u00fe</text:span></text:p>
<text:p>One<text:line-break/><text:line-break/>Two<text:placeholder>Enter</text:placeholder> <draw:control
draw:control="c"/></text:p>
<text:list text:style-name="C"><text:list-item><text:p>x</text:p></text:list-item></text:list>
<text:p>Host <draw:custom-shape><text:p>In a shape.</text:p></draw:custom-shape>goes on.</text:p>
<table:table><table:table-row><table:table-cell><text:p>One.</text:p><text:p>Two.</text:p></table:table-cell>
<table:table-cell><text:p>Un.</text:p><text:p>Deux.</text:p></table:table-cell></table:table-row></table:table>"""
    assert passages(odt_of(body, styles), "a.odt") == [
        "paragraph: a d☑",
        "paragraph: One",
        "paragraph: Two ☒ Yes",
        "list: 一、 x",
        "paragraph: Host goes on.",
        "paragraph: In a shape.",
        "paragraph: One.",
        "paragraph: Two.",
        "paragraph: Un.",
        "paragraph: Deux.",
        "1 empty form field was left out with its prompt.",
    ]


def test_utf_16_that_does_not_say_so() -> None:
    for text in ("نشكر المنسقين على تقريرهم.", "我们感谢协调员的报告。\n谢谢。", "Спасибо, мы помогаем."):
        for order in ("utf-16-le", "utf-16-be"):
            expected = [f"paragraph: {line}" for line in text.split("\n")]
            assert passages(f"{text}\n".encode(order), "a.txt") == expected


MAIL = """Dear colleagues,

> Mr. President,
>
> We have registered 1,204 survivors in three provinces and we will report on
> them in 2026.
>> An older one.
--
The Mission
"""
LINES = """The Government spent a great deal on rehabilitation in the past year. It gave
3.5 million dollars for prostheses and for training in the three provinces.
2.1 million came from partners, whom we thank for their continued support of
the programme, which was presented in the name of the President by Mr.
A. Example, who said that the ministry would report on the figures that it has
4 May at the latest."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            MAIL,
            [
                "Dear colleagues,",
                "Mr. President,",
                "We have registered 1,204 survivors in three provinces and we will report on them in 2026.",
                "An older one.",
                "The Mission",
            ],
        ),
        (LINES, [LINES.replace("\n", " ")]),
        ("More than all.\n\n> 5 per cent of them.", ["More than all.", "> 5 per cent of them."]),
    ],
    ids=["a quoted e-mail", "numbers that open a line", "no quotation"],
)
def test_text(text: str, expected: list[str]) -> None:
    found = Passages("a.txt")
    read_plain(text, found)
    assert [one.text for one in found.finished()] == expected
