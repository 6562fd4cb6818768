# Every command sets up .venv by itself, from requirements.txt, and only when that file changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python -m
READY := $(VENV)/ready
NPM := node_modules/ready
DRIVERS := build/drivers/ready
COMPILE := build/uv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--upgrade --custom-compile-command "make lock"
LIVE := build/site/live/manifest.json
INVENTORIES := build/inventory/sqlalchemy.inv build/inventory/python.inv
SCRIPTS := livefence/live tests/live jsconfig.json package.json
SPHINX := -c . -W -n --keep-going -j auto docs build/html
export PYTHONPATH := .
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help html test test-browser browsers accept serve check format lint types mutants bench lock clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

html: $(READY) $(INVENTORIES) $(LIVE) ## Build the site in build/html; warnings are errors
	@$(RUN) sphinx -q $(SPHINX) || { rm -f build/html/.doctrees/environment.pickle; exit 1; }
	@$(RUN) livefence.search build/html
	@echo "The site is built: build/html/index.html"

test: $(READY) $(INVENTORIES) $(LIVE) $(if $(POSTGRESQL_URL)$(MARIADB_URL),$(DRIVERS)) ## Run every snippet of every page, every program and every test
	@$(RUN) pytest -n auto $(PYTEST)
	@$(BIN)/node --test --test-reporter=dot "tests/live/*.test.mjs"

test-browser: browsers html ## Run every snippet, and all that a reader does, in Chromium, Firefox and WebKitGTK
	@$(RUN) pytest tests/browser -n 2 $(PYTEST)

# What a browser needs, and the package of Debian that has it. It comes first: to build takes minutes.
browsers:
	@for each in "$${CHROMIUM:-chromium}=chromium" "$${FIREFOX:-firefox-esr}=firefox-esr" \
		WebKitWebDriver=webkit2gtk-driver Xvfb=xvfb; do \
		command -v "$${each%=*}" >/dev/null || { echo "$${each%=*} is needed:" \
			"on Debian 'apt-get install $${each##*=}'; CHROMIUM=... and FIREFOX=... name others." >&2; exit 1; }; \
	done

accept: $(READY) ## Run the pages and write true results into them; PAGES=... names some
	@$(RUN) livefence.accept $(PAGES)

serve: $(READY) $(INVENTORIES) $(LIVE) ## Show a live preview that follows your edits
	@$(RUN) sphinx_autobuild --watch examples --watch livefence --open-browser $(filter-out -W,$(SPHINX))

check: browsers lint types test test-browser ## Check all that must hold before work is done
	@git diff --check HEAD && echo "All checks passed."

format: $(READY) $(NPM) ## Format the code
	@$(RUN) ruff check -q --fix-only . && $(RUN) ruff format -q .
	@$(BIN)/node node_modules/prettier/bin/prettier.cjs --log-level warn --write $(SCRIPTS)

lint: $(READY) $(NPM)
	@$(RUN) ruff check -q .
	@$(RUN) ruff format -q --check .
	@$(BIN)/node node_modules/prettier/bin/prettier.cjs --log-level warn --check $(SCRIPTS)
	@$(BIN)/rumdl check -q .
	@$(RUN) codespell_lib README.md CONTRIBUTING.md CHANGELOG.md docs livefence examples tests conf.py
	@$(BIN)/check-jsonschema -q --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(BIN)/check-jsonschema -q --builtin-schema vendor.readthedocs .readthedocs.yaml

types: $(READY) $(NPM)
	@$(RUN) mypy livefence tests conf.py
	@$(RUN) mypy examples
	@$(RUN) tests.typed
	@$(BIN)/node node_modules/typescript/bin/tsc -p jsconfig.json

mutants: $(READY) ## Change a character of every shown result and see that each is caught
	@$(RUN) tests.mutants

bench: html ## Measure the toolkit, the build and the start in the browser, as ratios
	@$(RUN) tests.bench
	@$(RUN) tests.boot

lock: build/uv/ready ## Choose versions anew and write the lock files
	@$(COMPILE) -o requirements.txt pyproject.toml
	@$(COMPILE) -o requirements-drivers.txt --group drivers

clean: ## Remove the site and the environment
	@rm -rf build node_modules $(VENV)

build/inventory/%.inv: docs/_inventory/%.txt $(READY)
	@mkdir -p $(@D)
	@$(BIN)/sphobjinv convert zlib --quiet --overwrite $< $@

# What the browser runs. It holds no chapter: those change more often than it takes to build.
$(LIVE): requirements.txt $(NPM) livefence/run.py livefence/match.py $(wildcard livefence/live/*)
	@echo "Building what the browser runs ..."
	@$(BIN)/node livefence/live/build.mjs

$(NPM): package-lock.json | $(READY)
	@$(BIN)/npm ci --loglevel=error
	@touch $@

$(READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not; name another with PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		echo "'$(PYTHON)' can't make environments: install its venv module (on Debian, python3-venv)." >&2; exit 1; }
	@echo "Setting up $(VENV) from requirements.txt ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/pip install --quiet --require-hashes --no-deps -r requirements.txt
	@touch $@

# What only the proofs in tests/claims/ import.
$(DRIVERS): requirements-drivers.txt | $(READY)
	@echo "Setting up $(@D) from requirements-drivers.txt ..."
	@rm -rf $(@D)
	@$(BIN)/pip install --quiet --require-hashes --no-deps --target $(@D) -r requirements-drivers.txt
	@touch $@

build/uv/ready: pyproject.toml
	@$(PYTHON) -m venv --clear build/uv
	@build/uv/bin/pip install --quiet "uv$$($(PYTHON) -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["lock"][0][2:])')"
	@touch $@
