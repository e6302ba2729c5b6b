# ruff: noqa: RUF001 (letters of many alphabets are meant)
"""List numbers in the forms of Word (ST_NumberFormat), OpenDocument (style:num-format) and CSS (list-style-type).

A form that is not known here gives "": no number is better than another one than the page shows.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import partial

_LARGEST = 32_767  # Word's own; larger numbers are no numbers of a list

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HEBREW = (
    (400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"), (90, "צ"), (80, "פ"), (70, "ע"), (60, "ס"), (50, "נ"), (40, "מ"),
    (30, "ל"), (20, "כ"), (16, "טז"), (15, "טו"), (10, "י"), (9, "ט"), (8, "ח"), (7, "ז"), (6, "ו"), (5, "ה"),
    (4, "ד"), (3, "ג"), (2, "ב"), (1, "א"),
)  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"  # Word leaves out ё, й, ъ and ь
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_HEBREW_LETTERS = "אבגדהוזחטיכלמנסעפצקרשת"
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_HANGUL = "가나다라마바사아자차카타파하"
_JAMO = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_THAI = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_SIMPLE = ("〇一二三四五六七八九", "十百千")
_FORMAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")
_FORMAL_OLD = ("零壹貳參肆伍陸柒捌玖", "拾佰仟")


def formatted(number: int, form: str) -> str:
    """A list number in a form ("lowerLetter": 2 -> "b"); "" where the form, or the number in it, is not known."""
    if form in {"decimal", "1"}:
        return str(number)
    make = _FORMS.get(form) or _FORMS.get(_SAMPLES.get(form[:2].strip(",. "), ""))
    if make is None and (sample := re.match(r"\s*([0-9]{1,7})\s*,", form)):  # Word's own "001, 002, 003, ..."
        make = partial(_zeros, len(sample[1]))
    return make(number) if make is not None and 0 < number <= _LARGEST else ""


def _letters(alphabet: str, number: int, repeats: bool = False) -> str:
    """The letter; after the last one come aa, bb, cc where `repeats`, and otherwise nothing that is sure."""
    rounds, at = divmod(number - 1, len(alphabet))
    return alphabet[at] * (rounds + 1) if repeats or not rounds else ""


def _bijective(alphabet: str, number: int) -> str:
    """The letter; after the last one come aa, ab, ac, as in spreadsheets and CSS."""
    signs = ""
    while number:
        number, at = divmod(number - 1, len(alphabet))
        signs = alphabet[at] + signs
    return signs


def _additive(signs: tuple[tuple[int, str], ...], number: int) -> str:
    made = ""
    for value, sign in signs:
        made += sign * (number // value)
        number %= value
    return made if len(made) <= 16 else ""


def whole(text: str | None, default: int) -> int:
    """A number as a file gives it; the default for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default


def roman_value(numeral: str) -> int:
    """The value of a Roman numeral in small letters; 0 of none."""
    of_letter = {sign: value for value, sign in _ROMAN}
    values = [of_letter[letter] for letter in numeral]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=False))


def _digits(zero: str, number: int) -> str:
    """In the digits of another script, which follow each other from its zero on."""
    return "".join(chr(ord(zero) + int(digit)) for digit in str(number))


def _by_digit(digits: str, number: int) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _counted(signs: tuple[str, str], number: int, has_zero: bool = True, one_ten: bool = False) -> str:
    """Chinese counting with ten, hundred and thousand. one_ten: ten is written as one ten also where it leads."""
    digits, powers = signs
    if number >= 10_000:
        return ""
    made, gap = "", False
    for power in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**power % 10
        if not digit:
            gap = bool(made)
            continue
        made += digits[0].replace("〇", "零") if gap and has_zero else ""
        made += digits[digit] if power == 0 or digit > 1 or made or power > 1 or one_ten else ""
        made += powers[power - 1] if power else ""
        gap = False
    return made


def _chinese(number: int) -> str:
    """chineseCounting: with ten up to 99, from there on digit by digit."""
    return _counted(_SIMPLE, number) if number < 100 else _by_digit(_SIMPLE[0], number)


def _enclosed(first: int, most: int, number: int) -> str:
    return chr(first + number - 1) if number <= most else ""


def _zeros(places: int, number: int) -> str:
    return str(number).zfill(places)


def _upper(make: Callable[[int], str]) -> Callable[[int], str]:
    return lambda number: make(number).upper()


_lower_letter = partial(_letters, _LATIN, repeats=True)
_lower_roman = partial(_additive, _ROMAN)
_lower_russian = partial(_letters, _RUSSIAN, repeats=True)
_lower_greek = partial(_letters, _GREEK)
_chinese_thousands = partial(_counted, _SIMPLE)

