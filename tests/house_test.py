#!/usr/bin/env python3
"""The habits of this tree that a machine can keep: who includes whom, names in comments, sizes, places.

    tests/house_test.py [staircase|comments|sizes|top_level …]

Prints what breaks a habit, a line each, and returns 1 when anything does.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# ---- the staircase ---------------------------------------------------------------------------------
# Folders from the ground up, and what the files of each may include besides their own folder. A folder
# names only folders that stand above it in this list, so that no include can run back up. A stage takes
# its types from document/ and its rules from rulepack/ and knows no other stage; `label` alone borrows
# from `segment`, whose builder of blocks it cuts long ones with.
STAIRCASE = {
    "pipeline/include/winnow": "",
    "pipeline/base": "include/winnow",
    "pipeline/document": "include/winnow base",
    "pipeline/rulepack": "include/winnow base document",
    "pipeline/read": "include/winnow base",
    "pipeline/decode": "include/winnow base document",
    "pipeline/parse": "include/winnow base document rulepack",
    "pipeline/segment": "include/winnow base document rulepack",
    "pipeline/describe/fields": "include/winnow base document rulepack",
    "pipeline/describe/sources": "include/winnow base document rulepack describe/fields",
    "pipeline/describe": "include/winnow base document rulepack describe/fields describe/sources",
    "pipeline/label": "include/winnow base document rulepack segment",
    "pipeline/choose": "include/winnow base document rulepack",
    "pipeline/compose": "include/winnow base document rulepack",
    "pipeline/filter": "include/winnow base document",
    "pipeline/write": "include/winnow base",
    # The files of pipeline/ itself are stairs of their own.
    "pipeline/rules": "include/winnow base rulepack describe/fields choose",
    "pipeline/cleaner": "include/winnow base rules"
                        " decode parse segment describe label choose compose filter",
    "pipeline/flow": "include/winnow base cleaner",
    "pipeline/winnow": "include/winnow",
    # tools/: a room uses the library and the ground; the rooms of a tool use other rooms.
    "tools": "include/winnow",
    "tools/json_lines": "base read",
    "tools/batch": "include/winnow base read filter write rules cleaner flow tools",
    "tools/explain": "include/winnow base write",
    "tools/evaluate": "include/winnow base document read compose rules cleaner flow tools",
    "tools/rules": "include/winnow base read rulepack rules cleaner flow tools"
                   " tools/batch tools/evaluate",
    "tools/tune": "include/winnow base document rulepack label choose rules cleaner flow tools"
                  " tools/evaluate",
    "tools/serve": "include/winnow base read write rules cleaner flow tools tools/json_lines",
    "tools/commands": "include/winnow base read rulepack choose write rules cleaner flow tools"
                      " tools/json_lines tools/batch tools/explain tools/evaluate"
                      " tools/rules tools/tune tools/serve",
    "tools/bindings": "include/winnow tools",
    "tools/bindings/c": "include/winnow write tools tools/bindings",
    "tools/bindings/python": "include/winnow write tools tools/bindings",
}

# Other people's headers that one place alone may see, so that it alone changes when they do.
ONLY_IN = {
    r"CLI/.*": ("tools/commands/",),
    r"gumbo\.h": ("pipeline/parse/", "bench/"),  # the benchmark times Gumbo alone
    r"yaml\.h": ("pipeline/rulepack/yaml.cpp",),
    r"(oneapi/)?tbb/flow_graph\.h": ("pipeline/flow.cpp", "samples/"),  # a sample is a flow of someone else
}

# ---- sizes and places --------------------------------------------------------------------------------
MOST_BYTES = 100_000
LARGE = {
    "rules/model/html.json": "the trees that score blocks of HTML pages",
    "rules/model/text.json": "the trees that score blocks of text dumps",
}
TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md",
             "bench", "pipeline", "rules", "samples", "tests", "tools"}


def tracked(*under):
    """The files that git tracks below these folders, or all; those that are there in an archive."""
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-z", *under], capture_output=True, text=True)
    if listed.returncode == 0 and listed.stdout:
        return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    files = (path.relative_to(ROOT) for start in under or ["."] for path in (ROOT / start).rglob("*"))
    return [str(path) for path in files if (ROOT / path).is_file() and not str(path).startswith("build")]


def sources(*under):
    return [name for name in tracked(*under) if name.endswith((".cpp", ".h"))]


def lines_of(name):
    return (ROOT / name).read_text(encoding="utf-8").splitlines()


def stair_of(name):
    """The stair that a file stands on: its folder, or, for the files of pipeline/, its own name."""
    folder, _, base = name.rpartition("/")
    if folder == "pipeline":
        return "pipeline/" + base.partition(".")[0]
    return folder


def staircase():
    """Includes that the table does not allow, and other people's headers out of their place."""
    stairs = list(STAIRCASE)
    allowed = {stair: {word if word.startswith("tools") else "pipeline/" + word for word in words.split()}
               for stair, words in STAIRCASE.items()}
    for stair, below in allowed.items():
        for other in below:
            if other not in stairs or stairs.index(other) >= stairs.index(stair):
                yield f"the table: {stair} names {other}, which does not stand above it"
    between, back_up = 0, 0
    for name in sources("pipeline", "tools"):
        stair = stair_of(name)
        if stair not in allowed:
            yield f"{name}: its folder is not in the table of tests/house_test.py"
            continue
        for number, line in enumerate(lines_of(name), 1):
            included = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            if not included or included[1].endswith(".inc"):
                continue
            header = included[1]
            if header.startswith("winnow/"):
                header = "pipeline/include/" + header
            if not (ROOT / header).is_file():
                yield f"{name}:{number}: {included[1]} is not a path from the root"
                continue
            other = stair_of(header)
            between += other != stair
            if other == stair or other in allowed[stair]:
                continue
            back_up += other not in stairs or stairs.index(other) > stairs.index(stair)
            yield f"{name}:{number}: {stair} does not include {other} ({included[1]})"
    for name in sources():
        for number, line in enumerate(lines_of(name), 1):
            included = re.match(r'\s*#\s*include\s+[<"]([^>"]+)[>"]', line)
            for header, places in ONLY_IN.items() if included else ():
                if re.fullmatch(header, included[1]) and not name.startswith(places):
                    yield f"{name}:{number}: <{included[1]}> belongs in {' '.join(places)} alone"
    print(f"{between} includes between folders, {back_up} of them run back up")


