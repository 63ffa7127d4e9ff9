# SPDX-License-Identifier: Apache-2.0
# `make` lists what there is. On a fresh Debian 12: apt-get install -y git make python3-venv

PORT ?= 8080
HOST ?= 127.0.0.1
VAR ?= var
T ?= tests/unit tests/architecture tests/contract tests/integration tests/e2e

PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest
# Files of tests side by side, two more than there are processors: most wait for a platform.
SIDE_BY_SIDE = -n $$(($$(nproc) + 2)) --maxprocesses 5 --dist loadscope --no-loadscope-reorder
OURS := chassis media timeline services gateway cli tests tools benchmarks

WEB_SOURCES := $(shell find web/src web/*.json web/*.ts web/*.html -type f 2>/dev/null)
# The Node of the Python environment, so that every machine builds with the same.
NPM := PATH="$(CURDIR)/.venv/bin:$$PATH" .venv/bin/npm --prefix web

export PORT HOST VAR
export PYTHONPATH := $(CURDIR):$(CURDIR)/gen
# Compiling every module again in every process would double the time that processes take to start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup up down logs demo test unit contract integration e2e arch slow chaos \
	check format lint types protos migrate build release clean bench docs titles web web-test web-types

help: ## Show this list.
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: .venv/.base web/dist/index.html ## Install all that running needs, if it is missing.
	@tools/install_packages.sh run

up: setup ## Start the platform on PORT (8080) with its data in VAR (var), in the foreground.
	@exec $(PYTHON) -m gateway up

down: ## Stop the platform that runs on VAR.
	@$(PYTHON) -m gateway down

logs: ## Follow the logs of the platform that runs on VAR.
	@tail -n 20 -F $(VAR)/log/*.log

demo: setup ## Show the whole lifecycle on a running platform, or on one that is started for it.
	@exec $(PYTHON) -m gateway demo

migrate: setup ## Bring the databases in VAR up to date without starting anything.
	@$(PYTHON) -m gateway migrate

test: .venv/.test web/dist/index.html ## Run every test but the slow ones; T=path runs some.
	@tools/install_packages.sh test
	$(if $(filter tests/unit,$(T)),$(NPM) run --silent check && $(NPM) test --silent)
	$(PYTEST) -p no:randomly $(SIDE_BY_SIDE) $(T)

unit: .venv/.test ## Run the unit tests, in random order.
	$(PYTEST) -n auto tests/unit

arch: .venv/.test ## Check rooms, imports, sizes, types and contracts.
	$(PYTEST) tests/architecture

contract: .venv/.test ## Check that all adapters of a port keep the same promises.
	@tools/install_packages.sh test
	$(PYTEST) -p no:randomly $(SIDE_BY_SIDE) tests/contract

integration: .venv/.test web/node_modules/.package-lock.json ## Test against real ffmpeg, databases, sockets and nginx.
	@tools/install_packages.sh test
	$(PYTEST) -p no:randomly $(SIDE_BY_SIDE) tests/integration

e2e: .venv/.test web/dist/index.html ## Test both profiles from end to end.
	@tools/install_packages.sh test
	$(PYTEST) -p no:randomly $(SIDE_BY_SIDE) tests/e2e

slow: .venv/.slow web/dist/index.html ## Run what takes long: chaos, large corpora, and every journey on both profiles.
	@tools/install_packages.sh slow
	$(PYTEST) -p no:randomly -s tests/slow
	EVERY_PROFILE=1 $(PYTEST) -p no:randomly $(SIDE_BY_SIDE) tests/e2e

chaos: .venv/.test web/dist/index.html ## Kill and hurt processes while exports are rendered, and count everything.
	@tools/install_packages.sh slow
	$(PYTEST) -p no:randomly -s tests/slow/test_chaos.py

bench: .venv/.test ## Measure against bare libraries; prints ratios.
	@tools/install_packages.sh test
	@for file in benchmarks/[a-z]*.py; do name=$${file##*/}; \
		$(PYTHON) -m benchmarks.$${name%.py} || exit 1; done

check: .venv/.test ## Do what should be done before each commit: form, types, rooms, units.
	$(PYTEST) -n auto tests/architecture tests/unit

format: .venv/.test ## Lay the code out.
	$(PYTHON) -m ruff check --fix-only -q $(OURS)
	$(PYTHON) -m ruff format $(OURS)

lint: .venv/.test ## Look for mistakes in the code's form.
	$(PYTHON) -m ruff check $(OURS)
	$(PYTHON) -m ruff format --check $(OURS)

types: .venv/.test ## Check the types.
	$(PYTHON) -m mypy

protos: .venv/.test ## Generate code from the protos.
	$(PYTHON) tools/generate_protos.py gen

build: setup ## Write the static pages of the gateway into build/site.
	@GATEWAY_SITE=build/site $(PYTHON) -m gateway site

release: check ## Declare the protos released: from now on they may only grow.
	cd protos && ../.venv/bin/buf build -o base.binpb

clean: ## Remove what was made; data in VAR stays.
	rm -rf .venv build web/node_modules web/dist .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/bin/python:
	python3 -m venv .venv

.venv/.base: requirements/base.txt | .venv/bin/python
	@echo "Installing Python packages"
	@$(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/.test: requirements/test.txt | .venv/bin/python
	@echo "Installing Python packages for tests"
	@$(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@ .venv/.base

.venv/.slow: requirements/slow.txt .venv/.test
	@echo "Installing Python packages for slow tests"
	@$(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/.web: requirements/web.txt | .venv/bin/python
	@echo "Installing Node"
	@$(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

web/node_modules/.package-lock.json: web/package-lock.json .venv/.web
	@tools/install_packages.sh run
	@echo "Installing the packages of the web client"
	@$(NPM) ci --silent --no-audit --no-fund
	@touch $@

web/dist/index.html: $(WEB_SOURCES) web/node_modules/.package-lock.json
	@echo "Building the web client"
	@$(NPM) run --silent build
	@touch $@

web: web/dist/index.html ## Build the pages of the web client, if their sources changed.

web-test: web/node_modules/.package-lock.json ## Check the types of the web client and run its unit tests.
	@$(NPM) run --silent check && $(NPM) test --silent

web-types: .venv/.test web/node_modules/.package-lock.json ## Write the types of the API and the timeline for the web client.
	@$(PYTHON) -m tools.write_api_types && $(PYTHON) -m tools.write_timeline_types

docs: .venv/.test ## Write the references of docs/ from the code.
	@$(PYTHON) -m tools.list_errors && $(PYTHON) -m tools.list_events && $(PYTHON) -m tools.list_draft_fields

titles: .venv/.test ## Draw every script and style of titles into docs/titles.png, to be looked at.
	@$(PYTHON) -m tools.show_titles
