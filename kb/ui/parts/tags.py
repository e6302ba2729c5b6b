"""Tags that stand beside what was said and tell how it is to be taken; those that change it stand out."""

from kb.domain.model import Voice
from kb.domain.words import VOICES
from kb.ui.markup import Html, element

ALIGNED = "aligned: a collective statement made for several States"


def voice(code: str, *, brief: bool = False) -> Html:
    """The voice; any but the contributor's own stands out. `brief`: only its name, where there is little room."""
    said = VOICES[Voice(code)]
    classes = ["tag", *([] if code == Voice.OWN else ["strong"]), *(["short"] if brief else [])]
    return element("span", said.name if brief else said.whole, class_=" ".join(classes))


def aligned() -> Html:
    """That it was said for several States."""
    return strong(ALIGNED)


def convention(other: str) -> Html:
    """That it speaks to another convention; nothing for the Convention on Cluster Munitions."""
    return strong(f"other convention: {other}") if other != "CCM" else Html()


def strong(said: str) -> Html:
    """A tag that stands out."""
    return element("span", said, class_="tag strong")
