"""The catalogue of messages, by gettext: what is said in English here, and in another language where a file of it lies.

A translation is kb/locale/<language>/LC_MESSAGES/kb.mo, made of the template kb/locale/kb.pot, which `make messages`
writes anew; KB_LANGUAGE chooses it for the process. Without one everything is said in English.
"""

import os
from gettext import NullTranslations, translation
from pathlib import Path

LOCALE = Path(__file__).parents[1] / "locale"


def load(language: str, folder: Path = LOCALE) -> NullTranslations:
    """The messages in a language; in English where no file of it is there."""
    return translation("kb", folder, [language], fallback=True)


_messages = load(os.environ.get("KB_LANGUAGE") or "en")
gettext, ngettext = _messages.gettext, _messages.ngettext


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's own documentation gives it
    """Mark a message for the catalogue; it is looked up where it is said, by its values."""
    return message
