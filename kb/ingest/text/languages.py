"""In which language a text is written."""

import threading
from collections.abc import Iterable
from functools import cache
from typing import Any

_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
_ENOUGH = 40  # letters; below that a language is a guess
_ENOUGH_SIGNS = 12  # the same for Chinese, where a sign is half a word
_CONSIDERED = 6_000  # characters
_SURE = 0.8
_loading = threading.Lock()


def is_right_to_left(language: str | None) -> bool:
    """Whether the language (ISO 639-1) is written from right to left; False where it is not known."""
    return language in _RIGHT_TO_LEFT


def language_of(texts: Iterable[str]) -> str | None:
    """The language as ISO 639-1 code; None for too little text or where it is not sure."""
    words = ""
    for text in texts:
        words += f"{text}\n"
        if len(words) > _CONSIDERED:
            break
    words = words[:_CONSIDERED]
    letters = [sign for sign in words if sign.isalpha()]
    signs = sum("\u3400" <= sign <= "\u9fff" for sign in letters)
    if len(letters) < (_ENOUGH_SIGNS if signs * 2 > len(letters) else _ENOUGH):
        return None
    with _loading:
        language, sureness = _identifier().classify(words)
    return str(language) if sureness >= _SURE else None


@cache
def _identifier() -> Any:
    """Loaded at the first document: it takes half a second and some megabytes."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Only languages with a code of two letters: dialects of Arabic and Chinese compete with these otherwise.
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    return identifier
