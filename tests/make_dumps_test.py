#!/usr/bin/env python3
"""tools/dev/make-dumps: one page in each of its ways.

  make_dumps_test.py
"""

import gzip
import json
import subprocess
import tempfile
import unittest
from pathlib import Path

MAKE_DUMPS = Path(__file__).resolve().parents[1] / "tools" / "dev" / "make-dumps"
LONG = "The mill on the river was opened on Sunday after nine years of repairs, and more than three hundred people came."
PAGE = f"""<!doctype html><html><head><title>The old  mill</title><style>p {{}}</style></head><body>
<nav><a href="/">Home</a></nav><h1>The old mill</h1>
<p>By <a href="/rosa">Rosa <b>Lint</b></a></p>
<p>{LONG}</p><ul><li>one &amp; two</li><li>three</li></ul><script>no()</script><noscript><p>no</p></noscript></body></html>"""


class MakeDumps(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        corpus = Path(self.folder.name) / "mills"
        (corpus / "pages").mkdir(parents=True)
        (corpus / "pages" / "a.html.gz").write_bytes(gzip.compress(PAGE.encode()))
        rows = [{"id": "a", "url": "https://mills.example/a", "text": LONG}, {"id": "unlabelled", "text": None}]
        (corpus / "truth.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        self.corpus, self.output = corpus, Path(self.folder.name) / "out"

    def dumps(self, *options):
        subprocess.run([MAKE_DUMPS, self.corpus, "-o", self.output, *options], check=True, stderr=subprocess.DEVNULL)
        with gzip.open(self.output / "mills-dumps" / "pages.jsonl.gz", "rt", encoding="utf-8") as rows:
            return {row["id"]: row["text"] for row in map(json.loads, rows)}

    def test_ways(self):
        dumps = self.dumps("--every-way")
        self.assertEqual(set(dumps), {f"a-{way}" for way in ("lines", "blank-lines", "text-content", "markdown",
                                                             "wrapped")})
        lines = ["The old mill", "Home", "The old mill", "By Rosa Lint", LONG, "one & two", "three"]
        self.assertEqual(dumps["a-lines"], "\n".join(lines) + "\n")
        self.assertEqual(dumps["a-blank-lines"], "\n\n".join(lines) + "\n")
        self.assertEqual("".join(dumps["a-text-content"].split()), "".join(" ".join(lines).split()))
        self.assertIn("one & twothree", dumps["a-text-content"])  # nothing stands between two list items
        self.assertIn("[Home](/)", dumps["a-markdown"])
        self.assertIn("# The old mill\n", dumps["a-markdown"])
        self.assertIn("By [Rosa **Lint**](/rosa)", dumps["a-markdown"])
        self.assertIn("* one & two\n", dumps["a-markdown"])
        self.assertLessEqual(max(map(len, dumps["a-wrapped"].splitlines())), 78)
        self.assertEqual(dumps["a-wrapped"].split(), dumps["a-lines"].split())

    def test_one_way(self):
        self.assertEqual(list(self.dumps("--way", "lines")), ["a"])

    def test_truth_names_the_way(self):
        self.dumps("--way", "wrapped")
        rows = (self.output / "mills-dumps" / "truth.jsonl").read_text(encoding="utf-8").splitlines()
        self.assertEqual([(row["id"], row["way"]) for row in map(json.loads, rows)], [("a", "wrapped")])

    def test_refuses_what_is_no_corpus(self):
        run = subprocess.run([MAKE_DUMPS, self.folder.name, "-o", self.output], capture_output=True, text=True,
                             check=False)
        self.assertEqual(run.returncode, 2)
        self.assertIn("no truth.jsonl", run.stderr)


if __name__ == "__main__":
    unittest.main()
