"""What a command prints."""

import os
import sys

from kb.errors import PlaceUnusable


def say(text: str) -> None:
    """Print at once. Raises PlaceUnusable where the output cannot be written."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        let_go_of_output()
        raise PlaceUnusable(f"The output cannot be written: {error.strerror}.") from error


def let_go_of_output() -> None:
    """Send what is still unwritten nowhere: the interpreter would try once more, and fail, when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
