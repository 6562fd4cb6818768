# Every command sets up .venv by itself, from requirements.txt, and only when that file changed.

PYTHON ?= python3
PORT ?= 8000
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
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help html test test-browser browsers accept serve port check format lint types mutants bench lock clean
# What can go wrong at once is looked at first; the commands use all cores themselves.
.NOTPARALLEL:

# What a command that sets an environment up begins with.
define need-python
@$(PYTHON) -c '' 2>/dev/null || { echo "Python 3.11 or newer is needed, and '$(PYTHON)' is missing or does not run;" \
	"install one (on Debian, python3 and python3-venv) or name another with PYTHON=..." >&2; exit 1; }
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo "Python 3.11 or newer is needed, and '$(PYTHON)' is older; name another with PYTHON=..." >&2; exit 1; }
@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	echo "'$(PYTHON)' can't make environments: install its venv module (on Debian, python3-venv)." >&2; exit 1; }
endef

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

html: $(READY) $(INVENTORIES) $(LIVE) ## Build the site in build/html; warnings are errors
	@$(RUN) sphinx -q $(SPHINX) || { rm -f build/html/.doctrees/environment.pickle; exit 1; }
	@$(RUN) livefence.search build/html
	@echo "The site is built: build/html/index.html"

test: $(READY) $(INVENTORIES) $(LIVE) $(if $(POSTGRESQL_URL)$(MARIADB_URL),$(DRIVERS)) ## Run every snippet of every page, every program and every test
	@trap 'exit 130' INT; status=0; \
	$(RUN) pytest -n auto $(PYTEST) || status=1; \
	$(BIN)/node --test --test-reporter=dot "tests/live/*.test.mjs" || status=1; \
	exit $$status

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

serve: $(READY) port $(INVENTORIES) $(LIVE) ## Show a live preview that follows your edits; PORT=... names another port
	@$(BIN)/python .ci/serve.py $(PORT) $(RUN) sphinx_autobuild --port $(PORT) --watch examples --watch livefence \
		--open-browser $(filter-out -W,$(SPHINX))

port: | $(READY)
	@$(BIN)/python .ci/serve.py $(PORT)

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
	@$(RUN) mypy livefence tests conf.py .ci/*.py
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
	@for folder in build node_modules $(VENV); do \
		if [ -L $$folder ]; then echo "'$$folder' is a link and stays." >&2; \
		elif [ $$folder != build ] && [ -e $$folder ] && [ ! -e $$folder/ready ]; then \
			echo "'$$folder' was not set up by make, or not to its end, and stays." >&2; \
		else rm -rf $$folder; fi; done

build/inventory/%.inv: docs/_inventory/%.txt $(READY)
	@mkdir -p $(@D)
	@$(BIN)/sphobjinv convert zlib --quiet --overwrite $< $@

# What the browser runs. It holds no chapter: those change more often than it takes to build.
$(LIVE): requirements.txt $(NPM) livefence/run.py livefence/match.py $(wildcard livefence/live/*)
	@echo "Building what the browser runs ..."
	@$(BIN)/node livefence/live/build.mjs

$(NPM): package-lock.json | $(READY)
	@$(BIN)/python .ci/environment.py node_modules

$(READY): requirements.txt
	$(need-python)
	@$(PYTHON) .ci/environment.py $(VENV)

$(DRIVERS): requirements-drivers.txt | $(READY)
	@$(BIN)/python .ci/environment.py $(@D)

build/uv/ready: pyproject.toml
	$(need-python)
	@$(PYTHON) .ci/environment.py $(@D)
