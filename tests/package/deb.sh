#!/usr/bin/env bash
# deb.sh BUILD: makes the Debian package, lets lintian look at it, and runs the program out of it.
set -euo pipefail
build=$1
source=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$work" && cpack -G DEB --config "$build/CPackConfig.cmake" > cpack.log) || { cat "$work/cpack.log"; exit 1; }
deb=$(ls "$work"/*.deb)
if command -v lintian > /dev/null; then
  lintian --allow-root --fail-on error "$deb"
fi
dpkg-deb --extract "$deb" "$work/root"
"$work/root/usr/bin/winnow" clean --format text "$source/samples/en-lighthouse.html" | grep -q 'The lamp on Gull Rock'
dpkg-deb --field "$deb" Depends | grep -q libgumbo
if [ "$(id -u)" = 0 ]; then dpkg --dry-run --install "$deb" > "$work/dpkg.log" || { cat "$work/dpkg.log"; exit 1; }; fi
echo "$(basename "$deb") is in order"
