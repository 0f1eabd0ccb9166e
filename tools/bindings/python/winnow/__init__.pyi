from os import PathLike
from typing import Any, Container, Iterable, Iterator, NamedTuple, Optional, Sequence, Union

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
    @property
    def text(self) -> str: ...
    @property
    def id(self) -> Optional[str]: ...
    @property
    def url(self) -> Optional[str]: ...
    @property
    def canonical_url(self) -> Optional[str]: ...
    @property
    def type(self) -> Optional[str]: ...
    @property
    def title(self) -> Optional[str]: ...
    @property
    def authors(self) -> list[str]: ...
    @property
    def date(self) -> Optional[str]: ...
    @property
    def date_modified(self) -> Optional[str]: ...
    @property
    def language(self) -> Optional[str]: ...
    @property
    def language_score(self) -> Optional[float]: ...
    @property
    def site_name(self) -> Optional[str]: ...
    @property
    def description(self) -> Optional[str]: ...
    @property
    def image(self) -> Optional[str]: ...
    @property
    def tags(self) -> list[str]: ...
    @property
    def categories(self) -> list[str]: ...
    @property
    def source(self) -> Optional[str]: ...
    @property
    def license(self) -> Optional[str]: ...
    @property
    def paywalled(self) -> Optional[bool]: ...
    @property
    def next_page(self) -> Optional[str]: ...
    @property
    def confidence(self) -> float: ...
    @property
    def text_from(self) -> Optional[str]: ...
    @property
    def markdown(self) -> Optional[str]: ...
    @property
    def html(self) -> Optional[str]: ...
    @property
    def tei(self) -> Optional[str]: ...
    @property
    def comments(self) -> list[str]: ...
    @property
    def blocks(self) -> list[dict[str, Any]]: ...
    def __copy__(self) -> Article: ...
    def __deepcopy__(self, memo: dict[Any, Any], /) -> Article: ...
    def to_dict(self, schema: str = ...) -> dict[str, Any]: ...
    def to_json(self, schema: str = ...) -> str: ...

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
        keep_tables: bool = ...,
        favor_precision: bool = ...,
        favor_recall: bool = ...,
        wrapped_auto: bool = ...,
        wrapped_yes: bool = ...,
        wrapped_no: bool = ...,
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
    with_metadata: bool = ...,
    only_with_metadata: bool = ...,
    url_blacklist: Optional[Container[str]] = ...,
    author_blacklist: Optional[Container[str]] = ...,
    **others: Any,
) -> Any: ...
