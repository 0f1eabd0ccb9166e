"""Winnow: articles out of news pages.

    import winnow

    cleaner = winnow.Cleaner()
    article = cleaner.clean(html_bytes, url="https://…", content_type="text/html; charset=utf-8")
    print(article.title, article.text)

`extract` takes the arguments of trafilatura's function of that name.
"""

import csv
import io
import json
import os
import warnings
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import NamedTuple, Optional

from . import _winnow

__version__ = _winnow.version
__all__ = ["Article", "Cleaner", "Dropped", "Page", "RuleError", "WinnowError", "bare_extraction", "explain", "extract"]


class WinnowError(Exception):
    """Base of the exceptions of this package."""


class RuleError(WinnowError):
    """Rules that do not load; the message names file, line and column."""


class Dropped(WinnowError):
    """A page without an article. `reason` is one of a closed list: "empty", "not_html", …"""

    def __init__(self, reason, stage, detail, id="", url=""):
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason, self.stage, self.detail = reason, stage, detail
        self.id, self.url = id or None, url or None

    def __reduce__(self):
        return Dropped, (self.reason, self.stage, self.detail, self.id or "", self.url or "")


class Page(NamedTuple):
    """One input of `Cleaner.clean_many`."""

    content: "bytes | str"
    url: Optional[str] = None
    content_type: Optional[str] = None
    input: str = "auto"
    id: Optional[str] = None


Article = _winnow.Article


def _to_json(self, schema="native"):
    """The record as a line of JSON with the field names of `schema`: native, trafilatura, datatrove."""
    names = _winnow.Schema.__members__
    if schema not in names:
        raise ValueError(f"schema={schema!r}: one of {', '.join(names)}")
    return self._to_json(names[schema])


def _to_dict(self, schema="native"):
    """The record as a dict, with the fields of `to_json`."""
    return json.loads(self.to_json(schema))


Article.to_json = _to_json
Article.to_dict = _to_dict
Article.__repr__ = lambda self: f"<winnow.Article {self.title!r}, {len(self.text)} characters>"


def _blocks(self):
    """Every block of the page with the verdict on it, as dicts; [] unless the cleaner has `blocks=True`."""
    return self.to_dict().get("blocks") or []


Article.blocks = property(_blocks)


def _check_types(content, **texts):
    if not isinstance(content, (str, bytes, bytearray, memoryview)):
        raise TypeError(f"content must be bytes or str, not {type(content).__name__}")
    if isinstance(content, str) and content.startswith(("http://", "https://")) and len(content.split()) == 1:
        raise ValueError("content is an address, and pages are not fetched here: pass the bytes of the page")
    for name, value in texts.items():
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{name} must be str or None, not {type(value).__name__}")


class Cleaner:
    """Cleans pages; thread-safe. Making one loads the rules, so make one and keep it.

    `rules` is a folder of rule packs or a list of them, each laid over the one before; None takes
    those that came with the package. Options: `max_bytes`, `max_tree_bytes`, `max_depth`,
    `max_time_ms`, `min_words`, `articles_only`, `languages`; `markdown`, `html`, `tei` and `blocks`
    add to the article; `keep_captions`, `keep_comments`, `keep_links`, `keep_images` and
    `keep_bylines` add to its text, `keep_tables=False` takes from it; `favor_precision` leaves out
    what is doubtful, `favor_recall` keeps it; `wrapped_yes` joins the lines of text dumps,
    `wrapped_no` does not, `wrapped_auto` looks at each dump. Raises RuleError and, for an unknown option, TypeError.
    """

    def __init__(self, rules=None, **options):
        if rules is None:
            folders = []
        elif isinstance(rules, (str, os.PathLike)):
            folders = [rules]
        else:
            folders = list(rules)
        self._cleaner = _winnow.Cleaner([os.fspath(folder) for folder in folders], **options)

    def clean(self, content, *, url=None, content_type=None, input="auto", id=None):
        """The Article of one page; raises Dropped where there is none.

        `content` is bytes in any encoding, or str. `content_type` is the HTTP header's value;
        `input` is "auto", "html" or "text" (a text dump). Releases the GIL.
        """
        _check_types(content, url=url, content_type=content_type, id=id)
        if isinstance(content, str):
            content = content.encode("utf-8", "replace")
            content_type = (content_type or "").partition(";")[0] + "; charset=utf-8"
        kind = _winnow.Input.__members__.get(input)
        if kind is None:
            raise ValueError(f"input={input!r}: auto, html or text")
        return self._cleaner.clean(bytes(content), url or "", content_type or "", kind, id or "")

    def clean_many(self, pages, jobs=None):
        """Yields an Article or a Dropped, which is not raised, for each page, in order.

        `pages` is an iterable of Page, bytes or str, read as results are taken: no more than
        eight pages a job are in flight. `jobs` is the number of threads, None one a processor.
        """
        jobs = jobs or os.cpu_count() or 1
        with ThreadPoolExecutor(jobs) as pool:
            in_flight = deque()
            try:
                for page in pages:
                    in_flight.append(pool.submit(self._article_or_dropped, page))
                    if len(in_flight) >= 8 * jobs:
                        yield in_flight.popleft().result()
                while in_flight:
                    yield in_flight.popleft().result()
            finally:
                for future in in_flight:
                    future.cancel()

    def _article_or_dropped(self, page):
        page = page if isinstance(page, Page) else Page(page)
        try:
            return self.clean(page.content, url=page.url, content_type=page.content_type,
                              input=page.input, id=page.id)
        except Dropped as dropped:
            return dropped


