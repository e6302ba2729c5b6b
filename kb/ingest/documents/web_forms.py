"""What the fields of a form show on an HTML page."""

from typing import Any

_BOXES = frozenset({"checkbox", "radio"})
_TEXTS = frozenset({"", "text", "number", "email", "tel", "url", "date", "month", "week", "time", "datetime-local"})


def input_value(element: Any) -> str:
    """What an input shows: a box, or what is written in it; nothing of buttons and of what is hidden."""
    kind = (element.get("type") or "").strip().lower()
    if kind in _BOXES:
        return "☐" if element.get("checked") is None else "☒"
    return str(element.get("value") or "") if kind in _TEXTS else ""


def selected(element: Any) -> tuple[str, bool]:
    """What a list to choose from shows, and whether that only asks to choose."""
    options = list(element.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    is_closed = element.get("multiple") is None and (element.get("size") or "1") == "1"
    chosen = chosen[-1:] or options[:1] if is_closed else chosen
    if len(chosen) == 1 and chosen[0].get("value") == "":
        return "", True
    return ", ".join(" ".join("".join(option.itertext()).split()) for option in chosen), False
