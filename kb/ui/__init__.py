"""The frame of the dashboard, its blocks and its words; the only part of kb that knows Streamlit."""
