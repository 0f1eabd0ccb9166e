"""The type stubs say what the package is, and every public name says what it does."""

import ast
import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

import winnow
from winnow import _winnow

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


@pytest.fixture(scope="module")
def stub():
    """The classes of the stub file by their names."""
    tree = ast.parse(Path(PACKAGE, "winnow/__init__.pyi").read_text())
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def test_stubs_have_each_field_of_a_record(stub):
    found = [(member.name, ast.unparse(member.returns)) for member in stub["Article"].body
             if any(ast.unparse(decorator) == "property" for decorator in member.decorator_list)]
    assert sorted(found) == sorted(_winnow._fields)


def test_stubs_have_each_option(stub):
    init = next(member for member in stub["Cleaner"].body if member.name == "__init__")
    assert sorted((a.arg, ast.unparse(a.annotation)) for a in init.args.kwonlyargs) == sorted(_winnow._options)


def test_each_option_can_be_set_and_is_described():
    some = {"int": 1000, "bool": True, "Sequence[str]": ["en"]}
    for name, kind in _winnow._options:
        winnow.Cleaner(**{name: some[kind]})
        assert f"`{name}" in inspect.getdoc(winnow.Cleaner), name


def test_each_field_can_be_read():
    article = winnow.Cleaner(markdown=True, html=True, tei=True, keep_comments=True).clean(
        (HERE.parents[1] / "samples/en-lighthouse.html").read_bytes())
    record = article.to_dict()
    assert set(record) - {name for name, _ in _winnow._fields} == set()
    for name, _ in _winnow._fields:
        value = getattr(article, name)
        assert record.get(name, value) == (pytest.approx(value, abs=1e-4) if isinstance(value, float) else value), name
