"""RTF's words that matter for the text."""

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
