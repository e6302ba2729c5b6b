"""Kinds of faults that readers of PDF have, each on a page made for it. Every text and every State is invented."""

# ruff: noqa: RUF001 (Arabic and Chinese punctuation is meant)

from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pytest
from bidi.algorithm import get_display
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from kb.errors import KnowledgeBaseError
from kb.ingest.readers.pdf.reading import read_pdf
from kb.ingest.text.passages import Paragraph, Passages
from tests.unit.document_makers import FONTS, arabic_font, chinese_font

ENGLISH = (
    "Atlantis, an invented State, supports the invented plan in full, and in particular the actions that concern the"
    " assistance to survivors, their families and their communities, as it has said."
)
FRENCH = (
    "L’Atlantide, un État inventé, soutient pleinement le plan inventé, et en particulier les actions qui concernent"
    " l’assistance aux survivants, à leurs familles et à leurs communautés."
)
CHINESE = "虚构的国家支持虚构的行动计划，特别是有关援助幸存者及其家庭和社区的行动，这些行动仍然是核心。"
Draw = Callable[[Canvas], object]


def text(
    canvas: Canvas, left: float, top: float, words: str, width: float = 450, size: float = 11, font: str = "Helvetica"
) -> float:
    """Words in lines of a width; the height below them."""
    for line in simpleSplit(words, font, size, width):
        canvas.setFont(font, size)
        canvas.drawString(left, 842 - top, line)
        top += 1.25 * size
    return top


def made(draw: Draw) -> bytes:
    content = BytesIO()
    canvas = Canvas(content, pagesize=(595, 842), invariant=1)
    draw(canvas)
    canvas.save()
    return content.getvalue()


def read(content: bytes) -> tuple[list[Paragraph], str]:
    passages = Passages("a.pdf")
    read_pdf(content, passages)
    return list(passages.finished()), " ".join(passages.warnings)


def texts(draw: Draw) -> list[str]:
    return [paragraph.text for paragraph in read(made(draw))[0]]


def test_letters_drawn_twice_are_one() -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.3, 0.9):
            text(canvas, 70 + shift, 80 + shift, "We pledge 22 million.", size=16, font="Helvetica-Bold")
        text(canvas, 70, 130, ENGLISH)

    assert texts(draw) == ["We pledge 22 million.", ENGLISH]


def test_a_watermark_is_no_text_and_said() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(150, 600)
        canvas.rotate(45)
        text(canvas, 0, 842, "DRAFT", size=90)
        canvas.restoreState()
        text(canvas, 90, 170, "CONFIDENTIAL", size=60)
        for row in range(4):
            text(canvas, 70, 100 + 60 * row, ENGLISH)

    found, warnings = read(made(draw))
    assert [one.text for one in found] == [ENGLISH] * 4
    assert "as a watermark does" in warnings


def test_what_does_not_show_is_left_out_and_said() -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas, 70, 100, ENGLISH)
        text(canvas, 70, 200, "Covered words.")
        canvas.rect(60, 630, 200, 30, fill=1)
        canvas.setFillGray(1)
        text(canvas, 70, 300, "White words on white.")
        text(canvas, 70, 205, "White words on black.")
        invisible = canvas.beginText(70, 500)
        invisible.setTextRenderMode(3)
        invisible.textLine("Words without ink.")
        canvas.drawText(invisible)

    found, warnings = read(made(draw))
    assert [one.text for one in found] == [ENGLISH, "White words on black."]
    assert "do not show were left out" in warnings


def test_raised_figures_are_powers_or_marks_of_notes() -> None:
    def draw(canvas: Canvas) -> None:
        left = 70.0
        for words, size, up in (
            ("We cleared 25 km", 11, 0), ("2", 7, 4), (" of land for 1,204", 11, 0), ("3", 7, 4),
            (" people, the 1", 11, 0), ("er", 7, 4), (" of all", 11, 0), ("*", 7, 4), (", or 10", 11, 0), ("6", 7, 4),
            (" in all.", 11, 0),
        ):  # fmt: skip
            canvas.setFont("Helvetica", size)
            canvas.drawString(left, 742 + up, words)
            left += canvas.stringWidth(words, "Helvetica", size)
        text(canvas, 70, 140, ENGLISH)
        text(canvas, 70, 752, "3", size=5)
        text(canvas, 74, 756, "An invented note.", size=8)
        text(canvas, 70, 768, "* Another one.", size=8)

    found, _ = read(made(draw))
    assert [(one.kind, one.text) for one in found] == [
        ("paragraph", "We cleared 25 km² of land for 1,204 people, the 1er of all, or 10⁶ in all."),
        ("paragraph", ENGLISH),
        ("footnote", "3 An invented note."),
        ("footnote", "* Another one."),
    ]


