"""A spider that follows the links of one page and hands over what it finds."""

import scrapy


class SampleSpider(scrapy.Spider):
    name = "samples"
    custom_settings = {"ITEM_PIPELINES": {"winnow.scrapy.WinnowPipeline": 300}}

    def start_requests(self):
        yield scrapy.Request(self.site, self.parse_index)

    def parse_index(self, response):
        yield from response.follow_all(css="a", callback=self.parse)

    def parse(self, response):
        # JSON feeds take str only, so that is what a kept page must be.
        keep = self.settings.getbool("WINNOW_KEEP_HTML")
        yield {"url": response.url, "html": response.text if keep else response.body,
               "content_type": response.headers.get("Content-Type", b"").decode()}
