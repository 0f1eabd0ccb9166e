from typing import Any

from . import Cleaner

class WinnowPipeline:
    html_field: str
    field: str
    keep_html: bool
    drop: bool
    cleaner: Cleaner
    stats: Any
    def __init__(self, settings: Any, stats: Any) -> None: ...
    @classmethod
    def from_crawler(cls, crawler: Any) -> "WinnowPipeline": ...
    def process_item(self, item: Any, spider: Any) -> Any: ...
