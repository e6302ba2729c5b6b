"""What is installed is pinned by hash, comes from nowhere in particular, and brings no package only to carry a font."""

import re
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from kb.reports import pictures
from tests.unit.processes import PROJECT

LOCKS = {"requirements.txt": "constraints.txt", "tests/requirements.txt": "tests/constraints.txt"}
FONTS = Path(pictures.__file__).with_name("fonts")


def _pins(name: str) -> list[str]:
    """The lines that name a package, joined with what belongs to them."""
    text = (PROJECT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _named(pin: str) -> Requirement:
    return Requirement(pin.partition(" --hash")[0])


@pytest.mark.parametrize(("direct", "lock"), LOCKS.items())
def test_everything_installed_is_pinned_with_hashes(direct: str, lock: str) -> None:
    pins = _pins(lock)
    for pin in pins:
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+(?: ; [^#]+?)?(?: +--hash=sha256:[0-9a-f]{64})+ *", pin), pin
    wanted = {(_named(pin).name, str(_named(pin).specifier)) for pin in _pins(direct)}
    assert wanted <= {(_named(pin).name, str(_named(pin).specifier)) for pin in pins}


def test_both_locks_agree_and_hold_what_a_locked_package_needs() -> None:
    """What the tests install changes nothing of what runs."""
    run, test = ({str(_named(pin)): pin for pin in _pins(lock)} for lock in LOCKS.values())
    runs = {_named(pin).name for pin in run.values()}
    both = {name for name in test if _named(name).name in runs}
    assert len(both) > 10
    assert {name: test[name].split() for name in both} == {name: run[name].split() for name in both}
    for name in runs:
        try:
            needed = [Requirement(line) for line in requires(name) or ()]
        except ModuleNotFoundError:  # of another system
            continue
        for one in needed:
            if one.marker is None or one.marker.evaluate({"extra": ""}):
                assert re.sub(r"[-_.]+", "-", one.name).lower() in runs, f"{name} needs {one.name}"


@pytest.mark.parametrize("name", [*LOCKS, *LOCKS.values(), "Makefile"])
def test_no_file_says_where_packages_come_from(name: str) -> None:
    text = "\n".join(line for line in (PROJECT / name).read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    assert not re.search(r"https?://(?!localhost)|file:|(?:^|\s)(?:-i|-f|--(?:extra-)?index-url|--find-links)\b", text)


def test_every_install_asks_for_hashes() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"^\t.*pip install", makefile, re.MULTILINE) == []
    assert [line for line in makefile.splitlines() if "pip install" in line and "--require-hashes" not in line] == []
    assert re.findall(r"PIP_INSTALL\) -r (\S+)", makefile) == list(LOCKS.values())


def test_each_font_has_its_licence_and_none_is_a_package() -> None:
    fonts = [path for path in FONTS.iterdir() if path.suffix in {".ttf", ".otf"}]
    assert len(fonts) == len(pictures.FONTS)
    for font in fonts:
        licence = font.with_name(f"{font.stem.partition('-')[0]}.OFL.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence
        assert re.search(r"©|Copyright", licence)
    assert not [pin for lock in LOCKS.values() for pin in _pins(lock) if "font" in _named(pin).name]
