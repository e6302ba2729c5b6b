"""A file, or a folder of files, is put in place whole or not at all."""

import io
import os
import shutil
import zipfile
from collections.abc import Mapping
from datetime import date
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
            "The file cannot be written to {target}: {reason}. Nothing was changed.",
            target=target,
            reason=error.strerror,
        ) from error


def zipped(files: Mapping[str, bytes], day: date) -> bytes:
    """The files as one ZIP, as made on a day: the same files give the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return file.getvalue()


def put_folder(files: Mapping[str, bytes], target: Path, mark: str) -> None:
    """Write a folder of files beside its place and rename it; an earlier one with the file `mark` is replaced.

    Raises PlaceUnusable, and leaves everything as it was, where the place holds anything else, cannot be written or is
    full.
    """
    part, old = (target.with_name(f".{target.name}.{os.getpid()}.{word}") for word in ("part", "old"))
    try:
        if target.exists() and not (target / mark).exists() and (not target.is_dir() or any(target.iterdir())):
            raise PlaceUnusable("{target} holds something else. Name a new folder. Nothing was changed.", target=target)
        try:
            part.mkdir(parents=True)
            for name, content in files.items():
                (part / name).write_bytes(content)
            if target.exists():
                os.replace(target, old)
            os.replace(part, target)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            if old.exists() and not target.exists():
                os.replace(old, target)
            raise
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise PlaceUnusable(
            "The folder {target} cannot be written: {reason}. Nothing was changed.",
            target=target,
            reason=error.strerror,
        ) from error
