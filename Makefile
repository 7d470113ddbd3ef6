# Everything a person does here. `make` alone lists it.
# LANTERN_PORT (8000), LANTERN_HOME (.lantern), DATABASE_URL, DATABASE_OWNER_URL and SMTP_URL are read from the environment.
PYTHON ?= python3
V := .venv/bin/python
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run setup test check fix bench docs lock packages dev

help:  ## say what there is to do
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r a b; do printf '%-14s %s\n' "$$a" "$$b"; done

run:  ## set up what is missing, then serve on http://127.0.0.1:8000 until Ctrl-C
	@$(PYTHON) tools/setup.py run

setup:  ## everything up to the database, and leave nothing running
	@$(PYTHON) tools/setup.py setup

test:  ## install what tests need and run them all (ARGS="-k word" for some)
	@$(PYTHON) tools/setup.py test $(ARGS)

check: dev  ## format, lint, types, import contracts
	@bad=0; for words in "python -m ruff format --check ." "python -m ruff check ." "python -m mypy" lint-imports; do \
		echo "--- $$words"; .venv/bin/$$words || bad=1; done; exit $$bad

fix: dev  ## mend format and lint
	$(V) -m ruff check --fix .
	$(V) -m ruff format .

bench: dev  ## measure speed
	@$(V) -m bench $(ARGS)

docs: dev  ## print the duties, their examples and the access matrix as pages
	@$(V) -m lantern docs $(ARGS)
	@$(V) -m tests.duties.pages $(ARGS)

lock: dev  ## lock the packages anew from requirements/*.in
	@tools/compile_requirements

packages:
	@$(PYTHON) tools/setup.py packages

dev:
	@$(PYTHON) tools/setup.py dev
