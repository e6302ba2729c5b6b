"""What the fonts of an RTF document make of its bytes."""

from dataclasses import dataclass, field

from kb.ingest.text.symbols import as_characters, symbol_font

# Fonts say in which code page their bytes are.
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_SYMBOLS = 2


@dataclass
class Fonts:
    """The table of fonts: charset and name by number. default: of text that says no font."""

    default: int = 0
    code_page: str = "cp1252"
    charsets: dict[int, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def use_code_page(self, name: str) -> None:
        """The code page of the document; one that Python does not know changes nothing."""
        try:
            "".encode(name)
        except LookupError:
            return
        self.code_page = name

    def encoding(self, font: int) -> str:
        """The encoding of bytes in a font."""
        charset = self.charsets.get(font)
        if charset == _SYMBOLS:
            return "latin-1"
        return self.code_page if charset is None else _CHARSETS.get(charset, self.code_page)

    def lacks_byte(self, data: bytearray, font: int) -> bool:
        """Whether a byte is still missing to the last character."""
        try:
            data.decode(self.encoding(font))
        except UnicodeDecodeError as error:
            return error.end == len(data)
        return False

    def in_letters(self, words: str, font: int) -> str:
        """The words as they are seen; those in a symbol font that is not known as characters for private use."""
        name = symbol_font(self.names.get(font, "").strip().rstrip(";"))
        if name is not None:
            return as_characters(words, name)
        if self.charsets.get(font) == _SYMBOLS:
            return "".join(chr(0xF000 + ord(sign)) if "!" <= sign <= "\xff" else sign for sign in words)
        return words
