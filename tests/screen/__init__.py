"""Screens run by Streamlit's own test harness, without a browser."""
