"""The type stubs say what the package is, and every public name says what it does."""

import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

import winnow

HERE = Path(__file__).parent
PACKAGE = str(Path(winnow.__file__).parents[1])


def run_mypy(tmp_path, *command):
    pytest.importorskip("mypy")
    return subprocess.run([sys.executable, "-m", *command], cwd=tmp_path, capture_output=True, text=True,
                          env={**os.environ, "MYPYPATH": PACKAGE})


def test_mypy_accepts_uses_and_refuses_misuses(tmp_path):
    done = run_mypy(tmp_path, "mypy", "--strict", "--cache-dir", str(tmp_path), str(HERE / "typed_use.py"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_stubs_match_the_package(tmp_path):
    done = run_mypy(tmp_path, "mypy.stubtest", "winnow", "--ignore-missing-stub", "--allowlist", str(HERE / "stubtest.txt"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_public_names_have_docstrings():
    for name in winnow.__all__:
        thing = getattr(winnow, name)
        assert inspect.getdoc(thing), name
        if inspect.isclass(thing) and thing.__module__.startswith("winnow"):
            for member, value in vars(thing).items():
                if not member.startswith("_"):
                    assert inspect.getdoc(value), f"{name}.{member}"
