"""Named errors. Each message is one plain sentence with what to do; screens and the command line show it as it is."""

from kb.domain.catalogue import N_, gettext
from kb.domain.refusals import Refused

NOTHING_CHANGED = N_("Nothing was changed.")


class KnowledgeBaseError(Exception):
    """Something the person can understand and mend: a message of the catalogue, and the values that stand in it."""

    # Lines beside the message, with what files hold.
    details = ""

    def __init__(self, message: str, /, **values: object) -> None:
        super().__init__(message)
        self.message, self.values = message, values

    @property
    def sentence(self) -> str:
        """What is the matter, in words."""
        said = gettext(self.message)
        return said.format(**self.values) if self.values else said

    def __str__(self) -> str:
        return f"{self.sentence}\n{self.details}" if self.details else self.sentence


class DatabaseMissing(KnowledgeBaseError):
    """The database file does not exist."""


class DatabaseLocked(KnowledgeBaseError):
    """Another program holds the database file."""


class DatabaseCorrupt(KnowledgeBaseError):
    """The file is damaged or is not a knowledge base."""


class DatabaseUnavailable(KnowledgeBaseError):
    """The file cannot be read or written now; it may pass, and nothing says that the file is damaged."""


class DatabaseVersion(KnowledgeBaseError):
    """The database was made by another version of the program or of DuckDB."""


class DataFilesInvalid(KnowledgeBaseError):
    """Data files with problems, a line of `details` each; nothing was loaded."""

    def __init__(self, message: str, /, details: str = "", **values: object) -> None:
        super().__init__(message, **values)
        self.details = details


class ChangeRefused(KnowledgeBaseError):
    """A change that is refused, and the code that says why; nothing was changed."""

    def __init__(self, code: Refused, **values: object) -> None:
        super().__init__(code.value, **values)
        self.code = code

    @property
    def sentence(self) -> str:
        """Why, and that nothing was changed."""
        return f"{super().sentence} {gettext(NOTHING_CHANGED)}"


class PlacementFault(KnowledgeBaseError):
    """A placement table that cannot be read, or whose text cannot be loaded as it is."""


class DocumentRefused(KnowledgeBaseError):
    """A document handed in that cannot or must not be read; nothing of it was kept."""


class RevisionUnknown(KnowledgeBaseError):
    """A revision that was never made."""


class PlaceUnusable(KnowledgeBaseError):
    """A file or folder that cannot be read or written, or must not be overwritten."""


class NothingToExport(KnowledgeBaseError):
    """A file that would hold nothing; none was made."""


class ValueUnknown(KnowledgeBaseError):
    """A value that a question names and the knowledge base does not know."""


class NotPermitted(KnowledgeBaseError):
    """A change that the person may not make; nothing was changed."""


class ReadOnly(KnowledgeBaseError):
    """The knowledge base is open for reading only."""
