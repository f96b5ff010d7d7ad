#!/usr/bin/env bash
# What the machine itself must have, beyond bash, make and Python: installed where we may, named where we may not.
#   requirements/machine.sh python     Python 3.11 or newer that can make environments (nothing works without)
#   requirements/machine.sh pdf        Pango, which sets the handouts (without it the packages are still built)
#   requirements/machine.sh browser    Chromium, in which the tests look at every screen (CHROMIUM=/path names another), and
#                                      Firefox, in which they open, answer and go on with a module (FIREFOX=/path)
# Asks each time and remembers nothing: an answer takes a few hundredths of a second and is never out of date.
set -euo pipefail

python=${PYTHON:-python3}

# install WHAT WHY PACKAGE… : with apt as root; otherwise say the command and return 1.
install() {
  local what=$1 why=$2 log; shift 2
  if ! command -v apt-get >/dev/null; then
    echo "$what is missing: $why. Please install it (Debian and Ubuntu call it: $*)." >&2
    return 1
  fi
  if [ "$(id -u)" != 0 ]; then
    echo "$what is missing: $why. To install it, run:  sudo apt-get update && sudo apt-get install -y $*" >&2
    return 1
  fi
  echo "Installing $what with apt ($*). Once only."
  log=$(mktemp)
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y -q --no-install-recommends "$@" >"$log" 2>&1 ||
    { apt-get update -q && apt-get install -y -q --no-install-recommends "$@"; } >>"$log" 2>&1 ||
    { tail -n 15 "$log" >&2; rm -f "$log"; echo "$what could not be installed: $why." >&2; return 1; }
  rm -f "$log"
}

python_there() { "$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

pango_there() {
  "$python" - <<'PYTHON' 2>/dev/null
from ctypes import CDLL
from ctypes.util import find_library

for file, name in (("libpango-1.0.so.0", "pango-1.0"), ("libpangoft2-1.0.so.0", "pangoft2-1.0"), ("libharfbuzz-subset.so.0", "harfbuzz-subset")):
    try:
        CDLL(file)
    except OSError:
        CDLL(find_library(name) or "missing")
PYTHON
}

# there NAMED PROGRAM… : the program named, or else one of the programs, is there.
there() {
  local named=$1 name; shift
  if [ -n "$named" ]; then command -v "$named" >/dev/null; return; fi
  for name in "$@"; do command -v "$name" >/dev/null && return 0; done
  return 1
}

# browser VARIABLE TITLE PACKAGE PROGRAM… : look for a browser; install it where none was named.
browser() {
  local variable=$1 title=$2 package=$3; shift 3
  there "${!variable:-}" "$@" && return
  if [ -n "${!variable:-}" ]; then
    echo "$variable names ${!variable}, and there is no such program: the tests in $title will fail." >&2
  else
    install "$title" "the tests in it will fail without it ($variable=/path names another)" "$package" || true
  fi
}

case ${1:-} in
  python)
    command -v "$python" >/dev/null || { echo "Python is missing. Please install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
      { echo "$("$python" --version) is too old: 3.11 or newer is needed. Name a newer one: make PYTHON=/path/to/python3" >&2; exit 1; }
    python_there || install "Python's venv" "the environment .venv cannot be made without it" python3-venv
    python_there ;;
  pdf)
    pango_there || install "Pango" "the handouts cannot be made as PDF without it; everything else can" \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || true ;;
  browser)
    browser CHROMIUM Chromium chromium chromium chromium-browser google-chrome
    browser FIREFOX Firefox firefox-esr firefox-esr firefox ;;
  *) sed -n '2,7p' "$0"; exit 2 ;;
esac
