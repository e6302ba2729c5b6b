"""An error nobody foresaw: a plain sentence for the reader, the stack trace for the log."""

import logging

import pytest
import streamlit as st

import app


def test_a_fault_is_a_sentence_on_the_screen_and_a_trace_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []
    monkeypatch.setattr(st, "error", said.append)
    with caplog.at_level(logging.ERROR, logger="kb"):
        assert app.say_fault(ValueError("a detail <b>of the inside</b>"))
    assert said == [
        "This screen failed because of a fault in the program. The fault was logged; other screens may work."
    ]
    assert "a detail" not in said[0]
    assert "a detail <b>of the inside</b>" in caplog.text
