# What tools/run and tools/test share: install what is missing, configure, build. Sourced by bash.
#
# Everything that is said goes to stderr, so that the program's records can be piped on. Nothing is
# done twice: dpkg is asked before apt, and apt's lists are refreshed only when a package is missing.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build="$root/build"

say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }

# as_root COMMAND…: runs it as root, through sudo where we are not.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# missing_packages SET…: the packages of tools/dev/packages.txt for these sets that dpkg has not.
missing_packages() {
  local set wanted=() package
  for set in "$@"; do
    mapfile -t -O "${#wanted[@]}" wanted < <(awk -v s="$set" '$1 == s { print $2 }' "$root/tools/dev/packages.txt")
  done
  for package in "${wanted[@]}"; do
    dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
  done
}

# install_missing SET…: installs them with apt.
install_missing() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [ "${#missing[@]}" -gt 0 ] || return 0
  command -v apt-get >/dev/null || { say "no apt-get here; these Debian packages are needed: ${missing[*]}"; exit 3; }
  say "installing ${missing[*]}"
  as_root apt-get update -qq >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# configure [-DOPTION=VALUE…]: sets build/ up as a Release build with these options.
configure() {
  local launcher=()
  command -v ccache >/dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  say "configuring build/ ${*:-}"
  cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release "${launcher[@]}" "$@" >&2
}

# use_preset NAME: sets the folder of a preset of CMakePresets.json up, which $build names from then on.
use_preset() {
  build="$root/build-$1"
  [ "$1" != release ] || build="$root/build"
  local launcher=()
  command -v ccache >/dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  say "configuring $build"
  (cd "$root" && cmake --preset "$1" "${launcher[@]}" "${@:2}") >&2
}

# configured: whether build/ is set up.
configured() { [ -f "$build/build.ninja" ]; }
