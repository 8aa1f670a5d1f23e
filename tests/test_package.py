"""What is installed is what is in the tree: every data file goes into the wheel, and the lock holds no address."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    shutil.copytree(ROOT / "src", tree / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, tree / name)
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        tmp_path,
        tree,
    ]
    subprocess.run([str(part) for part in build], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("ondit-*.whl")
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("ondit/")}
    there = {
        path.relative_to(tree / "src").as_posix() for path in (tree / "src" / "ondit").rglob("*") if path.is_file()
    }
    assert there - packed == set()
    assert packed - there == set()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_is_names_versions_and_hashes(name: str) -> None:
    lines = [line.rstrip(" \\") for line in (ROOT / name).read_text("utf-8").splitlines()]
    assert len(lines) > 100
    requirement = re.compile(r"[a-z0-9._-]+(\[[a-z,]+\])?==[^ ;]+( ; .+)?")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}")
    assert [line for line in lines if line and not requirement.fullmatch(line) and not digest.fullmatch(line)] == []


def test_the_dev_lock_repeats_the_other() -> None:
    def pins(name: str) -> set[str]:
        return {line.rstrip(" \\") for line in (ROOT / name).read_text("utf-8").splitlines() if "==" in line}

    assert pins("requirements.lock") <= pins("requirements-dev.lock")
