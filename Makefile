# Two commands do everything on a fresh machine: `make serve` and `make test`. `make help` lists the rest.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help serve site check test test-slow bench lock audit sbom lint clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1	/' | expand -t 20

serve: $(VENV)/run ## build the portal, open it on 127.0.0.1:8000 and rebuild when a source changes
	$(RUN)/portal serve --port $(PORT)

site: $(VENV)/run ## build the portal into site/
	$(RUN)/portal build

check: $(VENV)/run ## validate the sources, build nothing
	$(RUN)/portal check

test: $(VENV)/test ## run every check, the browser ones too
	$(RUN)/portal build --site build/tested
	PORTAL_SITE=build/tested $(RUN)/python -m pytest -n 2 --dist loadgroup -m "not slow"

test-slow: $(VENV)/test ## the long checks: every page, payload and runtime, many kills, large corpora
	$(RUN)/python -m pytest -n 2 --dist loadgroup -m slow

bench: $(VENV)/dev ## measure: builds, page weight, ease of reading, exercises against JupyterLite, Lighthouse
	$(RUN)/python -m tests.scale.bench

lint: $(VENV)/dev ## style of the Python code
	$(RUN)/ruff check scripts tests && $(RUN)/ruff format --check scripts tests

lock: $(VENV)/dev ## write the requirements*.lock files anew
	$(RUN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra build pyproject.toml -o requirements.lock
	$(RUN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra build --extra test pyproject.toml -o requirements-test.lock
	$(RUN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --all-extras pyproject.toml -o requirements-dev.lock

audit: $(VENV)/dev ## ask a service for known faults of all locked packages (needs one that can be reached, else it fails)
	$(RUN)/pip-audit --strict --disable-pip --require-hashes -r requirements-dev.lock

sbom: $(VENV)/test ## list what the portal is made with and what it ships: build/sbom.json (CycloneDX)
	$(RUN)/python -m tests.supply.sbom

clean: ## remove what was built (not .venv)
	rm -rf build site

# pip refuses an editable install next to hashes: the locked packages first, then the project without dependencies.
define install
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	test -x $(RUN)/python || $(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
endef

$(VENV)/run: requirements.lock pyproject.toml
	$(call install,requirements.lock)

$(VENV)/test: requirements-test.lock pyproject.toml
	$(call install,requirements-test.lock)
	touch $(VENV)/run

$(VENV)/dev: requirements-dev.lock pyproject.toml
	$(call install,requirements-dev.lock)
	touch $(VENV)/run $(VENV)/test
