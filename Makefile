# `make run` serves http://127.0.0.1:8000, `make test` runs every check; both set up what they need.
HOST = # Not from the environment, where other programs keep other things under this name; MEDCODE_HOST is.
PORT ?=
DATA ?=
ifneq ($(DATA),)
export MEDCODE_DATA := $(DATA)
endif
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v $$p; break; }; done)
BIN := .venv/bin
INSTALL = $(BIN)/python -m install
NODE := $(shell node web/build/supported.mjs 2>/dev/null && command -v npm >/dev/null && echo yes)
WEB := $(if $(NODE),web/dist/index.html)
WEB_FILES := $(shell find web/src web/build data/queries -type f 2>/dev/null) web/index.html web/playground.html
# Tests that measure times, which run alone; those of the pages are last, for a browser leaves an event loop behind.
TIMED := concurrency connection export_stream fairness reload_under_load slow_clients watchdog work_queue
# Many tests wait for processes that they start: one worker more than there are processors.
WORKERS := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
ALONE := tests/bench $(TIMED:%=tests/serving/test_%.py) tests/web/test_first_load.py
CHECKED := graph schema serving medcode install docs_site bench tests hatch_build.py server.py
SITE := build/site/index.html
SITE_FILES := $(shell find docs docs_site graph schema serving medcode -type f ! -name "*.pyc" 2>/dev/null) \
	mkdocs.yml README.md CONTRIBUTING.md SECURITY.md CHANGELOG.md data/README.md
# What the server makes itself where it is outdated is made beside the rest where it is missing.
LAYER := build/layers/icd10/manifest.json
GRAPH := $(if $(MEDCODE_STORE)$(wildcard $(LAYER)),,$(LAYER))
MACHINE := $(if $(wildcard build/machine),,build/machine)
unexport PYTHONDONTWRITEBYTECODE # Containers set it. Without bytecode each start takes half as long again.

.PHONY: help run serve afterwards build web docs test test-long lint format schema lock clean
.DEFAULT_GOAL := help

help: ## Say what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18
	@printf '%s\n' '' 'Variables, as in `make run PORT=9000`:' '  PORT    the port of `make run`; 8000' \
		'  HOST    the address that it listens on; 127.0.0.1' \
		'  DATA    a folder of data of your own, which is served, too, and watched; none' \
		'  PYTHON  the Python 3.11 or newer that .venv is made with; the first that is found'

run: ## Serve the graph at http://127.0.0.1:8000; HOST=… and PORT=… say where else
	@$(MAKE) --no-print-directory -j4 serve afterwards

serve: .venv/run $(WEB) $(GRAPH) $(MACHINE)
	@$(BIN)/python server.py $(if $(HOST),--host $(HOST)) $(if $(PORT),--port $(PORT))

# While the server answers, and without taking the time from it.
afterwards: | .venv/run $(WEB) $(GRAPH) $(MACHINE)
	@nice -n 19 $(MAKE) -s --no-print-directory NODE=$(NODE) $(SITE)

build: .venv/run ## Build the graph from data/ into build/graph (run does it where that is missing or outdated)
	@$(BIN)/python -m medcode build

web: web/dist/index.html ## Build the explorer and the playground (needs Node 20.19, 22.12 or newer)

docs: $(SITE) ## Build the documentation, which the server shows at /docs

test: .venv/dev lint $(WEB) ## Run every check: style, types, layers, tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(addprefix --ignore=,$(ALONE) tests/web)
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(addprefix --ignore=,$(ALONE)) tests/web
	$(BIN)/python -m pytest $(ALONE)

test-long: export LONG_TEST := 1
test-long: test ## The same with over 5,000 generated queries, others each time (some minutes more)

lint: .venv/dev $(if $(NODE),web/node_modules/.installed) ## Check style, types and layers
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(if $(NODE),cd web && npm run --silent check)

format: .venv/dev ## Format the code and mend what can be mended
	$(BIN)/ruff check --fix $(CHECKED)
	$(BIN)/ruff format $(CHECKED)

schema: .venv/run ## Write what is made from the code: the SDL, and the styles of kinds for the explorer
	$(BIN)/python -m schema --write

lock: .venv/dev ## Write the lock files anew from pyproject.toml
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml --group install -o requirements/run.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml --extra native --group install -c requirements/run.txt -o requirements/native.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml --extra native --extra export --extra pandas --extra database --extra tables --extra telemetry \
		--extra mcp --group install --group dev -c requirements/run.txt -o requirements/dev.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group kgx -o requirements/kgx.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group uv -o requirements/uv.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group docs -c requirements/dev.txt -o requirements/docs.txt

web/node_modules/.installed: web/package-lock.json
	@echo "Installing what the pages are built with …"
	@cd web && npm ci --silent && touch node_modules/.installed

web/dist/index.html: $(WEB_FILES) web/vite.config.ts schema/schema.graphql web/node_modules/.installed
	@echo "Building the pages …"
	@cd web && npm run --silent build -- --outDir dist.new --emptyOutDir && rm -rf dist && mv dist.new dist

$(LAYER): .venv/run
	@$(BIN)/python -m medcode build

build/machine: .venv/run
	@nice -n 5 $(BIN)/python -m serving.compile
	@mkdir -p $@

$(SITE): $(SITE_FILES) .venv/docs
	@echo "Building the documentation …"
	@trap 'rm -rf build/site.new' EXIT; trap 'exit 130' INT TERM; mkdir -p build/site.new && \
		NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --site-dir build/site.new && \
		rm -rf build/site && mv build/site.new build/site

clean: ## Remove what was set up and built
	rm -rf .venv build web/dist web/dist.new web/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.venv/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found; set PYTHON=/path/to/python."; exit 1; }
	@$(PYTHON) -m venv --without-pip .venv || { rm -rf .venv; exit 1; }

.venv/run: requirements/run.txt requirements/native.txt | .venv/pyvenv.cfg
	@echo "Installing what the server needs …"
	@$(INSTALL) requirements/run.txt --optional requirements/native.txt --editable \
		--without "Numba cannot be had here: queries run without machine code."
	@touch $@

.venv/docs: requirements/docs.txt .venv/run
	@echo "Installing what the documentation is built with …"
	@$(INSTALL) requirements/docs.txt
	@touch $@

.venv/dev: requirements/dev.txt .venv/run
	@echo "Installing what the checks need …"
	@$(INSTALL) requirements/dev.txt
	@touch $@
