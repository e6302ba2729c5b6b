"""The nested form of a contribution, as in contributions.jsonl, and the rows of the six tables it fills."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kb.ingest.layout import CONTRIBUTION_KEYS, DEFAULT_BASIS, DEFAULT_CODER, DEFAULT_STATUS

TABLES = ("contribution", "alignment", "passage", "coding", "nothing_to_tag", "passage_theme")

# What the nested file calls the columns, for reports.
LABELS: Mapping[str, dict[str, str]] = {
    "contribution": {column: key for key, column in CONTRIBUTION_KEYS.items()},
    "alignment": {"state": "on_behalf_of", "contribution": "id"},
    "passage": {"id": "passages.order", "position": "passages.order", "text": "passages.text"},
    "coding": {"passage": "passages.order", "provision": "passages.provisions", "assessment": "passages.assessment"},
    "nothing_to_tag": {"passage": "passages.nothing_to_tag", "coder": "passages.nothing_to_tag"},
    "passage_theme": {"passage": "passages.order", "theme": "passages.themes"},
}

# JSON can write them, UTF-8 cannot.
_HALVES = re.compile("[\ud800-\udfff]")

Fault = tuple[str, str, str]
Row = tuple[str, dict[str, str | None]]

_OPTIONAL_KEYS = {"status": str, "on_behalf_of": list, "passages": list}
_PASSAGE_KEYS = {"order": int, "text": str, "themes": list, "evidence": str | None}
_OPTIONAL_PASSAGE_KEYS = {"substance": bool, "nothing_to_tag": str}
_CODING_KEYS = {"assessment": str | None, "provisions": list}
_CODINGS_KEYS = {"provision": str | None, "assessment": str | None, "coder": str, "basis": str}


def rows(record: Mapping[str, Any]) -> tuple[list[Fault], list[Row]]:
    """The rows (table, values) of one contribution; or its faults (key, value, reason) and no row at all."""
    faults = list(_faults(record))
    return (faults, []) if faults else ([], list(_rows(record)))


def _faults(record: Mapping[str, Any]) -> Iterator[Fault]:
    required = dict.fromkeys(CONTRIBUTION_KEYS, str | None) | {"source_truncated": bool, "passages": list}
    yield from _key_faults(record, required, _OPTIONAL_KEYS, "")
    yield from _text_faults(record.get("on_behalf_of", []), "on_behalf_of")
    passages = record.get("passages")
    orders: list[object] = []
    for passage in passages if isinstance(passages, list) else []:
        if not isinstance(passage, dict):
            yield "passages", str(passage), "must be a JSON object"
            continue
        coded = {"codings": list} if "codings" in passage else _CODING_KEYS
        yield from _key_faults(passage, _PASSAGE_KEYS | coded, _OPTIONAL_PASSAGE_KEYS, "passages.")
        for key in ("themes", "provisions"):
            yield from _text_faults(passage.get(key, []), f"passages.{key}")
        order = passage.get("order")
        if order in orders:
            yield "passages.order", str(order), "stands twice"
        orders.append(order)
        codings = passage.get("codings", [])
        for coding in codings if isinstance(codings, list) else []:
            if isinstance(coding, dict):
                yield from _key_faults(coding, _CODINGS_KEYS, {}, "passages.codings.")
            else:
                yield "passages.codings", str(coding), "must be a JSON object"


def _key_faults(
    record: Mapping[str, Any], required: Mapping[str, Any], optional: Mapping[str, Any], path: str
) -> Iterator[Fault]:
    for key in required:
        if key not in record:
            yield path + key, "", "the key is missing"
    for key, value in record.items():
        kind = required.get(key, optional.get(key))
        if kind is None:
            yield path + key, str(value), "no such key"
        elif not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
            yield path + key, str(value), f"must be {_NAMES.get(kind, 'text or null')}"
        elif isinstance(value, str):
            yield from _sign_faults(path + key, value, "" if kind is str else "; write null where nothing is known")


_NAMES = {str: "text", int: "a whole number", bool: "true or false", list: "a list"}


def _text_faults(values: object, path: str) -> Iterator[Fault]:
    for value in values if isinstance(values, list) else []:
        if isinstance(value, str):
            yield from _sign_faults(path, value, "")
        else:
            yield path, str(value), "must be text"


def _sign_faults(path: str, value: str, advice: str) -> Iterator[Fault]:
    if not value:
        yield path, value, f"must not be empty{advice}"
    if "\0" in value:
        yield path, value, "holds a null character"
    if _HALVES.search(value):
        yield path, value, "holds half a character"


def _rows(record: Mapping[str, Any]) -> Iterator[Row]:
    id_ = record["id"]
    values = {column: _text(record[key]) for key, column in CONTRIBUTION_KEYS.items()}
    yield "contribution", values | {"status": record.get("status", DEFAULT_STATUS)}
    for state in record.get("on_behalf_of", []):
        yield "alignment", {"contribution": id_, "state": state}
    for passage in record["passages"]:
        passage_id = f"{id_}.{passage['order']}"
        yield (
            "passage",
            {
                "id": passage_id,
                "contribution": id_,
                "position": str(passage["order"]),
                "text": passage["text"],
                "evidence": passage["evidence"],
                "substance": _text(passage.get("substance", True)),
            },
        )
        for position, coding in _codings(passage):
            yield "coding", {"passage": passage_id, "position": str(position), **coding}
        if "nothing_to_tag" in passage:
            yield "nothing_to_tag", {"passage": passage_id, "coder": passage["nothing_to_tag"]}
        for position, theme in enumerate(passage["themes"], start=1):
            yield "passage_theme", {"passage": passage_id, "position": str(position), "theme": theme}


def _codings(passage: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, str | None]]]:
    if "codings" in passage:
        for position, coding in enumerate(passage["codings"], start=1):
            yield position if coding["provision"] else 0, coding
        return
    made = {"assessment": passage["assessment"], "coder": DEFAULT_CODER, "basis": DEFAULT_BASIS}
    for position, provision in enumerate(passage["provisions"], start=1):
        yield position, {"provision": provision, **made}
    if not passage["provisions"]:
        yield 0, {"provision": None, **made}


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)
