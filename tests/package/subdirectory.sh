#!/usr/bin/env bash
# subdirectory.sh: builds samples/cpp with Winnow as a part of its build, and sees that this builds
# neither tests nor the program and asks for nothing that only the program needs; FetchContent sets up
# the same. ccache, where it is there, has most of it from the build of the tests.
set -euo pipefail
source=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# set_up FOLDER BUILD [OPTION…]: configures with the libraries of the program out of reach.
set_up() {
  local launcher=()
  command -v ccache > /dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  cmake -S "$1" -B "$2" -G Ninja -DCMAKE_BUILD_TYPE=Release "${launcher[@]}" -DCMAKE_DISABLE_FIND_PACKAGE_CLI11=ON \
    -DCMAKE_DISABLE_FIND_PACKAGE_spdlog=ON -DCMAKE_DISABLE_FIND_PACKAGE_GTest=ON "${@:3}" > "$work/cmake.log" 2>&1 ||
    { cat "$work/cmake.log"; exit 1; }
  if grep -q HTTPLIB "$2/CMakeCache.txt"; then echo "the library asks for cpp-httplib"; exit 1; fi
}

set_up "$source/samples/cpp" "$work/cpp" -DWINNOW_FROM_SOURCE="$source"
cmake --build "$work/cpp" > "$work/build.log" || { cat "$work/build.log"; exit 1; }
"$work/cpp/clean_page" "$source/rules" < "$source/samples/en-lighthouse.html" | grep -qx 'Gull Rock light goes dark for the last time'
"$work/cpp/tbb_node" "$source/rules" "$source"/samples/*.html | grep -c ': ' | grep -qx "$(ls "$source"/samples/*.html | wc -l)"
[ -z "$(find "$work/cpp" -name 'winnow_tests*' -o -name winnow -type f -perm -u+x)" ]

# FetchContent, with the README's lines; fetching is left out, for a test has no network.
mkdir "$work/fetch"
{ echo 'cmake_minimum_required(VERSION 3.25)'; echo 'project(crawler LANGUAGES C CXX)'
  echo "file(WRITE \${PROJECT_BINARY_DIR}/crawler.cpp \"int main() {}\")"
  sed -n '/^    include(FetchContent)/,/^    FetchContent_MakeAvailable/p' "$source/tools/README.md"
  echo 'add_executable(crawler ${PROJECT_BINARY_DIR}/crawler.cpp)'
  echo 'target_link_libraries(crawler PRIVATE winnow::winnow)'
} > "$work/fetch/CMakeLists.txt"
grep -q FetchContent_Declare "$work/fetch/CMakeLists.txt"
set_up "$work/fetch" "$work/fetched" -DFETCHCONTENT_SOURCE_DIR_WINNOW="$source"
commands=$(ninja -C "$work/fetched" -t commands)
grep -q 'libwinnow.a' <<< "$commands"
if grep -qE 'winnow_tests|tools/main' <<< "$commands"; then echo "tests or the program would be built"; exit 1; fi
echo "Winnow works as a part of another build"