def test_a_line_that_ends_a_sentence_ends_no_paragraph_and_an_address_is_none() -> None:
    words: list[str] = []

    def draw(canvas: Canvas) -> None:
        text(canvas, 70, 80, "Permanent Mission of Atlantis")
        text(canvas, 70, 94, "12 Main Street")
        text(canvas, 380, 80, "Geneva, 5 May 2026")
        text(canvas, 70, 240, ENGLISH, 370)
        lines = (
            "Our Government has set up a register of survivors in the three provinces,",
            "which is kept by the Ministry of Health and is open to its partners there.",
            "It was brought up to date in May, with the help of the organisations, and",
            "it will be published in the year to come. The figures are given by sex and",
            "age, as the Plan asks, and they are shared with the competent bodies now.",
        )
        words.append(" ".join(lines))
        for number, line in enumerate(lines):
            text(canvas, 70, 140 + 14 * number, line)

    found = texts(draw)
    assert set(found) == {"Permanent Mission of Atlantis", "12 Main Street", "Geneva, 5 May 2026", *words, ENGLISH}


@pytest.mark.parametrize("across", [False, True])
@pytest.mark.parametrize("kind", ["columns", "divided", "box"])
def test_what_stands_side_by_side_is_read_apart(kind: str, across: bool) -> None:
    """Also where it is drawn line by line over the page."""

    def draw(canvas: Canvas) -> None:
        gap = 24 if kind == "columns" else 16
        if kind == "divided":
            for line in ((70, 760, 520, 760), (70, 600, 520, 600), (294, 760, 294, 600)):
                canvas.line(*line)
        if kind == "box":
            canvas.rect(292, 646, 222, 108)
        sides = [simpleSplit(words, "Helvetica", 11, 215) for words in (ENGLISH, FRENCH)]
        places = [(side, row) for side in (0, 1) for row in range(len(sides[side]))]
        for side, row in sorted(places, key=lambda place: place[1]) if across else places:
            text(canvas, 70 + side * (215 + gap), 100 + 13.75 * row, sides[side][row])

    assert texts(draw) == [ENGLISH, FRENCH]


@pytest.mark.parametrize("ruled", ["all", "some", "none"])
def test_rows_of_a_table_are_rows(ruled: str) -> None:
    rows = [
        ["Area", "Status", "Funds"],
        ["Northern province and the two districts", "Data collected and verified by the ministry", "USD 1,000"],
        ["South", "No data since the invented centre was closed", "USD 0"],
    ]

    def draw(canvas: Canvas) -> None:
        top = text(canvas, 70, 80, ENGLISH) + 20
        for number, row in enumerate(rows):
            high = 14 if number == 0 else 28
            for left, cell in zip((70, 210, 380), row, strict=True):
                text(canvas, left, top, cell, 130 if left == 70 else 160)
                if ruled == "all":
                    canvas.rect(left - 4, 842 - top - high + 8, {70: 140, 210: 170, 380: 90}[left], high + 4)
            if ruled == "some":
                canvas.line(66, 842 - top - high + 8, 470, 842 - top - high + 8)
            top += high + 4
        text(canvas, 70, top + 30, ENGLISH)

    assert texts(draw) == [ENGLISH, *[" | ".join(row) for row in rows], ENGLISH]


def test_what_is_filled_in_stands_behind_its_question() -> None:
    def draw(canvas: Canvas) -> None:
        form = canvas.acroForm
        text(canvas, 70, 80, ENGLISH)
        text(canvas, 70, 150, "Focal point: ____________")
        form.textfield(name="a", x=200, y=688, width=200, height=16, value="Ministry of Health")
        text(canvas, 70, 180, "Disaggregated?")
        form.choice(name="b", x=200, y=658, width=90, height=16, value="Partly", options=["Yes", "No", "Partly"])
        text(canvas, 70, 210, "A plan has been adopted:")
        for left, word in ((220, "Yes"), (270, "No")):
            text(canvas, left, 210, word)
            form.checkbox(name=word, x=left + 24, y=630, size=12, checked=word == "Yes")
        for left, word in ((70, "Drawn yes"), (170, "Drawn no")):
            canvas.rect(left, 600, 10, 10)
            text(canvas, left + 16, 242, word)
        canvas.line(170, 600, 180, 610)
        text(canvas, 70, 280, "Describe it")
        form.textfield(name="c", x=70, y=510, width=300, height=40, value="First.\nSecond.", fieldFlags="multiline")
        canvas.textAnnotation("A comment.", Rect=[500, 700, 520, 720], addtopage=1)

    found, warnings = read(made(draw))
    assert [one.text for one in found] == [
        ENGLISH,
        "Focal point: Ministry of Health",
        "Disaggregated? Partly",
        "A plan has been adopted: Yes ☒ No ☐",
        "☐ Drawn yes ☒ Drawn no",
        "Describe it",
        "First.",
        "Second.",
    ]
    assert "Comments were not read (page 1)." in warnings


