"""What is wrong in a data file, said so that the person with the file can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.domain.words import counted
from kb.errors import DataFilesInvalid

SHOWN = 20


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: file, line (from 1; 0 for the whole file), column, the value found, and why it is wrong."""

    file: str
    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        value = self.value if len(self.value) <= 80 else self.value[:77] + "..."
        printable = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in value)
        return f"{self.file}:{self.line}: {self.column}: {printable}: {self.reason}"


def report(problems: Sequence[Problem]) -> str:
    """The first problems, one a line, and how many more there are."""
    lines = [str(problem) for problem in sorted(problems)[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"... and {len(problems) - SHOWN} more problems")
    return "\n".join(lines)


def refuse(problems: Sequence[Problem]) -> None:
    """Raise DataFilesInvalid with the report if there is any problem."""
    if problems:
        count = counted(len(problems), "problem")
        raise DataFilesInvalid("{count} in the data files; nothing was loaded.", report(problems), count=count)
