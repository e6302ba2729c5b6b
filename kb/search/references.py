"""How provisions are referred to: Action 23, VAP-23, Article 5.2 (g), and whole articles that consist of several."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from kb.search.languages import fold
from kb.search.parsing import NAMES_UNIT


def ids(text: str, units: Mapping[str, str]) -> list[str]:
    """The ids that a reference may mean: `vap 23` VAP-23, `Article 5.2 (g)` CCM-5.2.g, `Action 23` every plan's."""
    folded = fold(text)
    at = next((at for at, letter in enumerate(folded) if letter.isdecimal()), 0)
    name, number = folded[:at].strip(" -"), folded[at:]
    bare = number.replace("(", ".").replace(")", "").replace("条", "").replace(" ", "").replace("..", ".")
    if name.upper() in units:
        return [f"{name.upper()}-{bare}"]
    called = [code for code, unit in units.items() if fold(unit) == name.rstrip("s")]
    if called and name.rstrip("s") not in {"action", "article"}:
        return [f"{code}-{bare}" for code in called]
    if name and not NAMES_UNIT.match(text.strip()):
        return []
    of_article = name.startswith(("art", "стат", "第", "الماد"))
    conventions = [code for code, unit in units.items() if code == "CCM" or unit == "Article"]
    plans = [code for code in units if code not in conventions]
    codes = conventions if of_article else [*conventions, *plans] if "." in number else plans
    return [f"{code}-{bare}" for code in codes]


def references(ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """The ids of provisions by reference; that of a whole article or paragraph names what it consists of."""
    by_reference: dict[str, list[str]] = defaultdict(list)
    for provision in ids:
        steps = provision.split(".")
        for length in range(1, len(steps) + 1):
            by_reference[".".join(steps[:length])].append(provision)
    # A paragraph that is a provision itself stands for its parts already: what is coded to them is coded to it.
    return {name: (name,) if name in ids else tuple(ids) for name, ids in by_reference.items()}
