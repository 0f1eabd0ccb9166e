#!/usr/bin/env python3
"""Crawls a small site on the loopback interface into WARC files.

  crawl_loopback_site.py FOLDER

Serves a few pages as servers really do (a charset in the header only, chunks, gzip, a redirect, an
image, a page that is missing) and runs wget over them: FOLDER/plain.warc and FOLDER/packed.warc.gz.
"""
import gzip
import http.server
import subprocess
import sys
import threading

PARAGRAPH = {
    "a": "The ferry to the island left the old harbour at dawn, and the people on board watched the "
         "lights of the town grow small behind them as the wind rose.",
    "b": "Паром ушёл на остров на рассвете, и люди на борту смотрели, как огни города становятся "
         "меньше, пока ветер крепчал над водой.",
    "c": "Die Fähre zur Insel verließ den alten Hafen im Morgengrauen, und die Leute an Bord sahen zu, "
         "wie die Lichter der Stadt kleiner wurden.",
}


def page(name):
    body = f"<p>{PARAGRAPH[name]}</p>" * 4
    return f"<!doctype html><title>Ferry {name}</title><article><h1>Ferry {name}</h1>{body}</article>"


class Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def send(self, status, headers, body):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if headers.get("Transfer-Encoding") != "chunked":
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        html = {"Content-Type": "text/html"}
        if self.path == "/a":
            body = page("a").encode()
            chunks = [body[i:i + 100] for i in range(0, len(body), 100)] + [b""]
            self.send(200, html | {"Transfer-Encoding": "chunked"},
                      b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in chunks))
        elif self.path == "/b":
            self.send(200, {"Content-Type": "text/html; charset=windows-1251"}, page("b").encode("windows-1251"))
        elif self.path == "/c":
            self.send(200, html | {"Content-Encoding": "gzip"}, gzip.compress(page("c").encode()))
        elif self.path == "/old":
            self.send(301, html | {"Location": "/a"}, b"moved")
        elif self.path == "/boat.png":
            self.send(200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n" + bytes(64))
        else:
            self.send(404, html, b"<p>missing")


def main():
    folder = sys.argv[1]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}"
    urls = [site + path for path in ("/a", "/b", "/c", "/old", "/boat.png", "/missing")]
    for name, options in (("plain", ["--no-warc-compression"]), ("packed", [])):
        subprocess.run(["wget", "--quiet", "--no-proxy", "--tries=1", "--output-document=/dev/null",
                        f"--warc-file={folder}/{name}", f"--warc-tempdir={folder}", *options, *urls], check=False)
    server.shutdown()


main()