def test_lines_that_stand_wide_apart_are_one_paragraph() -> None:
    words = " ".join([ENGLISH] * 3)

    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(simpleSplit(words, "Helvetica", 11, 400)):
            text(canvas, 70, 100 + 26 * number, line)

    assert texts(draw) == [words]


def test_a_paragraph_goes_on_over_pages_and_their_edges() -> None:
    words = " ".join([ENGLISH] * 6)

    def draw(canvas: Canvas) -> None:
        lines = simpleSplit(words, "Helvetica", 11, 450)
        for page in (0, 1):
            text(canvas, 70, 40, "Statement of Atlantis", size=8)
            for row, line in enumerate(lines[page * 7 : page * 7 + 7 + 99 * page]):
                text(canvas, 70, 90 + 14 * row, line)
            text(canvas, 70, 740, f"{page + 1} An invented note {page + 1}.", size=8)
            text(canvas, 290, 810, f"- {page + 1} -", size=8)
            canvas.showPage()

    found, warnings = read(made(draw))
    assert [one.text for one in found] == [words, "1 An invented note 1.", "2 An invented note 2."]
    assert found[0].place is not None
    assert (found[0].place.page, len(found[0].place.boxes)) == (1, 7)
    assert warnings == "Page headers, page footers and page numbers were left out."


def test_a_row_at_the_edge_that_holds_the_page_number_is_no_text() -> None:
    def draw(canvas: Canvas) -> None:
        for page in range(1, 5):
            text(canvas, 70, 40, f"Chapter {'ABBC'[page - 1]}: invented")
            text(canvas, 500, 40, str(page + 6))
            text(canvas, 70, 100, ENGLISH)
            canvas.showPage()

    assert texts(draw) == [ENGLISH] * 4


def test_a_turned_page_is_read_and_its_places_are_those_that_one_sees() -> None:
    document = pypdfium2.PdfDocument(made(lambda canvas: text(canvas, 70, 100, ENGLISH)))
    document[0].set_rotation(90)
    turned = BytesIO()
    document.save(turned)
    found, _ = read(turned.getvalue())
    assert [one.text for one in found] == [ENGLISH]
    assert found[0].place is not None
    left, top, right, bottom = found[0].place.boxes[0]
    assert 0.85 < left < right < 0.91
    assert 0.1 < top < 0.13 < 0.7 < bottom


def test_words_over_words_are_marked() -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas, 70, 100, ENGLISH)
        text(canvas, 75, 100, FRENCH)
        text(canvas, 70, 200, ENGLISH)

    found, warnings = read(made(draw))
    assert [one.is_unsure for one in found] == [True, True, False]
    assert "compare the marked passages with the page (page 1)" in warnings


@pytest.mark.skipif(not FONTS.exists(), reason="no font with Arabic letters on this machine")
def test_lines_that_stand_unevenly_side_by_side_are_marked() -> None:
    left = ("north has three invented", "clinics and each of them", "sees forty persons a")
    right = ("of the clinic in the south", "show that ninety more", "persons came in the")

    def draw(canvas: Canvas, lower: float) -> None:
        canvas.setFont("Helvetica", 10)
        for row, (one, other) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(72, 500 - 13 * row, one)
            end = 72 + canvas.stringWidth(one, "Helvetica", 10)
            canvas.drawString(end + 3, 500 - lower - 13 * row, other)

    uneven, _ = read(made(lambda canvas: draw(canvas, 1)))
    assert any("invented of the clinic" in passage.text for passage in uneven), "their gap is that of a space"
    assert all(passage.is_unsure for passage in uneven)
    even, _ = read(made(lambda canvas: draw(canvas, 0)))
    assert not any(passage.is_unsure for passage in even)


def test_figures_and_brackets_in_arabic_stand_where_they_were_written() -> None:
    words = [
        "ومنذ الاجتماع الأخير أنشأت حكومتنا قاعدة بيانات وطنية (CCM/MSP/2011/5) سجل فيها 1,204",
        "أشخاص بنسبة 45.5% من المجموع، في الفترة 2011-2012 وفقا للمادة 5 (1) من الاتفاقية",
        "بالتعاون مع UNMAS و ICRC في جنيف.",
    ]

    def draw(canvas: Canvas) -> None:
        canvas.setFont(arabic_font(), 9)
        for number, line in enumerate(words):
            canvas.drawRightString(520, 700 - 40 * number, get_display(line, base_dir="R"))

    assert texts(draw) == words


