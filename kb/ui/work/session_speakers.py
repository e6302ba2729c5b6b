"""The speakers' list: the parts of the session with who speaks in them, and all that can be done with each."""

from kb.cache import cached
from kb.desk.state import Part, Session, Slot, Standing
from kb.domain.words import counted
from kb.queries.submitting import submit_contributors
from kb.store import View
from kb.ui.markup import Html, element, join, source_link
from kb.ui.work.session import KINDS, RIGHT_OF_REPLY, STANDINGS, TYPED, Desk, button, part_name
from kb.ui.work.session_floor import clock

_NAMES = "desk-contributors"
NOT_IDENTIFIED = "not identified"
IDENTIFYING = (
    f"{NOT_IDENTIFIED.capitalize()}: the name was typed and is none that the knowledge base has, so nothing is counted "
    "for a State or organisation. Under More you can say who it is."
)
_OPEN_TO_FLOOR = (Standing.WAITING, Standing.SKIPPED, Standing.SPOKE)


def speakers(desk: Desk) -> Html:
    """The whole list, part by part."""
    return _list(desk, desk.session)


def _list(desk: Desk, session: Session) -> Html:
    parts = [_part(desk, part) for part in session.parts]
    return element("div", element("h2", _lead(session)), *parts, data_seen=desk.seen)


def _lead(session: Session) -> str:
    spoken = sum(slot.has_spoken for slot in session.slots)
    return f"Speakers: {spoken} of {len(session.slots)} have had the floor"


def _part(desk: Desk, part: Part) -> Html:
    session, is_here = desk.session, part is desk.session.here
    items = [_item(desk, slot, at, len(part.slots)) for at, slot in enumerate(part.slots, start=1)]
    name = part_name(session, part)
    inside = [
        _about(desk, part),
        button(f"Go to {name}", "part", part.code) if desk.runs and not is_here else "",
        element("ol", *items, class_="speakers", data_drop="place") if items else _nobody(part),
        element("p", IDENTIFYING, class_="quiet") if desk.runs and _has_unknown(part) else "",
        _add(desk, part) if desk.runs else "",
    ]
    if is_here:
        return element("section", element("h3", f"{name}, now: {_heard(part)}"), *inside)
    # Only the part that the session is at is unfolded, so that what matters now is not far apart.
    summary = element("summary", element("h3", f"{name}: {_heard(part)}", class_="inline"))
    return element("details", summary, *inside, data_of=f"part {part.code}", open=None if desk.runs else "")


def _heard(part: Part) -> str:
    if not part.slots:
        return "nobody on the list yet" if part.complete else "the speakers are not known"
    return f"{sum(slot.has_spoken for slot in part.slots)} of {len(part.slots)} have had the floor"


def _has_unknown(part: Part) -> bool:
    return any(slot.contributor is None for slot in part.slots)


def _nobody(part: Part) -> Html:
    said = "Nobody is on this list yet." if part.complete else "Who spoke in this part is not known."
    return element("p", said, class_="note")


def _about(desk: Desk, part: Part) -> Html:
    """What the part is about, who coordinates, and where the list is from."""
    words = desk.place.words
    names = ", ".join(words.label("state", code) for code in part.coordinators)
    line = words.labels["line"].get(part.line or "", "")
    about = part.description or ("" if line in part.title else line)
    known = [
        f"Line {part.line}" if part.line else "No line",
        f"{'Coordinators' if len(part.coordinators) > 1 else 'Coordinator'}: {names}" if names else "",
        counted(part.minutes, "minute") + " each",
    ]
    rest = [
        element("p", part.note, dir="auto") if part.note else "",
        element("p", "Source: ", source_link(part.source_title, part.source_url)) if part.source_title else "",
    ]
    return join(
        [
            element("p", "; ".join(one for one in known if one) + ".", class_="quiet"),
            element("p", about, class_="quiet", dir="auto") if about else "",
            element("details", element("summary", "Where this list is from"), *rest, data_of=f"about {part.code}")
            if any(rest)
            else "",
        ]
    )


def _item(desk: Desk, slot: Slot, at: int, among: int) -> Html:
    name = slot.speaker
    used = join([clock(slot), f" of {slot.minutes} min"]) if slot.has_spoken else f"{slot.minutes} min"
    head = element(
        "span",
        element("span", f"{at}.", class_="at"),
        element("strong", element("bdi", name)),
        " ",
        *(element("span", tag, class_="tag short") for tag in _tags(desk, slot)),
        element("span", used, class_="quiet", data_clock=""),
        class_="who",
    )
    if not desk.runs:
        return element("li", head, class_=slot.standing.value)
    return element(
        "li",
        element("span", "⠿", class_="handle", data_handle="", aria_hidden="true", title="Drag to another place"),
        head,
        element("span", *_buttons(slot, at, among, has_ended=desk.session.closed), class_="doing"),
        _more(desk, slot),
        class_=slot.standing.value,
        data_drag=slot.id,
        data_name=name,
    )


