"""Questions of the Method screen: how much is held of what, from where, and within which limits.

They are about everything published, whatever the scope; the columns are those of the .sql file of the same name.
"""

from collections.abc import Mapping

from kb.queries import Rows, sql
from kb.store import View


def method_held(view: View) -> Mapping[str, int]:
    """How much of what is held is limited in which way: numbers by name."""
    return view.rows(sql("method_held"))[0]


def method_words(view: View) -> Rows:
    """A row per voice, kind of text and assessment (`kind`, `word`): how often it stands in what is published."""
    return view.rows(sql("method_words"))


def method_texts(view: View) -> Rows:
    """A row per instrument and status of text: how many provisions, those in the matrix, and passages coded to them."""
    return view.rows(sql("method_texts"))


def method_sources(view: View) -> Rows:
    """A row per host: contributions, documents, how many seen only in part, and their voices."""
    return view.rows(sql("method_sources"))


def method_meetings(view: View) -> Rows:
    """A row per meeting, oldest first, with the basis of its days and the number of its contributions."""
    return view.rows(sql("method_meetings"))


def method_sessions(view: View) -> Rows:
    """A row per session whose programme is held: how many speakers it lists, and whether the list is complete."""
    return view.rows(sql("method_sessions"))
