"""readability-lxml over JSON lines: {"id", "html"} in, {"id", "title", "text"} out."""
import json
import re
import sys

import lxml.html
from readability import Document

BLOCKS = "p div li h1 h2 h3 h4 h5 h6 tr td th blockquote pre br section article ul ol table".split()


def text_of(html):
    """The text with a line for each block-level element."""
    root = lxml.html.fromstring(html)
    for element in root.iter(*BLOCKS):
        element.tail = "\n" + (element.tail or "")
    return re.sub(r"\s*\n\s*", "\n", root.text_content()).strip()


for line in sys.stdin:
    page = json.loads(line)
    record = {"id": page["id"], "title": None, "text": ""}
    try:
        document = Document(page["html"])
        record["text"] = text_of(document.summary())
        record["title"] = document.title()
    except Exception as error:  # an empty text scores as such
        print(page["id"], error, file=sys.stderr)
    print(json.dumps(record, ensure_ascii=False))
