"""The process in which documents are read: confined, with limits on memory and time."""
