"""What makes a first visit short, for the version of Streamlit that is installed: python -m tests.first_visit

Streamlit has four thousand icons and letters of many scripts, 545 KB to wait for. kb/ui/assets/front/ keeps a cut of
both fonts, and the names of the modules that show the first figures, so that a browser asks for all of them at once.
fonttools and brotli have to be installed.
"""

import hashlib
import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from kb.ui.served import CUTS, FRONT, MODULES
from kb.ui.served import STREAMLIT as FOLDER

ICONS, LETTERS = CUTS
# What shows the title and the figures of the Overview.
ELEMENTS = ("BidiComponent", "Html")
CODE = Path(__file__).parents[1]
# Latin letters with their accents, punctuation, arrows and the signs of our figures; the rest comes from the system.
KEPT = (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2040), 0x20AC, 0x2122, *range(0x2190, 0x2194))
SIGNS = (0x2212, 0x2264, 0x2265, 0x25CB, 0x25CF, 0x2713, 0x2715)


def named_in_code() -> set[str]:
    """The icons that our code names."""
    files = [*(CODE / "kb").rglob("*.py"), *(CODE / "pages").glob("*.py")]
    return {name for file in files for name in re.findall(r":material/(\w+):", file.read_text(encoding="utf-8"))}


def named_by_streamlit() -> set[str]:
    """What Streamlit's program names as an icon, and words in quotation marks that may be one."""
    words: set[str] = set()
    for file in (FOLDER / "js").glob("*.js"):
        program = file.read_text(encoding="utf-8", errors="replace")
        words |= set(re.findall(r":material/(\w+):", program))
        if file.name.startswith(("index.", "DataFrame.", "types.", "src.")):
            words |= set(re.findall(r"[\"'`]([a-z0-9]+(?:_[a-z0-9]+)+)[\"'`]", program))
    return words


def cut_icons(font: Any) -> tuple[dict[str, Any], list[str]]:
    """What of the font of icons is kept, and the names of the icons."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items() if code < 128}
    icons = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, ligatures in getattr(table, "ExtSubTable", table).ligatures.items():
                for one in ligatures:
                    icons["".join(letters.get(part, "?") for part in (first, *one.Component))] = one.LigGlyph
    kept = sorted((named_in_code() | named_by_streamlit()) & set(icons))
    return {"glyphs": [*letters, *(icons[name] for name in kept)]}, kept


def write_cut(name: str, font: Any, kept: dict[str, Any], listed: Iterable[str] = ()) -> None:
    """Write a cut of a font, and beside it the hash of what it is cut from and a list of what is in it."""
    from fontTools import subset  # type: ignore[import-not-found]

    features = ["*"] if listed else ["kern", "ccmp", "mark", "locl"]
    options = subset.Options(layout_closure=not listed, layout_features=features, flavor="woff2", hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(**kept)
    cutter.subset(font)
    for record in font["name"].names:  # a changed font may not bear the reserved name
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = f"KB{'Icons' if listed else 'Letters'}"
    file = BytesIO()
    subset.save_font(font, file, options)
    (FRONT / f"{name}.woff2").write_bytes(file.getvalue())
    source = next((FOLDER / "media").glob(f"{name}.*"))
    lines = [hashlib.sha256(source.read_bytes()).hexdigest(), *listed]
    (FRONT / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def needed_modules() -> list[str]:
    """The modules without which no figure is shown, and which Streamlit's first page does not name.

    What draws charts, lists and filters is fetched after them, when it is needed.
    """
    first, folder = (FOLDER.parent / "index.html").read_text(encoding="utf-8"), FOLDER / "js"
    found: set[str] = set()
    waiting = [next(folder.glob(f"{name}.*.js")).name for name in ELEMENTS]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += re.findall(r"from[\"`']\./([\w.-]+\.js)", (folder / name).read_text(encoding="utf-8"))
    return sorted(name for name in found if name not in first)


def main() -> None:
    """Write everything anew."""
    from fontTools.ttLib import TTFont  # type: ignore[import-not-found]

    font = TTFont(next((FOLDER / "media").glob(f"{ICONS}.*")))
    kept, names = cut_icons(font)
    write_cut(ICONS, font, kept, names)
    write_cut(LETTERS, TTFont(next((FOLDER / "media").glob(f"{LETTERS}.*"))), {"unicodes": [*KEPT, *SIGNS]})
    MODULES.write_text("\n".join(needed_modules()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
