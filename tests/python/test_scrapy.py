"""winnow.scrapy: a real spider crawls the samples from a loopback server."""

import functools
import http.server
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

pytest.importorskip("scrapy")

SAMPLES = Path(__file__).parents[2] / "samples"
SPIDER = Path(__file__).with_name("spider.py")


class Site(http.server.SimpleHTTPRequestHandler):
    """The samples, and pages that give no article."""

    extra = {
        "/": b"".join(b'<a href="/%s">page</a> ' % name for name in (
            b"en-lighthouse.html", b"vi-cau-nam-lo.html", b"ja-tokeidai.html", b"empty", b"picture",
            b"deep", b"endless", b"fr-bibliobus.html")),
        "/empty": b" ",
        "/picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        "/deep": b"<div>" * 100_000 + b"x",
        "/endless": b"<p>The words of a page that goes on and on and never comes to its point.</p>" * 100_000,
    }

    def do_GET(self):
        if self.path not in self.extra:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.extra[self.path])

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Site, directory=SAMPLES))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def crawl(site, tmp_path, *settings):
    items = tmp_path / "items.jsonl"
    command = [sys.executable, "-m", "scrapy", "runspider", str(SPIDER), "-a", f"site={site}",
               "-O", str(items), "-s", "LOG_LEVEL=ERROR"]
    for setting in settings:
        command += ["-s", setting]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return {json.loads(line)["url"].rpartition("/")[2]: json.loads(line)
            for line in items.read_text(encoding="utf-8").splitlines()}


def test_fills_items_and_goes_on_after_drops(site, tmp_path):
    items = crawl(site, tmp_path)
    assert len(items) == 8
    assert items["en-lighthouse.html"]["article"]["title"] == "Gull Rock light goes dark for the last time"
    assert items["vi-cau-nam-lo.html"]["article"]["language"] == "vi"
    assert "html" not in items["en-lighthouse.html"]
    assert items["empty"]["article"]["error"] == "empty"
    assert items["picture"]["article"]["error"] == "not_html"
    assert "bibliobus" in items["fr-bibliobus.html"]["article"]["title"]


def test_drops_items_where_asked_to(site, tmp_path):
    items = crawl(site, tmp_path, "WINNOW_DROP=True", "WINNOW_KEEP_HTML=True", "WINNOW_FIELD=clean")
    assert "empty" not in items and "picture" not in items
    assert items["ja-tokeidai.html"]["clean"]["language"] == "ja"
    assert "html" in items["ja-tokeidai.html"]


@pytest.mark.parametrize("options, page, reason", [
    ('{"max_bytes": 3000}', "vi-cau-nam-lo.html", "too_large"),
    ('{"max_time_ms": 100, "max_tree_bytes": 2000000000}', "endless", "too_slow"),
])
def test_survives_pages_beyond_their_budget(site, tmp_path, options, page, reason):
    items = crawl(site, tmp_path, f"WINNOW_OPTIONS={options}")
    assert len(items) == 8
    assert items[page]["article"]["error"] == reason
    assert items["en-lighthouse.html"]["article"]["title"].startswith("Gull Rock")
