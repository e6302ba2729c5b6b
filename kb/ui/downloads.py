"""The one block that offers what a screen shows as files: its tables and charts."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st

from kb.cache import made
from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.domain.words import counted
from kb.reports import data_package, pictures
from kb.tables import Table
from kb.tables import files as table_files
from kb.tables.files import Origin
from kb.ui import frame, linked
from kb.ui.elements.chart import Picture
from kb.ui.frame import Here
from kb.ui.location import base_path
from kb.ui.markup import address, element

ICON = ":material/download:"
# What a file says where it may hold what not everybody may see.
SEEN_BY = {
    Audience.PUBLIC: "",
    Audience.PARTIES: _("As delegates of States Parties see it: it may hold what is kept to States Parties."),
    Audience.STAFF: _("As those who work on the material see it: it may hold what is not public."),
}
NOTHING = _("There is no table or chart to download here: nothing is in what you filtered.")


def offer(*shown: Picture | Table | Callable[[], Picture | Table | None] | None, key: str = "download") -> None:
    """A section that opens, with every table and chart given that is not empty; called once on a screen, above them:

        downloads.offer(overview.picture, listed.table)
        listing.show(listed, "states")

    The files hold the rows of the tables as they are, with the scope's sentence, the revision, its day and the
    address. Nothing is made before it is asked for.
    `key` tells several on one screen apart.
    """
    # In the page, where the keys go on into it; a popover stands behind everything else on the way of the Tab key.
    with st.expander(_("Download"), icon=ICON, key=key, type="compact", on_change="rerun") as shelf:
        if not shelf.open:
            return
        every = [made(one) for one in shown]
        offered = [one for one in every if isinstance(one, Picture) or (one and one.rows)]
        if not offered:
            linked.html(element("p", NOTHING))
            return
        chosen = offered[0]
        if len(offered) > 1:
            # The number keeps two of one name apart; as text, for what others write may stand in a caption.
            place = st.selectbox(
                _("Table or chart"),
                range(len(offered)),
                format_func=lambda one: _title(offered[one]),
                key=f"{key}-what",
            )
            chosen = offered[place]
        with st.container(horizontal=True):
            for form, make in _files(chosen):
                st.download_button(
                    form.name,
                    make,
                    _file_name(chosen, form.ending),
                    form.mime,
                    key=f"{key}-{form.ending}",
                    on_click="ignore",
                )
        # All of its name, which the list may cut, and how much there is of it.
        said = _title(chosen)
        if isinstance(chosen, Table):
            said = _("{title}: {rows} in the file").format(title=said, rows=counted(len(chosen.rows), "row"))
        linked.html(element("p", said))


def button(label: str, content: Any, name: str, media_type: str, key: str, **given: Any) -> None:
    """A button that gives a file, without a run of the screen; `given` is what st.download_button takes besides."""
    st.download_button(label, content, name, media_type, key=key, on_click="ignore", icon=ICON, **given)


def offer_package() -> None:
    """A button for all public data as one ZIP, made when it is asked for."""
    store = frame.here().store
    name = f"victim-assistance-ccm-revision-{store.revision()}.zip"
    label = _("Download all public data (ZIP)")
    button(label, lambda: data_package.packed(store).content, name, "application/zip", "package")


def origin() -> Origin:
    """Where what the reader looks at comes from."""
    place = frame.here()
    parameters = {**place.query(rev=place.view.revision), **place.own}
    here = (
        f"{st.context.url}?{urlencode(parameters, doseq=True)}" if st.context.url else address(place.screen, parameters)
    )
    return Origin(place.shown, place.view.revision, made_on(place), here, SEEN_BY[place.audience])


def made_on(place: Here) -> date:
    """The day (UTC) on which the revision was made that the reader looks at."""
    made: datetime = next(row["made_at"] for row in place.store.revisions() if row["number"] == place.view.revision)
    return made.date()


def base() -> str:
    """The address of the dashboard without a screen; empty where it is not known."""
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}{base_path()}" if here.netloc else ""


def _title(one: Table | Picture) -> str:
    return f"Chart: {one.name}" if isinstance(one, Picture) else one.caption


def _files(chosen: Table | Picture) -> list[tuple[Any, Callable[[], bytes]]]:
    """The forms in which it leaves, each with what makes it when it is asked for, after the screen has been drawn."""
    where = origin()
    if isinstance(chosen, Picture):
        return [(form, partial(form.make, chosen.spec, chosen.alt, where)) for form in pictures.FORMATS]
    return [(form, partial(table_files.file_of, chosen, where, form)) for form in table_files.FORMATS]


def _file_name(chosen: Table | Picture, ending: str) -> str:
    place = frame.here()
    scope = place.scope
    parts = [*(scope.meetings or ("all-meetings",)), *scope.states, *scope.provisions]
    return table_files.file_name(_title(chosen), parts, place.view.revision, ending)