@pytest.mark.skipif(not FONTS.exists(), reason="no font with such signs on this machine")
def test_upright_chinese_is_read_from_above_to_below() -> None:
    """The signs of the Book of Changes, which stand among the Chinese ones, and a number that lies in one place."""
    signs = [*map(chr, range(0x4DC0, 0x4DD0)), "12", *map(chr, range(0x4DD0, 0x4DF0))]

    def draw(canvas: Canvas) -> None:
        canvas.setFont(arabic_font(), 12)
        for number, sign in enumerate(signs):
            canvas.drawString(500 - 20 * (number // 20), 750 - 13 * (number % 20), sign)

    assert "".join(texts(draw)) == "".join(signs)


def test_letters_that_cannot_be_read_are_refused() -> None:
    """A font that is not in the file, letter by letter: PDFium passes over them."""
    font = chinese_font()

    def draw(canvas: Canvas) -> None:
        text(canvas, 70, 100, ENGLISH)
        for number, sign in enumerate(CHINESE):
            canvas.setFont(font, 12)
            canvas.drawString(70 + 13 * (number % 20), 600 - 24 * (number // 20), sign)

    with pytest.raises(KnowledgeBaseError, match=r"letters of .* cannot be read"):
        texts(draw)


def test_a_large_first_letter_belongs_to_the_first_line() -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas, 60, 107, "A", size=36)
        for row, line in enumerate(simpleSplit(ENGLISH.removeprefix("A"), "Helvetica", 11, 200)):
            text(canvas, 86 if row < 3 else 60, 90 + 13 * row, line)

    assert texts(draw) == [ENGLISH]


def test_a_number_in_the_margin_stands_before_its_paragraph_and_a_mark_before_its_note() -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(2):
            text(canvas, 60, 80 + 100 * row, str(row + 1))
            text(canvas, 84, 80 + 100 * row, ENGLISH)
        text(canvas, 60, 277, "1,204")
        text(canvas, 88, 273, "3", size=7)
        text(canvas, 96, 277, "survivors, as said before, in all of the invented islands.")
        text(canvas, 60, 740, "3", size=6)
        text(canvas, 66, 743, "An invented note.", size=8.5)

    assert texts(draw) == [
        f"1 {ENGLISH}",
        f"2 {ENGLISH}",
        "1,204 survivors, as said before, in all of the invented islands.",
        "3 An invented note.",
    ]


@pytest.mark.parametrize("label", ["2.1", "•", "(a)"])
def test_a_label_apart_belongs_to_what_it_labels(label: str) -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas, 60, 80, label)
        text(canvas, 84, 80, "Invented point of a list.")
        text(canvas, 60, 110, ENGLISH)

    assert texts(draw) == [f"{label} Invented point of a list.", ENGLISH]


def test_a_cell_that_reaches_down_keeps_the_columns() -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas, 60, 80, ENGLISH)
        canvas.grid([60, 160, 260, 360], [842 - 200, 842 - 230, 842 - 260])
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(61, 842 - 259, 98, 58, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        for left, top, words in ((65, 220, "Side"), (165, 220, "a"), (265, 220, "b"), (165, 250, "c"), (265, 250, "d")):
            text(canvas, left, top, words)

    assert texts(draw)[1:] == ["Side | a | b", "| c | d"]


@pytest.mark.parametrize("needs_program", [True, False])
def test_a_form_of_the_xfa_kind_is_never_silently_empty(needs_program: bool) -> None:
    """One that only its own program shows is refused; of another what the pages show is read, and the form counted."""
    content = made(lambda canvas: text(canvas, 70, 100, ENGLISH))
    form = b"/NeedsRendering true " if needs_program else b""
    content = content.replace(b"/Type /Catalog", b"/Type /Catalog " + form + b"/AcroForm <</Fields [] /XFA [(a) (b)]>>")
    if needs_program:
        with pytest.raises(KnowledgeBaseError, match="form of the XFA kind"):
            read(content)
    else:
        found, warnings = read(content)
        assert [one.text for one in found] == [ENGLISH]
        assert warnings == "forms"


def test_words_marked_with_a_colour_are_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 0)
        for left, top, width in ((200, 103, 170), (70, 116.75, 300), (70, 130.5, 120)):
            canvas.rect(left, 842 - top, width, 13.75, fill=1, stroke=0)
        canvas.setFillColorRGB(0, 0, 0)
        text(canvas, 70, 100, ENGLISH, width=300)

    assert texts(draw) == [ENGLISH]
