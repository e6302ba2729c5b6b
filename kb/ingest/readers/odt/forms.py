"""What the controls and fields of a form show in an ODT."""

from typing import Any

from kb.ingest.readers.odt.names import name

_BOXES = frozenset({name("form:checkbox"), name("form:radio")})
_LISTS = frozenset({name("form:listbox"), name("form:combobox")})
_FIELD = "vnd.oasis.opendocument.field."


def controls(body: Any) -> dict[str, str]:
    """By the id of each control in the document's forms what it shows: a box, a choice, or text; not on buttons."""
    by_id = {}
    for forms in body.iter(name("office:forms")):
        for control in forms.iter("*"):
            identifier = control.get(name("xml:id")) or control.get(name("form:id"))
            if identifier:
                by_id[identifier] = _shown(control)
    return by_id


def _shown(control: Any) -> str:
    text = control.get(name("form:current-value")) or control.get(name("form:value")) or ""
    label = control.get(name("form:label")) or ""
    if control.tag in _BOXES:
        state = control.get(name("form:current-state")) or control.get(name("form:state"))
        selected = control.get(name("form:current-selected")) or control.get(name("form:selected"))
        return f"{'☒' if state == 'checked' or selected == 'true' else '☐'} {label}".strip()
    if control.tag in _LISTS:
        options = [*control.iter(name("form:option")), *control.iter(name("form:item"))]
        chosen = [one for one in options if one.get(name("form:current-selected")) == "true"]
        chosen = chosen or [one for one in options if one.get(name("form:selected")) == "true"]
        return ", ".join(one.get(name("form:label")) or "" for one in chosen) or text
    if control.tag == name("form:fixed-text"):
        return str(label)
    if control.tag in {name("form:text"), name("form:textarea"), name("form:formatted-text"), name("form:number")}:
        return text or " ".join("".join(paragraph.itertext()) for paragraph in control.iter(name("text:p")))
    return ""


def field_mark(mark: Any) -> str:
    """What a field taken over from Word shows: a box, or the entry that was chosen; "" for one of text."""
    kind = (mark.get(name("field:type")) or "").removeprefix(_FIELD)
    values: dict[str, list[str]] = {}
    for one in mark.iter(name("field:param")):
        values.setdefault(one.get(name("field:name")) or "", []).append(one.get(name("field:value")) or "")
    if kind == "FORMCHECKBOX":
        return "☒" if values.get("Checkbox_Checked") == ["true"] else "☐"
    if kind == "FORMDROPDOWN":
        entries, place = values.get("Dropdown_ListEntry", []), (values.get("Dropdown_Selected") or ["0"])[0]
        return entries[int(place)] if place.isdecimal() and int(place) < len(entries) else ""
    return ""
