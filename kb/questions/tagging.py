"""Questions behind suggestions: what people tagged, and the texts of what they tag with."""

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.questions import Rows, sql
from kb.questions.columns import PASSAGES, count
from kb.tables import Column, Type


def tagged_passages(view: View) -> Rows:
    """A row per published passage that somebody tagged, with its text, the text before it and its codes."""
    return view.rows(sql("tagged_passages"))


def tag_texts(view: View) -> Rows:
    """A row per action, article and theme with a text, in reading order: kind, code, text."""
    return view.rows(sql("tag_texts"))


def tag_revision(view: View) -> tuple[str, ...]:
    """Checksum of tagged passages and codes: two views with the same one have the same to learn from."""
    return tuple(str(value) for value in view.rows(sql("tag_revision"))[0].values())


def blind_judgements(view: View) -> Rows:
    """A row per judgement made blind of a passage that has several such; the view must be one of the staff's."""
    return view.rows(sql("blind_judgements"))


AGREED_ON = {"provision": "provisions", "theme": "themes"}
"""What agreement is measured on, and the column of blind_judgements that has its codes."""


def _interval(key: str, label: str, meaning: str, how: str = "Wilson") -> tuple[Column, ...]:
    """A measure with the ends of its 95 % interval, and `how` that is made."""
    return (
        Column(key, label, Type.NUMBER, meaning, may_be_empty=True),
        Column(
            f"{key}_low",
            _("{share}, from").format(share=label),
            Type.NUMBER,
            _("Lower end of its 95 % interval ({how}).").format(how=how),
            may_be_empty=True,
        ),
        Column(
            f"{key}_high",
            _("{share}, to").format(share=label),
            Type.NUMBER,
            _("Upper end of its 95 % interval ({how}).").format(how=how),
            may_be_empty=True,
        ),
    )


QUALITY = (
    Column("kind", _("Suggested"), meaning=_("What is suggested: provision, theme or assessment.")),
    Column(
        "part",
        _("Part"),
        meaning=_(
            "Which passages: code, tagged with it; all; language; text_kind; baseline: all, by the most used codes."
        ),
    ),
    Column("code", _("Code"), meaning=_("The code, language or kind of text; else all or baseline.")),
    Column("name", _("Name"), meaning=_("The code in words.")),
    count("examples", _("Examples"), PASSAGES, _("Passages that people tagged so.")),
    count("suggested", _("Suggested"), _("suggestions"), _("How many suggestions were made, of the code or in all.")),
    *_interval(
        "top3",
        _("One right"),
        _("Share of the examples with a right code suggested, 0 to 1; of a code, with that code."),
    ),
    *_interval("precision", _("Right"), _("Share of the suggestions that were right, 0 to 1.")),
    *_interval("recall", _("Found"), _("Share of the right codes that were suggested, 0 to 1.")),
    Column(
        "verdict",
        _("Verdict"),
        meaning=_("usually_right, mixed, often_wrong; or too_few: under 30 examples. Else only a code has one."),
        codes="verdict",
        may_be_empty=True,
    ),
)
"""The columns of how good suggestions are, each passage suggested for without any tag of its contribution."""


AGREEMENT = (
    Column("kind", _("Tag"), meaning=_("provision or theme.")),
    Column("code", _("Code"), meaning=_("The code; all: all codes of the kind together.")),
    Column("name", _("Name"), meaning=_("The code in words.")),
    count("passages", _("Tagged twice"), PASSAGES, _("Passages that several coders judged without seeing each other.")),
    count("used", _("Used"), PASSAGES, _("Those in which a coder chose it.")),
    *_interval(
        "alpha",
        _("Agreement"),
        _("Krippendorff's alpha: 1 full agreement, 0 what chance gives; empty: too few to say."),
        _("bootstrap over passages"),
    ),
    Column(
        "verdict",
        _("Verdict"),
        meaning=_("reliable: 0.8 or more; tentative: 0.667 or more; unreliable; or too_few to say."),
        codes="agreement",
    ),
)
"""The columns of how far coders agree who judged the same passages blind."""
