"""Uses everything in the stubs. mypy reads this; nobody runs it."""

from typing import Iterator, Optional, Union

import winnow


def use(page: bytes) -> None:
    cleaner = winnow.Cleaner("rules", max_time_ms=500, languages=["en"], favor_precision=True)
    article: winnow.Article = cleaner.clean(page, url="https://a.example/", content_type="text/html")
    title: Optional[str] = article.title
    authors: list[str] = article.authors
    paywalled: Optional[bool] = article.paywalled
    record: dict[str, object] = article.to_dict("trafilatura")
    results: Iterator[Union[winnow.Article, winnow.Dropped]] = cleaner.clean_many([page, winnow.Page(page, id="2")], jobs=2)
    for result in results:
        if isinstance(result, winnow.Dropped):
            reason: str = result.reason
    try:
        cleaner.clean(page)
    except winnow.RuleError as error:
        print(error, title, authors, paywalled, record, reason)
    winnow.extract(page, output_format="markdown", favor_recall=True, deduplicate=True)


def misuse(cleaner: winnow.Cleaner) -> None:
    cleaner.clean(3)  # type: ignore[arg-type]
    cleaner.clean("<p>", "https://a.example/")  # type: ignore[misc]
    winnow.Cleaner(max_byte=3)  # type: ignore[call-arg]
