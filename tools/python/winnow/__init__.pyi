from os import PathLike
from typing import Any, Iterable, Iterator, NamedTuple, Optional, Sequence, Union

__version__: str

class WinnowError(Exception): ...
class RuleError(WinnowError): ...

class Dropped(WinnowError):
    reason: str
    stage: str
    detail: str
    id: Optional[str]
    url: Optional[str]
    def __init__(self, reason: str, stage: str, detail: str, id: str = ..., url: str = ...) -> None: ...

class Page(NamedTuple):
    content: Union[bytes, str]
    url: Optional[str] = ...
    content_type: Optional[str] = ...
    input: str = ...
    id: Optional[str] = ...

class Article:
    text: str
    id: Optional[str]
    url: Optional[str]
    canonical_url: Optional[str]
    type: Optional[str]
    title: Optional[str]
    authors: list[str]
    date: Optional[str]
    date_modified: Optional[str]
    language: Optional[str]
    language_score: float
    site_name: Optional[str]
    description: Optional[str]
    image: Optional[str]
    tags: list[str]
    categories: list[str]
    source: Optional[str]
    license: Optional[str]
    paywalled: Optional[bool]
    next_page: Optional[str]
    confidence: float
    markdown: Optional[str]
    html: Optional[str]
    tei: Optional[str]
    comments: list[str]
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...

class Cleaner:
    def __init__(
        self,
        rules: Union[str, PathLike[str], Sequence[Union[str, PathLike[str]]], None] = ...,
        *,
        max_bytes: int = ...,
        max_tree_bytes: int = ...,
        max_depth: int = ...,
        max_time_ms: int = ...,
        min_words: int = ...,
        articles_only: bool = ...,
        languages: Sequence[str] = ...,
        markdown: bool = ...,
        html: bool = ...,
        tei: bool = ...,
        blocks: bool = ...,
        keep_captions: bool = ...,
        keep_comments: bool = ...,
        keep_links: bool = ...,
        keep_images: bool = ...,
        keep_bylines: bool = ...,
    ) -> None: ...
    def clean(
        self,
        content: Union[bytes, str],
        *,
        url: Optional[str] = ...,
        content_type: Optional[str] = ...,
        input: str = ...,
        id: Optional[str] = ...,
    ) -> Article: ...
    def clean_many(
        self, pages: Iterable[Union[Page, bytes, str]], jobs: Optional[int] = ...
    ) -> Iterator[Union[Article, Dropped]]: ...

def extract(
    filecontent: Union[bytes, str],
    url: Optional[str] = ...,
    record_id: Optional[str] = ...,
    fast: bool = ...,
    no_fallback: bool = ...,
    favor_precision: bool = ...,
    favor_recall: bool = ...,
    include_comments: bool = ...,
    output_format: str = ...,
    target_language: Optional[str] = ...,
    include_tables: bool = ...,
    include_images: bool = ...,
    include_formatting: bool = ...,
    include_links: bool = ...,
    deduplicate: bool = ...,
    with_metadata: bool = ...,
    only_with_metadata: bool = ...,
) -> Any: ...
