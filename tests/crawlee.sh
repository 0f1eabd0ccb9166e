#!/usr/bin/env bash
# crawlee.sh PROGRAM: runs samples/crawlee against the samples on loopback. Skipped (77) where npm is
# not there or cannot install.
set -euo pipefail
program=$1
source=$(cd "$(dirname "$0")/.." && pwd)
command -v npm > /dev/null || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"; [ -z "${server:-}" ] || kill "$server"' EXIT

cp "$source"/samples/crawlee/* "$work"
(cd "$work" && timeout 300 npm install --no-audit --no-fund --silent > npm.log 2>&1) || exit 77
cat > "$work/serve.py" <<'PY'
import functools, http.server, sys
class Site(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_): pass
    def do_GET(self):
        if self.path != "/": return super().do_GET()
        body = b"".join(b'<a href="/%s">page</a> ' % n for n in (b"en-lighthouse.html", b"vi-cau-nam-lo.html", b"de-stellwerk.html"))
        self.send_response(200); self.send_header("Content-Type", "text/html"); self.end_headers(); self.wfile.write(body)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Site, directory=sys.argv[1]))
print(server.server_port, flush=True)
server.serve_forever()
PY
mkfifo "$work/port"
/usr/bin/python3 "$work/serve.py" "$source/samples" > "$work/port" &
server=$!
read -r port < "$work/port"
(cd "$work" && DEPTH=1 WINNOW=$program timeout 120 node crawl.js "http://127.0.0.1:$port/" > records.jsonl)
grep -q 'Gull Rock light goes dark for the last time' "$work/records.jsonl"
grep -q 'Cầu gỗ Nậm Lơ nối lại hai bờ' "$work/records.jsonl"
grep -q 'Altes Stellwerk in Grünaue' "$work/records.jsonl"
echo "$(wc -l < "$work/records.jsonl") records"
