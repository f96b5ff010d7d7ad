# make build    every module in modules/ into output/          make test     every test
# make check    the code alone: lint, types, floors            make test-all  those too that take long
# make lock     renew the locks after a change of dependencies make format   put the code in order
# make bench    how long a large module, the course and a save take make clean    remove what was built
#
# Both install what they need: Python packages into .venv, npm's (tests only) into node_modules, Debian packages where
# allowed. A second run finds its stamps newer than the locks and installs nothing.
# ARGS is passed on: make build ARGS="--only web peer-roles", make test ARGS="-k manifest".

PYTHON ?= python3
ARGS ?=
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory --no-builtin-rules
export PYTHON
export PATH := $(CURDIR)/.venv/bin:$(PATH)
PIP := .venv/bin/python -m pip -qq --disable-pip-version-check

.PHONY: build test test-all bench check format lock clean

build: .venv/ready-to-build
	@requirements/machine.sh pdf 2>/dev/null # where it may not install, the builder says what is missing
	@echo "Building the modules into output/ …"
	@.venv/bin/team-readiness build $(ARGS)

test: .venv/ready-to-test node_modules/.package-lock.json
	@requirements/machine.sh pdf
	@requirements/machine.sh browser
	@echo "Running the tests …"
	@.venv/bin/python -m pytest -q -n auto --maxprocesses 4 $(ARGS)

test-all:
	@$(MAKE) test ARGS='-m "everything or not everything" $(ARGS)'

bench: .venv/ready-to-test
	@requirements/machine.sh browser
	@.venv/bin/python tests/bench.py
	@.venv/bin/python tests/bench_builds.py
	@.venv/bin/python tests/preview/bench.py

check: .venv/ready-to-test
	@ruff check
	@ruff format --check
	@mypy
	@lint-imports

format: .venv/ready-to-test
	@ruff check --fix
	@ruff format

clean:
	@echo "Removing what was built (the environment stays: delete .venv and node_modules to start anew) …"
	@! test -x .venv/bin/python || .venv/bin/python -c 'import pathlib, builder.kept; builder.kept.forget(pathlib.Path())'
	@rm -rf output/* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist
	@find builder tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Pins stay as they are where they still fit; make lock ARGS=--upgrade moves them all.
lock:
	@echo "Renewing requirements/build.txt, requirements/test.txt and package-lock.json …"
	@requirements/lock.sh $(ARGS)

# ── The environment ──────────────────────────────────────────────────────────────────────────────

.venv/bin/pip:
	@requirements/machine.sh python
	@echo "Making the Python environment .venv …"
	@$(PYTHON) -m venv --clear .venv

.venv/ready-to-build: requirements/build.txt pyproject.toml builder/__init__.py | .venv/bin/pip
	@echo "Installing what building needs into .venv …"
	@$(PIP) install --require-hashes -r requirements/build.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/ready-to-test: requirements/test.txt | .venv/ready-to-build
	@echo "Installing what testing needs into .venv …"
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json | .venv/ready-to-test
	@echo "Installing what testing needs from npm into node_modules …"
	@npm ci --ignore-scripts --loglevel=error >/dev/null
	@touch $@
