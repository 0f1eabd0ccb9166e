#!/usr/bin/python3
"""Reads back what `winnow clean` writes, with other people's readers.

  round_trip.py WINNOW INPUT…

  text      its articles, parted at the form feeds, are the `text` of the JSON records
  Markdown  cmark-gfm renders it to the structure that the HTML output has: blocks and their nesting,
            lists, terms and definitions, tables, code with its language, emphasis, links, formulas, words; and
            it has the words of the text
  TEI       xmllint finds it valid by tei.rng, which stands beside this script

Says what differs; exit status 1 then, 77 where cmark-gfm or xmllint is missing.
"""
import html.parser
import json
import pathlib
import re
import shutil
import subprocess
import sys
import urllib.parse

SCHEMA = pathlib.Path(__file__).parent / "tei.rng"
BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "table", "tr", "td"}
STYLES = {"strong", "em", "code"}


class Structure(html.parser.HTMLParser):
    """HTML as a list of block tags and of runs of words with their style, alike for both writers."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.found, self.styles, self.open, self.href = [], [], [], None
        self.feed(source)
        self.close()

    def tag(self, mark, tag):
        if tag == "th":
            tag = "td"  # Markdown's first row is always one of heads
        if tag in ("dt", "dd"):
            tag = "p"  # cmark-gfm knows no definitions: see without_definitions()
        within_item = tag == "p" and "li" in self.open  # of a loose list or a tight one
        if tag in BLOCKS and not within_item:
            self.found.append(mark + tag)
        elif within_item:
            self.found.append("")  # parts words, nothing else

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "p" and "dd" in self.open:
            self.found += ["</p", "<p"]  # one more paragraph of a definition
            self.open.append(tag)
            return
        if tag == "code" and "pre" in self.open and attributes.get("class"):
            self.found.append("in " + attributes["class"])
        if tag in STYLES and "pre" not in self.open:
            self.styles.append(tag)
        elif tag == "a":
            self.href = urllib.parse.unquote(attributes["href"])  # cmark writes more of it in %XX
        elif tag == "img":
            self.found.append(("image", urllib.parse.unquote(attributes["src"]), attributes.get("alt", "")))
        elif tag == "br":
            self.found.append("br")
        self.tag("<", tag)
        self.open.append(tag)
        if tag in ("br", "img"):
            self.open.pop()

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)  # <br /> as <br>

    def handle_endtag(self, tag):
        if tag in STYLES and tag in self.styles:
            self.styles.remove(tag)
        elif tag == "a":
            self.href = None
        while self.open and self.open.pop() != tag:
            pass
        if tag != "p" or "dd" not in self.open:
            self.tag("</", tag)

    def handle_data(self, data):
        style = (frozenset(self.styles), self.href)
        if self.found and isinstance(self.found[-1], tuple) and self.found[-1][0] == style:
            data = self.found.pop()[1] + data
        self.found.append((style, data))


def structure_of(source):
    """The structure without white space that means nothing, and without empty cells at a row's end."""
    parts = Structure(source).found
    out, within_pre = [], False
    for part in parts:
        within_pre = part == "<pre" or (within_pre and part != "</pre")
        if isinstance(part, tuple) and part[0] != "image":
            text = part[1].strip("\n") if within_pre else " ".join(part[1].split())
            part = (sorted(part[0][0]), part[0][1], text)
            if not text:
                continue
        if part == "</p" and out[-2:-1] == ["<p"] and out[-1][0] == "image":
            out[-2:] = out[-1:]  # Markdown knows no image outside of a paragraph
            continue
        if part == "</tr":
            while out[-2:] == ["<td", "</td"]:
                del out[-2:]
        if part != "":
            out.append(part)
    return out


def run(*command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options).stdout.decode()


def articles_in_html(document):
    for article in re.findall(r'<article id="[^"]*"[^>]*>\n(.*?)\n</article>\n', document, re.S):
        yield re.sub(r"\A<h1>.*?</h1>\n", "", article)


def check_text(records, text):
    texts = text.split("\n\f\n")
    return [record["id"] for record, found in zip(records, texts) if record["text"] != found] if len(
        texts) == len(records) + 1 else ["the number of articles"]


FORMULA = re.compile(r"(?<!\\)(\$\$?)(?=\S)([^$\n]+?)\1")


