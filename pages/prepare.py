"""Prepare a contribution: the questions, what we have of my State, what peers do, and an outline to write in."""

from kb.domain.catalogue import gettext as _
from kb.ui import choose, frame, prepare, title

place = frame.here()
my = place.my

if my is None:
    title.show(_("Prepare a contribution"), _("Choose your State; you get its questions and an outline in Word."))
else:
    title.show(prepare.finding(place, my), _("Choose actions, download the outline, write, and hand it in."))
choose.to_address(
    _("My State"),
    place.words.labels["state"],
    my,
    lambda code: {"my": code},
    placeholder=_("Choose your State"),
    key="prepare-state",
)
if my:
    prepare.show(place, my)
