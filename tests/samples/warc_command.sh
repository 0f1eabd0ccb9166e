#!/usr/bin/env bash
# warc_command.sh PROGRAM: runs the README's command for WARC files, with wget against the samples on
# loopback. Skipped (77) without wget.
set -euo pipefail
source=$(cd "$(dirname "$0")/../.." && pwd)
PATH=$(cd "$(dirname "$1")" && pwd):$PATH
command -v wget > /dev/null || { echo "no wget here"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"; [ -z "${server:-}" ] || kill "$server"' EXIT

mkfifo "$work/port"
/usr/bin/python3 "$source/tests/tools/serve/serve_samples.py" "$source/samples" > "$work/port" &
server=$!
read -r port < "$work/port"

command=$(sed -n 's/^    \(wget .*winnow clean .*\)/\1/p' "$source/tools/README.md")
[ -n "$command" ]
cd "$work"
bash -c "${command/URL/http:\/\/127.0.0.1:$port/}" > log 2>&1 || { cat log; exit 1; }
grep -q '"url":"http://127.0.0.1:[0-9]*/en-lighthouse.html".*Gull Rock light goes dark' articles.jsonl
grep -q 'Cầu gỗ Nậm Lơ nối lại hai bờ' articles.jsonl
echo "$(wc -l < articles.jsonl) records"