def without_definitions(markdown):
    """Terms and definitions as the paragraphs that a reader without them should have seen."""
    parts = re.split(r"(?ms)(^ *(`{3,}).*?^ *\2 *$)", markdown)
    for i in range(0, len(parts), 3):  # between the pieces of code
        parts[i] = re.sub(r"(?m)^: ", "\n", parts[i])
    return "".join(part for i, part in enumerate(parts) if i % 3 != 2)


def render(markdown, page):
    """cmark-gfm's HTML. Formulas that stand in `page` as they are go around it, as a reader of mathematics has them."""
    formulas = []

    def put_aside(match):
        if html.escape(match[0]).replace("&#x27;", "'") not in page:
            return match[0]
        formulas.append(html.escape(match[0].replace("\\|", "|")))
        return f"FORMULA{len(formulas) - 1}ALUMROF"

    source = FORMULA.sub(put_aside, without_definitions(markdown))
    rendered = run("cmark-gfm", "--unsafe", "--extension", "table", input=source.encode())
    return re.sub(r"FORMULA(\d+)ALUMROF", lambda match: formulas[int(match[1])], rendered)


class Lines(html.parser.HTMLParser):
    """The text of HTML, a line for each block and each line of one."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.feed(source)
        self.close()
        self.text = re.sub(r"(?m)^[ |]+", "", self.text)  # a row begins without a bar

    def handle_starttag(self, tag, attributes):
        if tag in ("td", "th"):
            self.text += " | "
        elif tag in BLOCKS | {"br"}:
            self.text += "\n"

    def handle_endtag(self, tag):
        if tag in BLOCKS - {"td"}:
            self.text += "\n"

    def handle_data(self, data):
        self.text += data if data.strip() else " "  # cmark-gfm writes lines between cells


def words_of(text):
    """Without the marks of list items, which HTML does not write out."""
    return re.findall(r"[^\W_]+", re.sub(r"(?m)^(\s*(\d+[.)]|[-*+])(?=\s))+", "", text))


def check_words(records, markdown, page):
    wrong = []
    for record, source, wanted in zip(records, markdown.split("\n\f\n"), articles_in_html(page), strict=False):
        found, wanted = words_of(Lines(render(source, wanted)).text), words_of(record["text"])
        if found != wanted:
            at = next((i for i, (a, b) in enumerate(zip(found, wanted)) if a != b), min(len(found), len(wanted)))
            wrong.append(f"{record['id']}: rendered {found[at - 3:at + 4]}, wanted {wanted[at - 3:at + 4]}")
    return wrong


def check_markdown(records, markdown, page):
    wrong = []
    for record, source, wanted in zip(records, markdown.split("\n\f\n"), articles_in_html(page), strict=False):
        found, wanted = structure_of(render(source, wanted)), structure_of(wanted)
        if found != wanted:
            at = next((i for i, (a, b) in enumerate(zip(found, wanted)) if a != b), min(len(found), len(wanted)))
            wrong.append(f"{record['id']}: rendered {found[at - 1:at + 2]}, wanted {wanted[at - 1:at + 2]}")
    return wrong


def check_tei(corpus):
    checked = subprocess.run(["xmllint", "--noout", "--huge", "--relaxng", SCHEMA, "-"], input=corpus.encode(),
                             stderr=subprocess.PIPE)
    return [] if checked.returncode == 0 else checked.stderr.decode().splitlines()[:20]


def main():
    winnow, inputs = sys.argv[1], sys.argv[2:]
    missing = [tool for tool in ("cmark-gfm", "xmllint") if not shutil.which(tool)]
    if missing:
        print("round_trip.py: skipped, no", " and no ".join(missing))
        return 77
    output = {form: run(winnow, "clean", "--keep", "links,images", "--format", form, *inputs)
              for form in ("jsonl", "text", "markdown", "html", "tei")}
    records = [json.loads(line) for line in output["jsonl"].split("\n")[:-1]]
    wrong = {"text": check_text(records, output["text"]),
             "markdown": check_markdown(records, output["markdown"], output["html"]),
             "words": check_words(records, output["markdown"], output["html"]),
             "tei": check_tei(output["tei"])}
    for form, differences in wrong.items():
        print(f"{form}: {len(records)} articles, {len(differences)} differ")
        for difference in differences:
            print(" ", difference)
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
