"""The numbers of lists as a reader sees them."""


def formatted(number: int, form: str) -> str:
    """A list number in Word's form of that name ("lowerLetter": 2 -> "b"); other forms as digits."""
    if form in {"lowerLetter", "upperLetter"}:
        # After z come aa, bb, cc, in Word and in HTML.
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"}:
        letters, rest = "", number
        for value, sign in _ROMAN:
            letters += sign * (rest // value)
            rest %= value
        return letters if form == "lowerRoman" else letters.upper()
    return str(number)


_ROMAN = (
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
