"""The yardstick: an empty page of a stock Streamlit server."""

import streamlit as st  # noqa: F401  a page that imports nothing would be cheaper than any real one
