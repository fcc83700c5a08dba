# Needs make and Python 3.11 or newer; everything else is set up in .venv by the first target
# that uses it.

PYTHON ?= python3
GOLD ?=
PAGES ?=
ENV := .venv/bin
RUN := .venv/run.stamp
DEV := .venv/dev.stamp

.DEFAULT_GOAL := help
.PHONY: help demo test lint gate bench docs lock

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-6s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(RUN) ## Read the example reports (or PAGES=folder), print the stories, serve the site
	@$(ENV)/onrecord demo $(if $(PAGES),"$(PAGES)")

test: $(DEV) ## Run the tests, on all cores
	@$(ENV)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

lint: $(DEV) ## Check style and types
	@$(ENV)/ruff check
	@$(ENV)/ruff format --check
	@$(ENV)/mypy

gate: $(DEV) ## Score every part on GOLD=folder and hold the scores to their floors
	@test -n "$(GOLD)" || { echo "Error: name the folder of gold data: make gate GOLD=folder" >&2; exit 2; }
	@$(ENV)/python evaluation/gate.py "$(GOLD)"

bench: $(DEV) ## Time every stage, and with GOLD=folder reading beside a peer
	@$(ENV)/python benchmarks/stages.py
	@$(if $(GOLD),$(ENV)/python benchmarks/reading.py "$(GOLD)")

docs: $(DEV) ## Write the reference and build the documentation into docs/_build
	@$(ENV)/python docs/generate.py
	@$(ENV)/sphinx-build --fail-on-warning --keep-going --quiet -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

lock: ## Resolve and pin all requirements anew (needs uv)
	@scripts/lock.sh

$(RUN): requirements/run.txt pyproject.toml scripts/environment.py
	@$(PYTHON) scripts/environment.py requirements/run.txt
	@touch $@

$(DEV): requirements/dev.txt pyproject.toml scripts/environment.py
	@$(PYTHON) scripts/environment.py requirements/dev.txt
	@touch $(RUN) $@
