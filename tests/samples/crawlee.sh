#!/usr/bin/env bash
# crawlee.sh PROGRAM: runs samples/crawlee against the samples on loopback. Skipped (77) where npm is
# not there or cannot install.
set -euo pipefail
program=$1
source=$(cd "$(dirname "$0")/../.." && pwd)
command -v npm > /dev/null || { echo "no npm here"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"; [ -z "${server:-}" ] || kill "$server"' EXIT

cp "$source"/samples/crawlee/* "$work"
(cd "$work" && timeout 300 npm install --no-audit --no-fund --silent > npm.log 2>&1) ||
  { echo "npm cannot install @crawlee/cheerio:"; tail -n 5 "$work/npm.log"; exit 77; }
mkfifo "$work/port"
/usr/bin/python3 "$source/tests/tools/serve/serve_samples.py" "$source/samples" > "$work/port" &
server=$!
read -r port < "$work/port"
(cd "$work" && DEPTH=1 WINNOW=$program timeout 120 node crawl.js "http://127.0.0.1:$port/" > records.jsonl)
grep -q 'Gull Rock light goes dark for the last time' "$work/records.jsonl"
grep -q 'Cầu gỗ Nậm Lơ nối lại hai bờ' "$work/records.jsonl"
grep -q 'Altes Stellwerk in Grünaue' "$work/records.jsonl"
grep -q '"error":"empty"' "$work/records.jsonl"
echo "$(wc -l < "$work/records.jsonl") records"