_FORMS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _lower_letter, "a": _lower_letter, "upperLetter": _upper(_lower_letter),
    "A": _upper(_lower_letter), "lowerRoman": _lower_roman, "i": _lower_roman, "lower-roman": _lower_roman,
    "upperRoman": _upper(_lower_roman), "I": _upper(_lower_roman), "upper-roman": _upper(_lower_roman),
    "decimalZero": partial(_zeros, 2), "decimal-leading-zero": partial(_zeros, 2),
    "numberInDash": lambda number: f"- {number} -", "decimalHalfWidth": str, "decimalFullWidth": partial(_digits, "０"),
    "decimalFullWidth2": partial(_digits, "０"), "decimalEnclosedCircle": partial(_enclosed, 0x2460, 20),
    "decimalEnclosedCircleChinese": partial(_enclosed, 0x2460, 20),
    "decimalEnclosedParen": partial(_enclosed, 0x2474, 20), "decimalEnclosedFullstop": partial(_enclosed, 0x2488, 20),
    "russianLower": _lower_russian, "russianUpper": _upper(_lower_russian), "lower-greek": _lower_greek,
    "upperGreek": _upper(_lower_greek),
    "arabicAlpha": partial(_letters, _ARABIC), "arabicAbjad": partial(_letters, _ABJAD),
    "hebrew1": partial(_additive, _HEBREW), "hebrew": partial(_additive, _HEBREW),
    "hebrew2": partial(_letters, _HEBREW_LETTERS),
    "arabic-indic": partial(_digits, "٠"), "persian": partial(_digits, "۰"), "hindiNumbers": partial(_digits, "०"),
    "devanagari": partial(_digits, "०"), "bengali": partial(_digits, "০"), "thaiNumbers": partial(_digits, "๐"),
    "thai": partial(_digits, "๐"), "khmer": partial(_digits, "០"), "lao": partial(_digits, "໐"),
    "myanmar": partial(_digits, "၀"), "thaiLetters": partial(_letters, _THAI),
    "chineseCounting": _chinese, "chineseCountingThousand": _chinese_thousands,
    "taiwaneseCounting": _chinese, "taiwaneseCountingThousand": _chinese_thousands,
    "simp-chinese-informal": _chinese_thousands, "trad-chinese-informal": _chinese_thousands,
    "cjk-ideographic": _chinese_thousands, "japaneseCounting": partial(_counted, _SIMPLE, has_zero=False),
    "chineseLegalSimplified": partial(_counted, _FORMAL, one_ten=True),
    "simp-chinese-formal": partial(_counted, _FORMAL, one_ten=True),
    "ideographLegalTraditional": partial(_counted, _FORMAL_OLD, one_ten=True),
    "trad-chinese-formal": partial(_counted, _FORMAL_OLD, one_ten=True),
    "ideographDigital": partial(_by_digit, _SIMPLE[0]), "taiwaneseDigital": partial(_by_digit, "○一二三四五六七八九"),
    "japaneseDigitalTenThousand": partial(_by_digit, _SIMPLE[0]), "cjk-decimal": partial(_by_digit, _SIMPLE[0]),
    "koreanDigital": partial(_by_digit, "영일이삼사오육칠팔구"),
    "koreanDigital2": partial(_by_digit, "零一二三四五六七八九"),
    "ideographTraditional": partial(_letters, _STEMS), "cjk-heavenly-stem": partial(_letters, _STEMS),
    "ideographZodiac": partial(_letters, _BRANCHES), "cjk-earthly-branch": partial(_letters, _BRANCHES),
    "aiueoFullWidth": partial(_letters, _KATAKANA), "katakana": partial(_letters, _KATAKANA),
    "irohaFullWidth": partial(_letters, _IROHA), "ganada": partial(_letters, _HANGUL),
    "chosung": partial(_letters, _JAMO), "lower-alpha": partial(_bijective, _LATIN),
    "lower-latin": partial(_bijective, _LATIN), "upper-alpha": _upper(partial(_bijective, _LATIN)),
    "upper-latin": _upper(partial(_bijective, _LATIN)),
}  # fmt: skip

# OpenDocument's forms beyond Latin ones begin with the first number: "一, 二, 三, ...".
_SAMPLES = {
    "一": "chineseCountingThousand", "壹": "chineseLegalSimplified", "甲": "ideographTraditional",
    "子": "ideographZodiac", "①": "decimalEnclosedCircle", "أ": "arabicAlpha", "ا": "arabicAlpha",
    "١": "arabic-indic", "۱": "persian", "א": "hebrew1", "๑": "thaiNumbers", "१": "hindiNumbers", "ア": "katakana",
    "イ": "irohaFullWidth", "가": "ganada", "ㄱ": "chosung", "а": "russianLower", "А": "russianUpper",
    "α": "lower-greek", "Α": "upperGreek", "ก": "thaiLetters", "１": "decimalFullWidth", "01": "decimalZero",
}  # fmt: skip

assert all(unicodedata.is_normalized("NFC", alphabet) for alphabet in (_ARABIC, _RUSSIAN, _KATAKANA, _HANGUL))
