"""The description of the API as a web page, made from the OpenAPI document; it loads nothing from anywhere."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from fastapi import Response

SECURITY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
STYLE = """
:root { color-scheme: light dark; --ink: #111; --paper: #fff; --quiet: #f2f2f2; --line: #767676; --link: #1a5fb4 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #fff; --paper: #000; --quiet: #1c1c1c; --line: #8f8f8f; --link: #8ab8ff }
}
body { color: var(--ink); background: var(--paper); font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto;
  max-width: 72rem; padding: 1rem }
a { color: var(--link) }
a:focus-visible, .wide:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
code { background: var(--quiet); padding: 0 .2em; overflow-wrap: anywhere }
.wide { overflow-x: auto; margin: 1rem 0 }
table { border-collapse: collapse; width: 100% }
caption { text-align: start; font-weight: 600; padding: .3rem 0 }
th, td { border: 1px solid var(--line); padding: .3rem .5rem; text-align: start; vertical-align: top }
thead th { background: var(--quiet) }
tbody th { font-weight: normal; white-space: nowrap }
"""

Document = Mapping[str, Any]
EXAMPLES = (
    ("Where affected States Parties have not reported, and why, as CSV", "/v1/gaps?affected=yes&format=csv"),
    ("Practices in the contributors’ own statements", "/v1/passages?assessment=practice&voice=own"),
    ("What is held on rehabilitation, whoever says it", "/v1/search?q=rehabilitation"),
)


def described_as_page(document: Document) -> Response:
    """The page."""
    return Response(
        _page(document),
        headers={"Cache-Control": "public, no-cache", "Content-Security-Policy": SECURITY},
        media_type="text/html",
    )


def _page(document: Document) -> str:
    info, root = document["info"], document["servers"][0]["url"].rstrip("/")
    operations = [(path, methods["get"]) for path, methods in document["paths"].items()]
    shared = _shared(operations)
    contents = (f'<li><a href="#{one["operationId"]}">{escape(one["summary"])}</a></li>' for _, one in operations)
    token = document["components"]["securitySchemes"]["token"]["description"]
    body = [
        f"<h1>{escape(info['title'])}</h1>",
        f'<p>Version {escape(info["version"])}. For programs: <a href="{escape(root)}/v1/openapi.json">OpenAPI document'
        f'</a>. For people: <a href="{escape(root.removesuffix("/api"))}/">the dashboard</a>.</p>',
        *_prose(info["description"]),
        '<h2 id="examples">Examples</h2>',
        f"<ul>{''.join(_example(root, said, path) for said, path in EXAMPLES)}</ul>",
        '<h2 id="token">Token</h2>',
        f"<p>{escape(token)} With curl, for instance:</p>",
        f'<p><code>curl -H "Authorization: Bearer $TOKEN" https://HOST{escape(root)}/v1/passages</code></p>',
        '<h2 id="scope">The scope</h2>',
        "<p>Every address takes these, as the screens do. What does not bear on an answer changes nothing in it; what"
        " is not known is refused.</p>",
        _parameters("Parameters of the scope", shared),
        '<h2 id="addresses">What there is</h2>',
        f"<nav aria-label='What there is'><ul>{''.join(contents)}</ul></nav>",
        *(_operation(path, one, shared, document, root) for path, one in operations),
    ]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(info["title"])}'
    return (
        f'<!DOCTYPE html><html lang="en"><head>{head}</title><style>{STYLE}</style></head>'
        f"<body><main>{''.join(body)}</main></body></html>"
    )


def _example(root: str, said: str, path: str) -> str:
    address = escape(root + path)
    return f'<li>{escape(said)}: <a href="{address}"><code>{address}</code></a></li>'


def _shared(operations: Sequence[tuple[str, Document]]) -> list[Document]:
    """The parameters that every address takes."""
    first, *others = ([*one["parameters"]] for _, one in operations)
    return [parameter for parameter in first if all(parameter in other for other in others)]


def _operation(path: str, one: Document, shared: Sequence[Document], document: Document, root: str) -> str:
    own = [parameter for parameter in one["parameters"] if parameter not in shared]
    needed = any(parameter["required"] for parameter in own)
    there = f'<a href="{escape(root + path)}"><code>{escape(root + path)}</code></a>'
    answers = one["responses"].items()
    parts = [
        f'<h3 id="{one["operationId"]}">{escape(one["summary"])}</h3>',
        f"<p>{f'<code>{escape(root + path)}</code>' if needed else there}. {_code(one['description'])}</p>",
        _parameters(f"{one['summary']}: its own parameters", own) if own else "",
        _columns(f"{one['summary']}: columns", _row(one, document), document),
        _table(
            f"{one['summary']}: answers",
            ("Status", "When"),
            ((escape(status), escape(answer["description"])) for status, answer in answers),
        ),
    ]
    return f"<section aria-labelledby='{one['operationId']}'>{''.join(parts)}</section>"


def _row(one: Document, document: Document) -> Document:
    """The description of a row that an address answers."""
    page = _resolved(one["responses"]["200"]["content"]["application/json"]["schema"], document)["properties"]
    row: Document = _resolved(page["rows"]["items"] if "rows" in page else page["row"], document)
    return row


def _parameters(caption: str, parameters: Iterable[Document]) -> str:
    rows = (
        (
            f"<code>{escape(one['name'])}</code>",
            _kind(one["schema"]) + (", must be given" if one["required"] else ""),
            _code(one["description"]),
        )
        for one in parameters
    )
    return _table(caption, ("Name", "Value", "Meaning"), rows)


def _columns(caption: str, row: Document, document: Document) -> str:
    rows = (
        (f"<code>{escape(name)}</code>", _kind(one, document), _code(one.get("description", "")))
        for name, one in row["properties"].items()
    )
    return _table(caption, ("Name", "Value", "Meaning"), rows)


def _kind(schema: Document, document: Document | None = None) -> str:
    """What a value is, in a few words."""
    found = _resolved(schema, document) if document else schema
    if "anyOf" in found:
        return " or ".join(_kind(one, document) for one in found["anyOf"])
    if "enum" in found:
        return " or ".join(f"<code>{escape(str(value))}</code>" for value in found["enum"])
    if found.get("type") == "array":
        return f"several: {_kind(found['items'], document)}"
    if "properties" in found:
        return "record of " + ", ".join(f"<code>{escape(name)}</code>" for name in found["properties"])
    limits = [f"{said} {found[name]}" for name, said in (("minimum", "from"), ("maximum", "to")) if name in found]
    kind = "date" if found.get("format") == "date" else "record" if found["type"] == "object" else str(found["type"])
    default = f", {found['default']} without it" if "default" in found else ""
    return " ".join([kind, *limits]) + default


def _resolved(schema: Document, document: Document) -> Document:
    if "$ref" not in schema:
        return schema
    found: Document = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def _prose(said: str) -> Iterable[str]:
    """Paragraphs and lists of the introduction."""
    for part in said.strip().split("\n\n"):
        lines = part.strip().splitlines()
        if all(line.startswith("- ") for line in lines):
            yield f"<ul>{''.join(f'<li>{_code(line[2:])}</li>' for line in lines)}</ul>"
        else:
            yield f"<p>{_code(' '.join(lines))}</p>"


def _code(said: str) -> str:
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(said))


def _table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in a region that scrolls by itself where it is wider than the screen. Cells are HTML."""
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>' for row in rows
    )
    named = escape(caption)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{named}"><table><caption>{named}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
