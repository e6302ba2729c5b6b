"""Tests of single modules, without a server or a browser."""
