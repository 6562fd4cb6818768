# Every command sets up .venv by itself, from requirements.txt, and only when that file changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python -m
READY := $(VENV)/ready
INVENTORIES := build/inventory/sqlalchemy.inv build/inventory/python.inv
SPHINX := -c . -W -n --keep-going -j auto docs build/html
export PYTHONPATH := .
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help html test accept serve check format lint types mutants bench lock clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

html: $(READY) $(INVENTORIES) ## Build the site in build/html; warnings are errors
	@$(RUN) sphinx -q $(SPHINX) || { rm -f build/html/.doctrees/environment.pickle; exit 1; }
	@echo "The site is built: build/html/index.html"

test: $(READY) $(INVENTORIES) ## Run every snippet of every page, every program and every test
	@$(RUN) pytest -n auto $(PYTEST)

accept: $(READY) ## Run the pages and write true results into them; PAGES=... names some
	@$(RUN) livefence.accept $(PAGES)

serve: $(READY) $(INVENTORIES) ## Show a live preview that follows your edits
	@$(RUN) sphinx_autobuild --watch examples --watch livefence --open-browser $(filter-out -W,$(SPHINX))

check: lint types test html ## Check all that must hold before work is done
	@git diff --check HEAD && echo "All checks passed."

format: $(READY) ## Format the code
	@$(RUN) ruff check -q --fix-only . && $(RUN) ruff format -q .

lint: $(READY)
	@$(RUN) ruff check -q .
	@$(RUN) ruff format -q --check .
	@$(BIN)/rumdl check -q .
	@$(RUN) codespell_lib README.md CONTRIBUTING.md CHANGELOG.md docs livefence examples tests conf.py
	@$(BIN)/check-jsonschema -q --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(BIN)/check-jsonschema -q --builtin-schema vendor.readthedocs .readthedocs.yaml

types: $(READY)
	@$(RUN) mypy livefence examples tests conf.py

mutants: $(READY) ## Change a character of every shown result and see that each is caught
	@$(RUN) tests.mutants

bench: $(READY) $(INVENTORIES) ## Measure the cost of the toolkit and of the build, as ratios
	@$(RUN) tests.bench

lock: build/uv/ready ## Choose versions anew and write requirements.txt
	@build/uv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--upgrade --custom-compile-command "make lock" -o requirements.txt pyproject.toml

clean: ## Remove the site and the environment
	@rm -rf build $(VENV)

build/inventory/%.inv: docs/_inventory/%.txt $(READY)
	@mkdir -p $(@D)
	@$(BIN)/sphobjinv convert zlib --quiet --overwrite $< $@

$(READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not; name another with PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		echo "'$(PYTHON)' can't make environments: install its venv module (on Debian, python3-venv)." >&2; exit 1; }
	@echo "Setting up $(VENV) from requirements.txt ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/pip install --quiet --require-hashes --no-deps -r requirements.txt
	@touch $@

build/uv/ready: pyproject.toml
	@$(PYTHON) -m venv --clear build/uv
	@build/uv/bin/pip install --quiet "uv$$($(PYTHON) -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["lock"][0][2:])')"
	@touch $@
