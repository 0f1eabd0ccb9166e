#!/usr/bin/env bash
# installed.sh BUILD: installs a build into a folder and uses it from there: the program with its rules,
# samples/cpp by find_package, samples/c by pkg-config, the man page and the completion.
set -euo pipefail
build=$1
source=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix

cmake --install "$build" --prefix "$prefix" > "$work/install.log"

# The rules are found beside the program: changing them changes what it does.
"$prefix/bin/winnow" clean --format text "$source/samples/en-lighthouse.html" | grep -q 'The lamp on Gull Rock'
echo 'misspelt: 1' > "$prefix/share/winnow/rules/news/zz-broken.yaml"
if "$prefix/bin/winnow" clean "$source/samples/en-lighthouse.html" 2> "$work/error"; then
  echo "the installed program does not use the installed rules"; exit 1
fi
grep -q 'zz-broken.yaml' "$work/error"
rm "$prefix/share/winnow/rules/news/zz-broken.yaml"

# serve finds its module in the prefix: what it says of a bad address comes from there.
{ "$prefix/bin/winnow" serve --listen nowhere 2>&1 || true; } | grep -q 'not HOST:PORT'

cmake -S "$source/samples/cpp" -B "$work/cpp" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" > "$work/cmake.log"
cmake --build "$work/cpp" > "$work/build.log" || { cat "$work/build.log"; exit 1; }
"$work/cpp/clean_page" "$prefix/share/winnow/rules" < "$source/samples/en-lighthouse.html" | grep -qx 'Gull Rock light goes dark for the last time'
"$work/cpp/tbb_node" "$prefix/share/winnow/rules" "$source"/samples/*.html | grep -c ': ' | grep -qx "$(ls "$source"/samples/*.html | wc -l)"

export PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name winnow.pc)")
command=$(sed -n 's/^    \(cc samples.*\)/\1/p' "$source/tools/README.md")
(cd "$source" && eval "${command/-o clean/-o $work/clean}")
LD_LIBRARY_PATH=$(dirname "$(find "$prefix" -name libwinnow.so)") "$work/clean" "$source/samples/en-lighthouse.html" | head -n 1 | grep -q 'Gull Rock'

# Every command has its page, and the pages are well-formed.
if command -v help2man > /dev/null; then
  for command in clean explain pipe serve rules eval; do ls "$prefix/share/man/man1/winnow-$command.1.gz" > /dev/null; done
fi
for page in "$prefix"/share/man/man1/*.1.gz; do
  if command -v man > /dev/null; then man --warnings --local-file "$page" > /dev/null 2>> "$work/man"; fi
  if command -v mandoc > /dev/null; then gzip -dc "$page" | mandoc -T lint -W warning >> "$work/man" || true; fi
done
[ ! -s "$work/man" ] || { cat "$work/man"; exit 1; }
"$source/tests/package/completion.sh" "$prefix/bin/winnow"
echo "the installed package works"
