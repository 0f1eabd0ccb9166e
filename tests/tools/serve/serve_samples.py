#!/usr/bin/env python3
"""Serves the pages of samples/ on the loopback interface for tests that crawl.

  serve_samples.py FOLDER

Prints the port, then serves until it is killed. "/" links to three pages, a picture and an empty page.
"""
import functools
import http.server
import sys

LINKS = ("en-lighthouse.html", "vi-cau-nam-lo.html", "de-stellwerk.html", "picture.png", "empty")
EXTRA = {
    "/": ("text/html", "".join(f'<a href="/{name}">page</a> ' for name in LINKS).encode()),
    "/picture.png": ("image/png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "/empty": ("text/html", b""),
}


class Site(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.path not in EXTRA:
            super().do_GET()
            return
        content_type, body = EXTRA[self.path]
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Site, directory=sys.argv[1]))
    print(server.server_port, flush=True)
    server.serve_forever()


main()