FILE_NAME = re.compile(r"(?<![\w/.<*…:-])[\w./-]*\w\.(?:cpp|h|inc|py|md)\b(?!\w)")
STAIR_NAMES = {part for stair in STAIRCASE for part in stair.split("/")[1:]}
FOLDERS = "|".join(sorted({"pipeline", "rules", "tools", "tests", "bench", "samples"} | STAIR_NAMES))
TREE_PATH = re.compile(r"(?<![\w/.<*…:-])(?:" + FOLDERS + r")/[\w./-]*[\w/]?(?![\w<*…])")


def comments():
    """Files that a comment of a C++ file names and that do not exist. What stands in quotes is an example."""
    files = tracked()
    known = {"/" + name for name in files}
    folders = {"/" + str(parent) for name in files for parent in pathlib.PurePath(name).parents}
    known |= folders

    def exists(word):
        word = word.rstrip("/.").removeprefix("../")
        stem = ("/" + word, "/" + word + ".h", "/" + word + ".cpp")
        return any(path.endswith(stem) for path in known)

    for name in sources():
        for number, line in enumerate(lines_of(name), 1):
            comment = re.search(r"(?:^|\s)//+(.*)", line)
            if not comment:
                continue
            text = re.sub(r'"[^"]*"|`[^`]*`|\w+://\S+', " ", comment[1])
            for word in sorted({*FILE_NAME.findall(text), *TREE_PATH.findall(text)}):
                if not exists(word):
                    yield f"{name}:{number}: the comment names {word}, which does not exist"


def sizes():
    """Large files that nobody has given a reason for."""
    for name in tracked():
        size = (ROOT / name).stat().st_size
        if size > MOST_BYTES and name not in LARGE:
            yield f"{name}: {size} bytes; more than {MOST_BYTES} need a reason in LARGE"
    for name in LARGE:
        if not (ROOT / name).is_file():
            yield f"{name}: LARGE in tests/house_test.py names it, and it does not exist"


def top_level():
    """Entries of the root besides those agreed on; dotfiles are free."""
    for entry in sorted({name.partition("/")[0] for name in tracked()}):
        if not entry.startswith(".") and entry not in TOP_LEVEL:
            yield f"{entry}: not one of the top level's entries"


HABITS = {habit.__name__: habit for habit in (staircase, comments, sizes, top_level)}

if __name__ == "__main__":
    broken = [line for name in sys.argv[1:] or HABITS for line in HABITS[name]()]
    print("\n".join(broken) if broken else "no habit is broken")
    sys.exit(bool(broken))
