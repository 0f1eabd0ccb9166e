#!/usr/bin/env bash
# subdirectory.sh: builds samples/cpp with Winnow as a part of its build, and sees that this builds
# neither tests nor the program. ccache, where it is there, has most of it from the build of the tests.
set -euo pipefail
source=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

launcher=()
command -v ccache > /dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
cmake -S "$source/samples/cpp" -B "$work/cpp" -G Ninja -DCMAKE_BUILD_TYPE=Release "${launcher[@]}" \
  -DWINNOW_FROM_SOURCE="$source" > "$work/cmake.log"
cmake --build "$work/cpp" > "$work/build.log" || { cat "$work/build.log"; exit 1; }
"$work/cpp/clean_page" "$source/rules" < "$source/samples/en-lighthouse.html" | grep -qx 'Gull Rock light goes dark for the last time'
[ -z "$(find "$work/cpp" -name 'winnow_tests*' -o -name winnow -type f -perm -u+x)" ]
echo "Winnow works as a part of another build"
