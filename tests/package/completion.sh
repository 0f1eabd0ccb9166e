#!/usr/bin/env bash
# completion.sh PROGRAM: what bash offers after the beginning of a command.
set -euo pipefail
source=$(cd "$(dirname "$0")/../.." && pwd)
PATH=$(cd "$(dirname "$1")" && pwd):$PATH
. "$source/tools/package/winnow.bash"
cd "$source/samples"

# offers "LINE" "WORDS": completing the last word of the line offers these.
offers() {
  read -ra COMP_WORDS <<< "$1"
  [[ $1 != *' ' ]] || COMP_WORDS+=("")
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  COMPREPLY=()
  _winnow
  [ "${COMPREPLY[*]}" = "$2" ] || { echo "after '$1': '${COMPREPLY[*]}', not '$2'"; exit 1; }
}

offers "winnow cl" "clean"
offers "winnow merge" "merge-stats"
offers "winnow clean --form" "--format"
offers "winnow clean --format t" "text tei"
offers "winnow clean --format text en-l" "en-lighthouse.html"
offers "winnow serve --token-file dump" "dump.jsonl"
offers "winnow rules ch" "check"
offers "winnow rules diff --t" "--truth"
offers "winnow help pi" "pipe"
echo "completion works"
