"""Our scripts can be read by node and do what they should by themselves; those of others are as they were noted."""

import hashlib
import re
import subprocess
from pathlib import Path

import playwright
import pytest

from kb.ui.served import ASSETS

VENDOR = ASSETS / "vendor"
# Playwright brings node along, which drives the browser.
NODE = str(Path(playwright.__file__).parent / "driver" / "node")


@pytest.mark.parametrize("script", sorted(ASSETS.glob("*.js")), ids=lambda path: path.name)
def test_a_script_can_be_read(script: Path, tmp_path: Path) -> None:
    module = tmp_path / f"{script.stem}.mjs"
    module.write_text(script.read_text())
    subprocess.run([NODE, "--check", str(module)], check=True, capture_output=True)


def test_what_the_scripts_do_by_themselves() -> None:
    tried = subprocess.run(
        [NODE, "--test", "--test-reporter=tap", str(Path(__file__).with_name("scripts.test.mjs"))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert tried.returncode == 0, tried.stdout
    assert int(re.findall(r"# pass (\d+)", tried.stdout)[0]) >= 8


def test_the_scripts_of_others_are_those_noted_with_their_licences() -> None:
    noted = dict(re.findall(r"^\| (\S+\.js) \| .*?`([0-9a-f]{64})`", (VENDOR / "README.md").read_text(), re.MULTILINE))
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*.js")}
    assert noted == there
    assert len(list(VENDOR.glob("LICENSE-*"))) == len(there)
