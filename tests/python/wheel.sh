#!/usr/bin/env bash
# wheel.sh BUILD PYTHON: makes the wheel without a network, installs it into a folder, and uses it there:
# the rules come out of the wheel, and the source tree is as it was.
set -euo pipefail
build=$1
python=$2
source=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

WINNOW_BUILD=$build "$python" -m pip wheel --quiet --no-index --no-build-isolation --no-deps \
  --disable-pip-version-check --wheel-dir "$work" "$source/tools/bindings/python" 2> "$work/log" || { cat "$work/log"; exit 1; }
"$python" -m pip install --quiet --no-index --no-deps --disable-pip-version-check --root-user-action=ignore \
  --target "$work/site" "$work"/winnow-*-linux_*.whl
[ -z "$(ls -d "$source"/tools/bindings/python/{build,*.egg-info} 2> /dev/null)" ] || { echo "the wheel left files in the source tree"; exit 1; }

cd "$work"
cat > use.py <<'PY'
import sys
import winnow
assert winnow.__file__.startswith(sys.argv[2]), winnow.__file__
print(winnow.Cleaner().clean(open(sys.argv[1], "rb").read()).title)
PY
PYTHONPATH=$work/site "$python" use.py "$source/samples/en-lighthouse.html" "$work/site" | grep -qx 'Gull Rock light goes dark for the last time'
echo 'misspelt: 1' > "$work/site/winnow/share/winnow/rules/news/zz-broken.yaml"
if PYTHONPATH=$work/site "$python" use.py "$source/samples/en-lighthouse.html" "$work/site" 2> error; then
  echo "the rules of the wheel are not used"; exit 1
fi
grep -q 'RuleError.*zz-broken.yaml' error
[ -f "$work/site/winnow/py.typed" ] && [ -f "$work/site/winnow/__init__.pyi" ]
echo "$(basename "$work"/winnow-*.whl) works"
