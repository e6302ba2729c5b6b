"""RTF's words that matter for the text."""

# Signs that have a word of their own.
SIGNS = {
    "line": " ", "tab": "\t", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "lbr": " ", "softline": " ",
}  # fmt: skip

# Groups with these words hold no words of the text.
LEFT_OUT = frozenset({
    "author", "buptim", "category", "colorschememapping", "colortbl", "company", "creatim", "datastore", "doccomm",
    "docvar", "falt", "filetbl", "fldinst", "fname", "fontemb", "fontfile", "generator", "hlinkbase", "info",
    "keywords", "latentstyles", "listoverridetable", "listpicture", "listtable", "lsdlockedexcept", "mailmerge",
    "manager", "nextfile", "nonesttables", "nonshppict", "objalias", "objclass", "objdata", "objname", "objsect",
    "operator", "password", "passwordhash", "pgdsctbl", "pgp", "pgptbl", "pict", "picprop", "printim", "private",
    "protusertbl", "revtbl", "revtim", "rsidtbl", "rxe", "sn", "sp", "sv", "subject", "tc", "tcn", "template",
    "themedata", "title", "userprops", "wgrffmtfilter", "xe", "xmlnstbl", "datafield", "formfield", "ffname",
})  # fmt: skip
WARNED = {
    word: sentence
    for words, sentence in (
        ("header headerf headerl headerr footer footerf footerl footerr", "Page headers and footers were left out."),
        ("annotation atnid atnauthor atndate atnref", "The file holds comments; they were not read."),
        ("pict shppict", "The file holds pictures; they were not read."),
        ("object objdata", "The file holds other files; they were not read."),
    )
    for word in words.split()
}
# Groups that begin so and hold no words, or hold words although old readers may pass them over.
SKIPPED = frozenset(["bkmkstart", "bkmkend", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn"])

# Fonts say in which code page their bytes are.
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
