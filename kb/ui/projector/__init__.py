"""The projector: how a session stands, for a whole room to read; a page of its own, open to everybody by its link."""

from kb.ui.projector.routes import ROUTES

__all__ = ["ROUTES"]
