"""A file, or a folder of files, is put in place whole or not at all."""

import io
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Mapping
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


def put_folder(files: Mapping[str, bytes], target: Path, foreign: Callable[[list[str]], Iterable[str]]) -> None:
    """Write a folder of files beside its place and rename it; an earlier one is replaced.

    `foreign` names what is in a folder and none of ours. Raises PlaceUnusable, and leaves everything as it was, where
    the place holds any such, cannot be written or is full.
    """
    try:
        place = target.absolute().resolve()
        part, old = (place.with_name(f".{place.name}.{os.getpid()}.{word}") for word in ("part", "old"))
        if place.exists() and not place.is_dir():
            raise PlaceUnusable("{target} is a file. Name a new folder. Nothing was changed.", target=target)
        names = sorted(path.name for path in place.iterdir()) if place.exists() else []
        for name in foreign(names):
            raise PlaceUnusable(
                "{target} holds {name}. Name a new folder. Nothing was changed.", target=target, name=name
            )
        try:
            part.mkdir(parents=True)
            for name, content in files.items():
                (part / name).write_bytes(content)
            if place.exists():
                os.replace(place, old)
            os.replace(part, place)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            if old.exists() and not place.exists():
                os.replace(old, place)
            raise
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise PlaceUnusable(
            "The folder {target} cannot be written: {reason}. Nothing was changed.",
            target=target,
            reason=error.strerror,
        ) from error
