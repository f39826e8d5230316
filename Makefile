# Set up, build, preview, test. `make site` and `make test` are all that a fresh machine needs.

PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := site
.PHONY: site serve check test browser checker language-server lighthouse lint lock clean

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
test: .venv/ready .venv/readers/ready browser checker language-server lint
	$(BIN)/python -m pytest

## The browser that the tests drive: one that is here, or Debian's.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] \
	     && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } \
	|| { echo "The tests need Chromium. Install it (Debian: sudo apt install chromium), then run make test again."; exit 1; }

## The HTML checker of the W3C, of exactly the version in tests/checker/; it needs Java and, once, npm.
checker: .venv/checker/ready
.venv/checker/ready: tests/checker/package.json tests/checker/package-lock.json
	@{ command -v java && command -v npm; } >/dev/null \
	|| { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] \
	     && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq default-jre-headless npm >/dev/null; } \
	|| { echo "The tests need Java and npm. Install them (Debian: sudo apt install default-jre-headless npm), then run make test again."; exit 1; }
	@mkdir -p .venv/checker && cp tests/checker/package.json tests/checker/package-lock.json .venv/checker/
	npm ci --prefix .venv/checker --ignore-scripts --no-audit --no-fund --silent
	@touch .venv/checker/ready

## The language server of YAML editors, of exactly the version in tests/language_server/; it needs npm, as the checker does.
language-server: checker .venv/language-server/ready
.venv/language-server/ready: tests/language_server/package.json tests/language_server/package-lock.json
	@mkdir -p .venv/language-server
	@cp tests/language_server/package.json tests/language_server/package-lock.json .venv/language-server/
	npm ci --prefix .venv/language-server --ignore-scripts --no-audit --no-fund --silent
	@touch .venv/language-server/ready

## Print Lighthouse's scores of the pages that readers open most.
lighthouse: site
	$(BIN)/python -m benchmarks.lighthouse site /map/ /studies/kjeldmand2008/ /

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
