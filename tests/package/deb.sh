#!/usr/bin/env bash
# deb.sh BUILD: makes the Debian packages, lets lintian look at them, and installs them into a tree of
# their own (dpkg --root), uses program and library from there, and removes them again.
set -euo pipefail
build=$1
source=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$work" && cpack -G DEB --config "$build/CPackConfig.cmake" > cpack.log 2>&1) || { cat "$work/cpack.log"; exit 1; }
names=$(for deb in "$work"/*.deb; do dpkg-deb --field "$deb" Package; done | sort | tr '\n' ' ')
[ "$names" = "libwinnow-dev libwinnow0 winnow winnow-rules " ] || { echo "packages: $names"; exit 1; }
dpkg-deb --field "$work"/winnow_*.deb Depends | grep -q libgumbo
dpkg-deb --field "$work"/libwinnow0_*.deb Depends | grep -q 'winnow-rules (= '
dpkg-deb --field "$work"/libwinnow-dev_*.deb Depends | grep -q 'libwinnow0 (= '
if command -v lintian > /dev/null; then lintian --allow-root --fail-on error,warning "$work"/*.deb; fi

root=$work/root
if [ "$(id -u)" = 0 ]; then
  # The root tree has no other packages, so dpkg must not ask for those that are on this machine.
  mkdir -p "$root/var/lib/dpkg/updates" "$root/var/lib/dpkg/info"
  touch "$root/var/lib/dpkg/status"
  package() { dpkg --root="$root" --force-depends --force-script-chrootless --log=/dev/null "$@" > "$work/dpkg.log" 2>&1 || { cat "$work/dpkg.log"; exit 1; }; }
  package --install "$work"/*.deb
else
  for deb in "$work"/*.deb; do dpkg-deb --extract "$deb" "$root"; done
fi

"$root/usr/bin/winnow" clean --format text "$source/samples/en-lighthouse.html" | grep -q 'The lamp on Gull Rock'
lib=$root/usr/lib/$(gcc -print-multiarch)
[ -e "$lib/libwinnow.so.0" ] && [ -e "$lib/cmake/winnow/winnow-config.cmake" ]
cc "$source/samples/c/clean.c" -o "$work/clean" \
  $(PKG_CONFIG_PATH=$lib/pkgconfig pkg-config --cflags --libs winnow)
LD_LIBRARY_PATH=$lib "$work/clean" "$source/samples/en-lighthouse.html" | grep -q 'Gull Rock light goes dark'

if [ "$(id -u)" = 0 ]; then
  package --purge winnow libwinnow-dev libwinnow0 winnow-rules
  left=$(find "$root" -path "$root/var" -prune -o ! -type d -print)
  [ -z "$left" ] || { printf 'left behind:\n%s\n' "$left"; exit 1; }
fi
echo "$names: in order"
