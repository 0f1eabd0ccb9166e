"""The Python example of tools/README.md runs as it stands there."""

import os
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_example(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    readme = Path("tools/README.md").read_text(encoding="utf-8")
    exec(re.search(r"```python\n(.*?)```", readme, re.S)[1], {})
    shown = capsys.readouterr().out
    assert shown.startswith("Gull Rock light goes dark for the last time ['Imogen Talbard'] 2024-03-14")
    assert os.linesep + "Ships have steered by satellite" in shown
