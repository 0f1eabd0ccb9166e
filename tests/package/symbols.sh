#!/usr/bin/env bash
# symbols.sh LIBRARY: libwinnow.so shows what its headers declare and nothing else, under its SONAME.
set -euo pipefail
library=$1
source=$(cd "$(dirname "$0")/../.." && pwd)

readelf -d "$library" | grep -q 'SONAME.*\[libwinnow\.so\.0\]' || { echo "no SONAME libwinnow.so.0"; exit 1; }

shown=$(nm --dynamic --defined-only --demangle "$library" | sed 's/^[0-9a-f]* . //; s/@@.*//' | grep -v '^WINNOW_0$' | sort -u)
foreign=$(grep -vE '^winnow_[a-z_]+$|^winnow::(Cleaner::(Cleaner|~Cleaner|operator|options)|load_rules\(|run\(|version\(|name\()|^(typeinfo|typeinfo name|vtable) for winnow::RuleError$' <<< "$shown" || true)
[ -z "$foreign" ] || { printf 'shown besides the interface:\n%s\n' "$foreign"; exit 1; }

declared=$(grep -oE '\bwinnow_[a-z_]+\(' "$source/pipeline/include/winnow/c.h" | tr -d '(' | sort -u)
missing=$(comm -23 <(echo "$declared") <(grep '^winnow_' <<< "$shown"))
[ -z "$missing" ] || { printf 'declared in winnow.h and not there:\n%s\n' "$missing"; exit 1; }
echo "$(wc -l <<< "$shown") symbols"
