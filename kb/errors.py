"""Named errors. Each message is one plain sentence with what to do; screens and the command line show it as it is."""


class KnowledgeBaseError(Exception):
    """Something the person can understand and mend."""


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
    """Data files with problems; nothing was loaded."""


class ChangeRefused(KnowledgeBaseError):
    """A change that would leave the knowledge base contradictory; nothing was changed."""


class OfficialTextUnreadable(KnowledgeBaseError):
    """A document whose text cannot be read or placed."""


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
