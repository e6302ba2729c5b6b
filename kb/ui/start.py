"""What happens before the first visit."""

import gc

from kb.model import Scope
from kb.search import search
from kb.ui import service
from kb.ui.looks import LOOKS, Asked, look
from kb.ui.memory import words_of


def warm_up() -> None:
    """Open the knowledge base and answer what most visits ask first. Raises KnowledgeBaseError."""
    store = service.store()
    view = store.at(store.revision())
    words_of(view)
    for name in LOOKS:
        look(name, Asked(view, Scope(), None, False))
    # Nobody's first question waits until the index is made.
    search(view, "")


def settle() -> None:
    """What is loaded by now stays for good: later collections need not look at it again."""
    gc.collect()
    gc.freeze()
