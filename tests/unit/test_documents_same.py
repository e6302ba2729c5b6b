"""The same document in all formats gives the same passages. Every text is invented."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.document_makers import docx_raw, odt_of
from tests.unit.docx_parts import level, p, passages, point, row

_words = st.lists(st.sampled_from(["survivors", "été", "семьи", "provinces", "1,204", "care"]), min_size=2, max_size=6)
_sentence = _words.map(lambda words: f"We {' '.join(words)}.")
_blocks = st.lists(
    st.tuples(st.sampled_from(["heading", "paragraph", "list", "table"]), _sentence, _sentence), min_size=1, max_size=8
)


def _texts(blocks: Sequence[tuple[str, str, str]]) -> list[str]:
    made, number = [], 0
    for kind, one, other in blocks:
        number = number + 1 if kind == "list" else 0
        made.append(f"{kind}: {f'{number}. ' * (kind == 'list')}{one}{f' | {other}' * (kind == 'table')}")
    return made


def _docx(blocks: Sequence[tuple[str, str, str]]) -> bytes:
    body, number = "", 0
    for index, (kind, one, other) in enumerate(blocks):
        number += kind == "list" and (index == 0 or blocks[index - 1][0] != "list")
        made = {
            "list": point(one, number),
            "table": row(p(one), p(other)),
            "heading": p(one, '<w:outlineLvl w:val="0"/>'),
        }
        body += made.get(kind, p(one))
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{one}">{level(0, "decimal", "%1.")}</w:abstractNum>' for one in range(1, 9)
    )
    nums = "".join(f'<w:num w:numId="{one}"><w:abstractNumId w:val="{one}"/></w:num>' for one in range(1, 9))
    return docx_raw(body, numbering=lists + nums)


def _marked(blocks: Sequence[tuple[str, str, str]], forms: dict[str, str], opens: str, closes: str) -> str:
    """The blocks, each in the form of its kind; opens and closes: around each run of a list's points."""
    made, before = "", ""
    for kind, one, other in [*blocks, ("", "", "")]:
        made += opens if kind == "list" != before else ""
        made += closes if before == "list" != kind else ""
        made += forms[kind].format(one, other) if kind else ""
        before = kind
    return made


def _rtf(blocks: Sequence[tuple[str, str, str]]) -> bytes:
    made = rb"{\rtf1\ansi "
    for text, (kind, one, other) in zip(_texts(blocks), blocks, strict=True):
        first, second = (("".join(f"\\u{ord(sign)}?" for sign in words)).encode() for words in (one, other))
        number = text.removeprefix("list: ").split(" ")[0].encode()
        made += {
            "heading": rb"\pard\outlinelevel0 " + first + rb"\par",
            "paragraph": rb"\pard " + first + rb"\par",
            "list": rb"\pard{\listtext " + number + rb"\tab}\ls1 " + first + rb"\par",
            "table": rb"\trowd\pard\intbl " + first + rb"\cell " + second + rb"\cell\row",
        }[kind]
    return made + b"}"


@given(_blocks)
@settings(max_examples=25, deadline=None)
def test_the_same_document_in_all_formats_gives_the_same_passages(blocks: list[tuple[str, str, str]]) -> None:
    expected = _texts(blocks)
    assert passages(_docx(blocks), "a.docx") == expected
    odt = _marked(
        blocks,
        {
            "heading": '<text:h text:outline-level="1">{}</text:h>',
            "paragraph": "<text:p>{}</text:p>",
            "list": "<text:list-item><text:p>{}</text:p></text:list-item>",
            "table": "<table:table><table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell>"
            "<table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row></table:table>",
        },
        '<text:list text:style-name="L">',
        "</text:list>",
    )
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/></text:list-style>'
    )
    assert passages(odt_of(odt, style), "a.odt") == expected
    assert passages(_rtf(blocks), "a.rtf") == expected
    page = {
        "heading": "<h1>{}</h1>",
        "paragraph": "<p>{}</p>",
        "list": "<li>{}</li>",
        "table": "<table><tr><td>{}</td><td>{}</td></tr></table>",
    }
    assert passages(f"<html><body>{_marked(blocks, page, '<ol>', '</ol>')}</body></html>", "a.html") == expected
    text = "".join(
        f"{'# ' * one.startswith('heading')}{one.partition(': ')[2]}\n\n"
        for one in expected
        if not one.startswith("table")
    )
    assert passages(f"{text}x\n", "a.md") == [one for one in expected if not one.startswith("table")] + ["paragraph: x"]
