"""Tests that drive the real server with a real browser."""
