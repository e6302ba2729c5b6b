"""What the screen Session does by itself, beside what is done at the desk. Everything here is invented."""

from streamlit.testing.v1 import AppTest


def test_what_comes_from_something_that_is_gone_from_the_screen_is_let_go() -> None:
    def script() -> None:
        import streamlit as st

        from kb.ui import interactive

        interactive._receive("gone")
        st.write("still here" if interactive.take("gone") is None else "something was done")

    app = AppTest.from_function(script).run()
    assert not app.exception
    assert app.markdown[0].value == "still here"
