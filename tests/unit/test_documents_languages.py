"""Documents in the languages of the meetings. Every text and every State in it is invented."""

# ruff: noqa: RUF001 (Chinese punctuation and Cyrillic letters are meant)

import re
from collections.abc import Callable

import pytest

from kb.ingest.reading import read_document, read_pasted
from kb.ingest.text.languages import is_right_to_left
from tests.unit.document_makers import FONTS, arabic_font, chinese_font, docx_of, odt_of, pdf_of

pytestmark = pytest.mark.slow

TEXTS = {
    "en": "Atlantis, an invented State, reports that it has helped 13 people who were hurt and thanks the chair.",
    "fr": "L’Atlantide, État inventé, déclare qu’elle a aidé 13 personnes blessées et remercie le Président.",
    "es": "La Atlántida, Estado inventado, informa que ha ayudado a 13 personas heridas y agradece al Presidente.",
    "pt": "A Atlântida, Estado inventado, informa que ajudou 13 pessoas feridas e agradece ao Presidente da reunião.",
    "ru": "Атлантида, вымышленное государство, сообщает, что она помогла 13 пострадавшим, и благодарит председателя.",
    "ar": "تعلن دولة أطلانتس، وهي دولة مخترعة، أنها ساعدت 13 شخصا من الجرحى وتشكر الرئيس على عمله في هذا الاجتماع.",
    "zh": "亚特兰蒂斯是一个虚构的国家，它报告说已经帮助了13名受伤的人，并感谢主席在这次会议上所做的工作。",
}
WRITERS: dict[str, Callable[[list[str]], bytes]] = {
    "docx": lambda texts: docx_of(*texts),
    "odt": lambda texts: odt_of("".join(f"<text:p>{text}</text:p>" for text in texts)),
    "txt": lambda texts: "\n\n".join(texts).encode(),
    "md": lambda texts: "\n\n".join(["# 1", *texts]).encode(),
    "html": lambda texts: f"<html><body>{''.join(f'<p>{text}</p>' for text in texts)}</body></html>".encode("utf-16"),
    "rtf": lambda texts: (r"{\rtf1\ansi\uc1 " + "".join(map(_escaped, "\n".join(texts))) + "}").encode(),
}


def _escaped(sign: str) -> str:
    """A character as RTF writes it."""
    number = ord(sign)
    if sign == "\n":
        return r"\par "
    return sign if number < 128 else f"\\u{number - 65536 if number > 32767 else number}?"


@pytest.mark.parametrize("kind", WRITERS)
def test_every_kind_keeps_every_language(kind: str) -> None:
    document = read_document(WRITERS[kind](list(TEXTS.values())), f"statement.{kind}")
    assert [paragraph.text for paragraph in document.paragraphs][-len(TEXTS) :] == list(TEXTS.values())
    assert document.media == kind
    assert document.warnings == ()


def test_the_language_is_told() -> None:
    assert {text: read_pasted(text).language for text in TEXTS.values()} == {TEXTS[name]: name for name in TEXTS}
    assert read_document(docx_of(TEXTS["ar"]), "statement.docx").language == "ar"


@pytest.mark.parametrize(
    ("language", "encoding"),
    [("fr", "cp1252"), ("es", "cp1252"), ("ru", "cp1251"), ("ru", "koi8-r"), ("ar", "cp1256"), ("zh", "gb18030")],
)
def test_texts_that_do_not_say_their_encoding(language: str, encoding: str) -> None:
    document = read_document("\n\n".join([TEXTS[language]] * 3).encode(encoding), "statement.txt")
    assert [paragraph.text for paragraph in document.paragraphs] == [TEXTS[language]] * 3
    assert document.language == language
    assert "does not say how its letters are encoded" in document.warnings[0]


def test_too_little_to_tell_the_language() -> None:
    for text in ("Atlantis", "12 13 14", "Merci.", "谢谢", "شكرا", "1. 2. 3. (a) (b) " * 20):
        assert read_pasted(text).language is None


def test_directions() -> None:
    assert {name: is_right_to_left(name) for name in ("ar", "he", "zh", None)} == {
        "ar": True,
        "he": True,
        "zh": False,
        None: False,
    }


ARABIC = [
    "بيان مخترع لدولة أطلانتس",
    "",
    "تعلن دولة أطلانتس، وهي دولة مخترعة، أنها ساعدت 13 شخصا",
    "(ABC 2012) من الجرحى في الأعوام 2010-2012 وتشكر الرئيس",
    "على عمله.",
]
CHINESE = [
    "虚构的声明",
    "",
    "亚特兰蒂斯是一个虚构的国家，它报告说已经帮助了受伤的人，并且",
    "感谢主席所做的工作。这个虚构的国家将继续向所有受害者提供医疗",
    "和康复。",
    "",
    "第二段。",
]


def _drawn(line: str) -> str:
    """A line of Arabic as it is drawn from left to right: letters turned round, numbers and Latin words not."""
    turned = line[::-1].translate(str.maketrans("()", ")("))
    return re.sub(r"[A-Za-z0-9][A-Za-z0-9 -]*[A-Za-z0-9]", lambda match: match[0][::-1], turned)


@pytest.mark.skipif(not FONTS.exists(), reason="no font with Arabic letters on this machine")
def test_arabic_pdf_is_read_from_right_to_left() -> None:
    document = read_document(pdf_of([[_drawn(line) for line in ARABIC]], arabic_font(), is_right=True), "a.pdf")
    assert [paragraph.text for paragraph in document.paragraphs] == [ARABIC[0], " ".join(ARABIC[2:])]
    assert document.language == "ar"


def test_chinese_lines_are_joined_without_a_space() -> None:
    expected = [CHINESE[0], "".join(CHINESE[2:5]), CHINESE[6]]
    for content, name in ((pdf_of([CHINESE], chinese_font()), "a.pdf"), ("\n".join(CHINESE).encode(), "a.txt")):
        assert [paragraph.text for paragraph in read_document(content, name).paragraphs] == expected
