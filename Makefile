# Set up, build, preview, test. `make site` and `make test` are all that a fresh machine needs.

PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := site
.PHONY: site serve check test browser lint lock clean

## The environment: the exact packages of requirements.lock, then this project.
.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch .venv/ready

## Other people's programs, which read the exports back in the tests.
.venv/readers/ready: tests/readers.lock .venv/ready
	$(PYTHON) -m venv .venv/readers
	.venv/readers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/readers.lock
	@touch .venv/readers/ready

## Check the content and build the whole site into site/.
site: .venv/ready
	$(BIN)/evidence-map build

## Preview with live reload.
serve: .venv/ready
	$(BIN)/evidence-map serve

## Check the content only.
check: .venv/ready
	$(BIN)/evidence-map check

## Every test; nothing is skipped.
test: .venv/ready .venv/readers/ready browser lint
	$(BIN)/python -m pytest

## The browser that the tests drive: one that is here, or Debian's.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] \
	     && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } \
	|| { echo "The tests need Chromium. Install it (Debian: sudo apt install chromium), then run make test again."; exit 1; }

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

## Write requirements.lock anew from pyproject.toml.
lock:
	$(BIN)/pip-compile --quiet --extra test --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --no-header --no-annotate --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --no-header --no-annotate --output-file tests/readers.lock tests/readers.in
	@sed -i '/^--/d' requirements.lock tests/readers.lock

clean:
	rm -rf .venv site
