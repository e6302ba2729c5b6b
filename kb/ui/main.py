"""The script that Streamlit runs for every visit and every change: it only enters the frame."""

from kb.ui import frame

frame.run()
