"""The visible words of search: kinds of results, how they are sorted, where words were found, how to type them."""

from typing import NamedTuple

from kb.domain.catalogue import gettext as _
from kb.domain.words import counted


class KindWords(NamedTuple):
    """A kind of search result: what a choice of them is called, one of them, and several."""

    title: str
    one: str
    many: str

    def counted(self, number: int) -> str:
        """A number of them: `1 passage`, `0 passages`."""
        return counted(number, self.one, self.many)


SEARCHED = {
    "passage": KindWords(_("Passages"), "passage", "passages"),
    "contribution": KindWords(_("Contributions"), "contribution", "contributions"),
    "provision": KindWords(_("Actions and articles"), "action or article", "actions and articles"),
}

# In the order of kb.search.Sort.
SORTS = (_("Best first"), _("Latest first"), _("By State"))

# Where words of a question were found, in a sentence that begins “Found in”.
PLACES_FOUND = {
    "text": _("the text:"),
    "translation": _("its text in {language}:"),
    "who": _("the names of who speaks or is described:"),
    "subject": _("what it is coded to:"),
    "source": _("where it was said or read:"),
}
PLACES_FOUND_IN_PROVISION = PLACES_FOUND | {"subject": _("its title:"), "source": _("its chapter or notes:")}

# What can be typed to search, and what it finds.
HOW_TO_SEARCH = (
    (_("focal point"), _("all of the words, in any of their forms; small words such as “the” need not be there")),
    (_("“focal point”"), _("these words side by side")),
    (_("prosthe*"), _("words that begin so")),
    (_("prosthetics OR orthotics"), _("one or the other; AND and NOT work likewise, with parentheses where needed")),
    (_("Action 23, VAP-23, 5.2(g)"), _("what is coded to this action or article")),
    (_("1,204"), _("the figure, also written 1 204, 1204 or 1.204")),
    (_("DPO, psycho-social, organization"), _("other words and spellings of the same too")),
    (_("Lebanon, LBN"), _("what a State said, or is described in")),
    (
        _("a word in another language"),
        _(
            "texts that are themselves in that language, for nothing is translated; the name of a theme in Arabic,"
            " Chinese, French, Russian or Spanish finds its passages; accents may be left out"
        ),
    ),
)
