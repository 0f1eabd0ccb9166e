"""Winnow: articles out of news pages.

    import winnow

    cleaner = winnow.Cleaner()
    article = cleaner.clean(html_bytes, url="https://…", content_type="text/html; charset=utf-8")
    print(article.title, article.text)

`extract` takes the arguments of trafilatura's function of that name.
"""

import json
import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, Optional

from . import _winnow

__version__ = _winnow.version
__all__ = ["Article", "Cleaner", "Dropped", "Page", "RuleError", "WinnowError", "extract"]


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
Article.to_dict = lambda self: json.loads(self.to_json())
Article.to_dict.__doc__ = "The record as a dict, with the fields of the program's JSON output."
Article.__repr__ = lambda self: f"<winnow.Article {self.title!r}, {len(self.text)} characters>"


class Cleaner:
    """Cleans pages; thread-safe. Making one loads the rules, so make one and keep it.

    `rules` is a folder of rule packs or a list of them, each laid over the one before; None takes
    those that came with the package. Options: `max_bytes`, `max_tree_bytes`, `max_depth`,
    `max_time_ms`, `min_words`, `articles_only`, `languages`; `markdown`, `html`, `tei` and `blocks`
    add to the article; `keep_captions`, `keep_comments`, `keep_links`, `keep_images` and
    `keep_bylines` add to its text. Raises RuleError and, for an unknown option, TypeError.
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
            "python": None, "xmltei": "tei"}
_cleaners = {}


def _cleaner_for(**options):
    key = tuple(sorted(options.items()))
    if key not in _cleaners:
        _cleaners[key] = Cleaner(**{name: list(value) if isinstance(value, tuple) else value
                                    for name, value in options.items()})
    return _cleaners[key]


def extract(filecontent, url=None, record_id=None, fast=False, no_fallback=False,
            favor_precision=False, favor_recall=False, include_comments=False, output_format="txt",
            target_language=None, include_tables=True, include_images=False,
            include_formatting=False, include_links=False, deduplicate=False, with_metadata=False,
            only_with_metadata=False):
    """The text of one page, or None where there is no article, as trafilatura's `extract`.

    `output_format` is "txt", "markdown", "json", "html" or "xmltei"; "python" gives a dict.
    Comments are left out unless asked for. Accepted without effect: `fast`, `no_fallback`,
    `favor_precision`, `favor_recall`, `include_tables`, `deduplicate`. Raises ValueError for
    another format.
    """
    if output_format not in _FORMATS:
        raise ValueError(f"output_format={output_format!r}: one of {', '.join(_FORMATS)}")
    wanted = _FORMATS[output_format]
    if wanted == "text" and include_formatting:
        wanted = "markdown"
    options = {"keep_comments": include_comments, "keep_links": include_links, "keep_images": include_images}
    if wanted in ("markdown", "html", "tei"):
        options[wanted] = True
    if target_language:
        options["languages"] = (target_language,)
    try:
        article = _cleaner_for(**options).clean(filecontent, url=url, id=record_id)
    except Dropped:
        return None
    if only_with_metadata and not (article.title and article.date and (article.url or article.canonical_url)):
        return None
    if output_format == "python":
        return article.to_dict()
    if output_format == "json":
        fields = article.to_dict()
        if not with_metadata:
            fields = {name: fields[name] for name in ("id", "title", "text")}
        return json.dumps(fields, ensure_ascii=False)
    text = getattr(article, wanted)
    if with_metadata and output_format in ("txt", "text", "markdown"):
        known = {"title": article.title, "author": "; ".join(article.authors), "url": article.url,
                 "date": article.date, "sitename": article.site_name}
        header = "".join(f"{name}: {value}\n" for name, value in known.items() if value)
        text = f"---\n{header}---\n{text}"
    return text
