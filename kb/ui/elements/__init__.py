"""Elements that screens are made of: Streamlit's own, with what they open."""
