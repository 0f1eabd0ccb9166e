"""A Scrapy item pipeline that adds the article to each item.

    ITEM_PIPELINES = {"winnow.scrapy.WinnowPipeline": 300}

An item that has the field of WINNOW_HTML_FIELD gets the record in WINNOW_FIELD. Where the page gives
no article the field holds {"error", "stage", "detail"}; with WINNOW_DROP = True the item is dropped
instead. Cleaning runs in Scrapy's thread pool, so the crawl goes on meanwhile.

Settings and their defaults:

    WINNOW_HTML_FIELD = "html"        the page, bytes or str; popped unless WINNOW_KEEP_HTML
    WINNOW_FIELD = "article"          where the record goes
    WINNOW_KEEP_HTML = False
    WINNOW_DROP = False
    WINNOW_RULES = None               folder of rule packs
    WINNOW_OPTIONS = {}               keyword arguments of winnow.Cleaner

The item's `url` and `content_type`, where it has them, are passed on.
"""

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem
from twisted.internet.threads import deferToThread

from . import Cleaner, Dropped


class WinnowPipeline:
    """Cleans the pages of items; see the module's text for the settings."""

    def __init__(self, settings, stats):
        self.html_field = settings.get("WINNOW_HTML_FIELD", "html")
        self.field = settings.get("WINNOW_FIELD", "article")
        self.keep_html = settings.getbool("WINNOW_KEEP_HTML", False)
        self.drop = settings.getbool("WINNOW_DROP", False)
        self.cleaner = Cleaner(settings.get("WINNOW_RULES"), **settings.getdict("WINNOW_OPTIONS", {}))
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler):
        return cls(crawler.settings, crawler.stats)

    def process_item(self, item, spider):
        fields = ItemAdapter(item)
        html = fields.get(self.html_field)
        if html is None:
            return item
        cleaned = deferToThread(self._record, html, fields.get("url"), fields.get("content_type"))
        cleaned.addCallback(self._fill, item)
        return cleaned

    def _record(self, html, url, content_type):
        try:
            return self.cleaner.clean(html, url=url, content_type=content_type).to_dict()
        except Dropped as dropped:
            return {"error": dropped.reason, "stage": dropped.stage, "detail": dropped.detail}

    def _fill(self, record, item):
        reason = record.get("error")
        self.stats.inc_value(f"winnow/dropped/{reason}" if reason else "winnow/kept")
        if reason and self.drop:
            raise DropItem(f"{reason}: {record['detail']}")
        fields = ItemAdapter(item)
        fields[self.field] = record
        if not self.keep_html:
            del fields[self.html_field]
        return item
