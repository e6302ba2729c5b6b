"""Submit: a delegation hands in its contribution and gets a receipt."""

import streamlit as st

from kb.ui import frame, title
from kb.ui.work import submit

place = frame.here()
title.show("Submit", "Hand in a contribution: its text becomes passages, and you get a receipt with a permanent link.")

receipt = place.first("receipt")
draft = place.first("draft")

if receipt is not None:
    submit.receipt(place, receipt)
elif not submit.may_hand_in(place):
    st.info(submit.NEEDED)
elif draft is not None:
    submit.prepare(place, draft)
else:
    submit.begin(place)
    submit.handed_in(place)
