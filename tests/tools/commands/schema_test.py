#!/usr/bin/env python3
"""schema_test.py WINNOW SAMPLES: everything that the program writes holds to its own JSON Schema."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

program, samples = sys.argv[1], Path(sys.argv[2])


def winnow(*arguments):
    return subprocess.run([program, *map(str, arguments)], check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def validator(name):
    schema = json.loads(winnow("schema", name))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def check(name, lines, least=1):
    valid = validator(name)
    values = [json.loads(line) for line in lines]
    assert len(values) >= least, f"{name}: {len(values)} values"
    for value in values:
        valid.validate(value)
    return values


with tempfile.TemporaryDirectory() as scratch:
    work = Path(scratch)
    (work / "bad.jsonl").write_text('{"id": "1"}\nno json\n{"text": "x"}\n{"html": "<p>x"}\n')
    (work / "empty.html").write_text("")
    out = winnow("clean", "--min-words", 3, "--drops", work / "drops", "--errors", work / "errors", "--stats", work / "stats",
                 samples, work / "bad.jsonl", work / "empty.html", work / "none.html")
    records = check("record", out.splitlines(), 10)
    check("drop", (work / "drops").read_text().splitlines(), 2)
    check("error", (work / "errors").read_text().splitlines(), 4)
    check("stats", [(work / "stats").read_text()])

    # Each field that an option adds, too.
    options = ["--blocks", "--keep", "comments,captions,links", "--format", "jsonl"]
    blocks = [record["blocks"] for record in check("record", winnow("clean", *options, samples).splitlines(), 10)]
    check("blocks", map(json.dumps, blocks), 10)

    # A schema that allows everything would prove nothing.
    for change in ({"title": 7}, {"confidence": 2}, {"authors": None}, {"new": 1}):
        assert not validator("record").is_valid({**records[0], **change}), change
    assert not validator("record").is_valid({k: v for k, v in records[0].items() if k != "text"})
    assert not validator("drop").is_valid({"reason": "bored"})
print("ok")
