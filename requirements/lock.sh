#!/usr/bin/env bash
# Renew the locks from pyproject.toml and package.json: every package pinned and hashed, for every Python from 3.11 and
# every platform, and no address of a registry in them. Options go to uv, which works in an environment thrown away after.
set -euo pipefail
scratch=$(mktemp -d); trap 'rm -rf "$scratch"' EXIT
"${PYTHON:-python3}" -m venv "$scratch/uv"
"$scratch/uv/bin/python" -m pip --quiet --disable-pip-version-check install uv
lock() {
  "$scratch/uv/bin/uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-header "$@"
}
lock --group build -o requirements/build.txt "$@"
lock --group test -c requirements/build.txt -o requirements/test.txt "$@"
.venv/bin/npm install --package-lock-only --ignore-scripts --loglevel=error
