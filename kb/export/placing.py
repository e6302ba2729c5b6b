"""A file is put in place whole or not at all."""

import os
from pathlib import Path

from kb.errors import PlaceUnusable


def put(content: bytes, target: Path) -> None:
    """Write the file beside its place and rename it; what was there is replaced only then.

    Raises PlaceUnusable, and leaves everything as it was, where the place cannot be written or is full.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        try:
            with open(part, "xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise PlaceUnusable(
            f"The file cannot be written to {target}: {error.strerror}. Nothing was changed."
        ) from error
