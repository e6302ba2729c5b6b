"""RTF's words that matter for the text, and what its fonts make of bytes."""

from collections import defaultdict
from dataclasses import dataclass, field

from kb.ingest.text.symbols import as_characters, symbol_font

# Signs that have a word of their own.
SIGNS = {
    "line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "lbr": "\n", "softline": " ",
}  # fmt: skip

# Groups with these words hold no words of the text.
LEFT_OUT = frozenset({
    "author", "background", "buptim", "category", "colorschememapping", "colortbl", "company", "creatim", "datastore",
    "doccomm", "docvar", "falt", "filetbl", "fname", "fontemb", "fontfile", "generator", "hlinkbase", "info",
    "keywords", "latentstyles", "listoverridetable", "listpicture", "listtable", "lsdlockedexcept", "mailmerge",
    "manager", "nextfile", "nonesttables", "objalias", "objclass", "objdata", "objname", "objsect",
    "operator", "password", "passwordhash", "pgdsctbl", "pgp", "pgptbl", "picprop", "printim", "private",
    "protusertbl", "revtbl", "revtim", "rsidtbl", "rxe", "sn", "sp", "sv", "subject", "tc", "tcn", "template",
    "themedata", "title", "userprops", "wgrffmtfilter", "xe", "xmlnstbl", "datafield", "ffname",
    "ffdeftext", "ffhelptext", "ffstattext", "ffformat",
})  # fmt: skip
WARNED = {
    word: sentence
    for words, sentence in (
        ("header headerf headerl headerr footer footerf footerl footerr", "Page headers and footers were left out."),
        ("object objdata", "The file holds other files; they were not read."),
    )
    for word in words.split()
}
# Groups that hold what shows and cannot be read, by its sort.
COUNTED = {"annotation": "comments", "pict": "pictures"}
# Groups that say once more, for old readers, what stands beside them; and what belongs to a comment.
TWICE = frozenset({"nonshppict", "shprslt", "atnid", "atnauthor", "atndate", "atnref"})
# Words that end a paragraph, cell or row.
BORDERS = frozenset({"par", "sect", "page", "column", "cell", "nestcell", "row", "nestrow"})
# Groups that begin so and hold no words, or hold words although old readers may pass them over.
SKIPPED = frozenset(["bkmkstart", "bkmkend", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn"])
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
    names: defaultdict[int, str] = field(default_factory=lambda: defaultdict(str))

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
        name = symbol_font(self.names[font].strip().rstrip(";"))
        if name is not None:
            return as_characters(words, name)
        if self.charsets.get(font) == _SYMBOLS:
            return "".join(chr(0xF000 + ord(sign)) if "!" <= sign <= "\xff" else sign for sign in words)
        return words