_FORMATS = {"txt": "text", "text": "text", "markdown": "markdown", "html": "html", "json": None,
            "python": None, "xmltei": "tei", "xml": "tei", "csv": None}

# The columns of trafilatura's CSV, which tabs part.
_CSV_COLUMNS = ("url", "id", "fingerprint", "hostname", "title", "image", "date", "text", "comments", "license", "pagetype")

# Arguments of trafilatura's that ask for something that is not done here, and what does it instead.
_WITHOUT_EFFECT = {
    "deduplicate": "`winnow clean --dedup` drops pages that repeat an earlier one",
    "date_extraction_params": "rules/metadata says where dates are looked for",
    "max_tree_size": "winnow.Cleaner takes max_tree_bytes",
    "prune_xpath": "a site rule takes elements out: rules/README.md",
    "settingsfile": "winnow.Cleaner takes options",
    "config": "winnow.Cleaner takes options",
    "options": "winnow.Cleaner takes options",
    "tei_validation": "TEI is written as it is",
}


@lru_cache(maxsize=8)  # each holds the rules
def _cleaner_for(options):
    return Cleaner(**dict(options))


def _warn_of(arguments):
    for name, instead in _WITHOUT_EFFECT.items():
        if arguments.pop(name, None):
            warnings.warn(f"winnow.extract: {name} has no effect; {instead}", stacklevel=3)
    if arguments:
        raise TypeError(f"extract() got an unexpected keyword argument {next(iter(arguments))!r}")


def _front_matter(article, authors):
    known = {"title": article.title, "author": "; ".join(authors), "url": article.url,
             "date": article.date, "sitename": article.site_name}
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in known.items() if value) + "---\n"


def extract(filecontent, url=None, record_id=None, fast=False, no_fallback=False,
            favor_precision=False, favor_recall=False, include_comments=False, output_format="txt",
            target_language=None, include_tables=True, include_images=False,
            include_formatting=False, include_links=False, with_metadata=False,
            only_with_metadata=False, url_blacklist=None, author_blacklist=None, **others):
    """The text of one page, or None where there is no article, as trafilatura's `extract`.

    `output_format` is "txt", "markdown", "json" (with trafilatura's field names), "csv" (with its columns), "html",
    "xmltei" or "xml" (both TEI); "python" gives a dict. Unlike there, comments are left out unless asked for, links and images show
    in Markdown, HTML and TEI only, and `fast` and `no_fallback` change nothing, for there is no slower
    way that they could leave out. `deduplicate`, `date_extraction_params`, `max_tree_size`,
    `prune_xpath`, `tei_validation`, `settingsfile`, `config` and `options` are taken with a warning
    that says what does it instead. Raises ValueError for another format and TypeError for another
    argument.
    """
    _warn_of(others)
    if output_format not in _FORMATS:
        raise ValueError(f"output_format={output_format!r}: one of {', '.join(_FORMATS)}")
    if url_blacklist and url in url_blacklist:
        return None
    wanted = _FORMATS[output_format]
    if wanted == "text" and (include_formatting or include_links or include_images):
        wanted = "markdown"
    options = {"keep_comments": include_comments, "keep_links": include_links, "keep_images": include_images,
               "keep_tables": include_tables}
    if favor_precision or favor_recall:
        options["favor_recall" if favor_recall else "favor_precision"] = True
    if wanted in ("markdown", "html", "tei"):
        options[wanted] = True
    if target_language:
        options["languages"] = (target_language,)
    try:
        article = _cleaner_for(tuple(options.items())).clean(filecontent, url=url, id=record_id)
    except Dropped:
        return None
    if only_with_metadata and not (article.title and article.date and (article.url or article.canonical_url)):
        return None
    authors = [author for author in article.authors if author not in (author_blacklist or ())]
    if output_format == "python":
        return {**article.to_dict(), "authors": authors}
    if output_format == "json":
        fields = {**article.to_dict("trafilatura"), "author": "; ".join(authors) or None}
        if not with_metadata:
            fields = {name: fields[name] for name in ("text", "comments")}
        return json.dumps(fields, ensure_ascii=False)
    if output_format == "csv":
        fields = article.to_dict("trafilatura")
        row = io.StringIO()
        csv.writer(row, delimiter="\t").writerow(fields.get(name) or "null" for name in _CSV_COLUMNS)
        return row.getvalue()
    text = getattr(article, wanted)
    return _front_matter(article, authors) + text if with_metadata and wanted in ("text", "markdown") else text


def bare_extraction(filecontent, url=None, **arguments):
    """The record of one page as a dict, or None where there is no article: `extract` with `output_format="python"`."""
    arguments.pop("output_format", None)
    arguments.pop("as_dict", None)
    return extract(filecontent, url=url, output_format="python", **arguments)


def explain(content, *, url=None, content_type=None, input="auto", id=None):
    """What became of each block of a page, and why: dicts with kind, label, kept, score, rule, path, terms and text.

    Raises Dropped for a page that cannot be read. `winnow explain` shows the same, and the candidates of each field.
    """
    return _cleaner_for((("blocks", True),)).clean(content, url=url, content_type=content_type, input=input, id=id).blocks