def _tags(desk: Desk, slot: Slot) -> list[str]:
    tags = [KINDS[slot.kind]] if slot.kind in KINDS else []
    if slot.standing is not Standing.WAITING:
        tags.append(STANDINGS[slot.standing])
    if slot.contributor is None and desk.runs:
        tags.append(NOT_IDENTIFIED)
    return tags


def _buttons(slot: Slot, at: int, among: int, *, has_ended: bool) -> list[Html]:
    """What is at hand for a speaker; nobody is given the floor once the session has ended."""
    name = slot.speaker
    found = []
    if slot.standing is Standing.SPEAKING:
        found.append(button("End", "end", slot.id, aria_label=f"End: {name}"))
    elif slot.standing in _OPEN_TO_FLOOR and not has_ended:
        label = "Floor again" if slot.standing is Standing.SPOKE else "Give floor"
        found.append(button(label, "floor", slot.id, aria_label=f"{label}: {name}", data_waits=f"floor to {name}"))
    if slot.standing in (Standing.SKIPPED, Standing.WITHDRAWN):
        found.append(button("Put back", "wait", slot.id, aria_label=f"Put back: {name}"))
    for sign, label, by, is_off in (("↑", "Move up", "-1", at == 1), ("↓", "Move down", "1", at == among)):
        found.append(
            element(
                "button",
                sign,
                type="button",
                data_step=by,
                title=label,
                aria_label=f"{label}: {name}",
                disabled="" if is_off else None,
            )
        )
    return found


def _more(desk: Desk, slot: Slot) -> Html:
    """What is needed less often, folded away."""
    inside = [element("p", slot.detail, class_="quiet", dir="auto") if slot.detail else ""]
    row = []
    if slot.standing is Standing.WAITING:
        row.append(button("Skip", "skip", slot.id, aria_label=f"Skip: {slot.speaker}"))
    if slot.standing in (Standing.WAITING, Standing.SKIPPED):
        row.append(button("Withdraw", "withdraw", slot.id, aria_label=f"Withdraw: {slot.speaker}"))
    inside.append(element("p", *row, class_="doing") if row else "")
    inside.append(
        element(
            "form",
            element("label", "Minutes ", _minutes(str(slot.minutes))),
            element("button", "Change", type="submit", aria_label=f"Change the minutes of {slot.speaker}"),
            data_do="minutes",
            data_of=slot.id,
            class_="short",
        )
    )
    if slot.contributor is None:
        inside.append(
            element(
                "form",
                element("label", "Who this is ", _name()),
                element("button", "Identify", type="submit", aria_label=f"Identify {slot.speaker}"),
                data_do="identify",
                data_of=slot.id,
                class_="short",
            )
        )
    summary = element("summary", "More", element("span", f" for {slot.speaker}", class_="unseen"))
    return element("details", summary, *inside, data_of=f"more {slot.id}")


def _add(desk: Desk, part: Part) -> Html:
    """The form that puts somebody on the list of a part."""
    name = part_name(desk.session, part)
    kinds = element(
        "select",
        element("option", "statement", value="statement"),
        element("option", "right of reply, at the end", value=RIGHT_OF_REPLY),
        name="kind",
    )
    typed = [element("option", said, value=code) for code, said in TYPED.items()]
    return element(
        "form",
        element("label", f"Add to {name}", _name(data_first="")),
        element("label", "For a", kinds),
        element("label", "Minutes", _minutes("", str(part.minutes))),
        element("label", "If the name is not known, it is", element("select", *typed, name="who", data_keep="")),
        element("button", "Add", type="submit", aria_label=f"Add to {name}"),
        data_do="add",
        data_of=part.code,
        class_="short",
    )


def _name(**attributes: str | None) -> Html:
    return element(
        "input",
        name="name",
        list=_NAMES,
        required="",
        maxlength="200",
        autocomplete="off",
        placeholder="State, organisation or any name",
        **attributes,
    )


def _minutes(value: str, otherwise: str | None = None) -> Html:
    return element(
        "input",
        name="minutes",
        type="number",
        min="1",
        max="240",
        value=value or None,
        placeholder=otherwise,
        required="" if value else None,
    )


@cached
def known_names(view: View) -> Html:
    """The names to choose from, for all forms on the screen."""
    names = {row["name"].casefold(): row["name"] for row in submit_contributors(view)}
    return element("datalist", *(element("option", value=name) for name in names.values()), id=_NAMES)
