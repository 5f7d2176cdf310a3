# What there is to do here; `make help` lists it. Needs Python 3.12 or newer and make, nothing else.

PORT ?= 8000
DATA_DIR ?= ./var
ARGS ?=

# The one place that names the version of uv; pip puts it into the virtual environment.
UV_VERSION := 0.13.9

PACKAGES := cms home news events platform_pages
# The virtual environment that the targets work in; .venv-lts holds the long-term pair.
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py

# The first Python that runs and is new enough. Each is tried by running it: a version manager's shim can exist and fail.
IS_NEW_ENOUGH := import sys; print(sys.version_info >= (3, 12))
FOUND_PYTHON = $(shell for python in $(or $(PYTHON),python3 python3.14 python3.13 python3.12); do \
	if [ "$$("$$python" -c '$(IS_NEW_ENOUGH)' 2>/dev/null)" = True ]; then echo "$$python"; break; fi; done)

# Binds as the server will, and as the server may right after another has stopped.
BIND := import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); \
	s.bind(("127.0.0.1", int(sys.argv[1])))

# The demo is the production server on one's own machine: its own key, plain HTTP, and never a database, cache or bucket
# that the environment happens to name for something else.
DEMO_ENV = unset DATABASE_URL CACHE_URL S3_BUCKET EMAIL_URL; \
	export DJANGO_SETTINGS_MODULE=cms.settings.production DATA_DIR="$(DATA_DIR)" SECRET_KEY="$$(cat "$(DATA_DIR)/secret-key")" \
	ALLOWED_HOSTS=localhost,127.0.0.1 SECURE=false ADMIN_BASE_URL=http://localhost:$(PORT)

# Brings a data folder up to date in one process, since loading Wagtail takes most of the time; "static" also gathers static files.
PREPARE := import sys, django; django.setup(); from django.core.management import call_command as run; \
	run("migrate", verbosity=0); \
	"static" in sys.argv and run("collectstatic", interactive=False, clear=True, verbosity=0); \
	run("demo")

# The fonts are for the screenshots.
CHROMIUM_PACKAGES := --no-install-recommends chromium fonts-liberation

# Production settings with values that open nothing, for the checks.
CHECK_ENV := DJANGO_SETTINGS_MODULE=cms.settings.production DATABASE_URL=sqlite://:memory: ALLOWED_HOSTS=cms.example.org \
	SECRET_KEY=opens-nothing-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ

UV_COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes \
	--extra dev --extra postgres --extra redis --extra s3 --no-emit-index-url --no-annotate --no-header $(ARGS)

.DEFAULT_GOAL := help
.PHONY: help demo serve browser test test-lts bench attack check format schema messages lock screenshots install clean python port

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(firstword $(MAKEFILE_LIST)) | while IFS='|' read -r target text; do \
		printf '  make %-11s %s\n' "$$target" "$$text"; done
	@printf '\nVariables: PORT=%s DATA_DIR=%s PYTHON=<a Python of 3.12 or newer> ARGS=<more for pytest or uv>\n' "$(PORT)" "$(DATA_DIR)"

# The worker ends with the server, however that ends: `exec` makes the server the process that has started it.
demo: port $(VENV)/.installed ## Build the demo site and serve it on http://localhost:8000
	@mkdir -p "$(DATA_DIR)"
	@[ -s "$(DATA_DIR)/secret-key" ] || \
		(umask 077; $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))' > "$(DATA_DIR)/secret-key")
	@$(DEMO_ENV); set -e; \
	manifest="$(DATA_DIR)/static/staticfiles.json"; \
	if [ ! -e "$$manifest" ] || [ -n "$$(find $(VENV)/.installed $(wildcard $(PACKAGES:=/static)) -newer "$$manifest")" ]; then \
		static=static; else static=; fi; \
	$(BIN)/python -c '$(PREPARE)' $$static; \
	printf '\n'; printf '  %-32s %s\n' \
		http://localhost:$(PORT)/ 'what is where' \
		http://localhost:$(PORT)/admin/ 'Wagtail, for editors' \
		http://localhost:$(PORT)/graphql/ 'the service; GraphiQL in a browser' \
		http://localhost:$(PORT)/healthz/ 'whether all is well'; \
	printf '\nThe data are in %s. Stop with Ctrl-C.\n' "$(DATA_DIR)"; \
	$(MANAGE) worker --parent $$$$ & \
	exec $(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers 1 --blocking-threads 4 --no-ws \
		--workers-kill-timeout 3 --log-level warning cms.wsgi:application

serve: port $(VENV)/.installed ## Serve the demo's data with debug pages, reloading on changes
	@mkdir -p "$(DATA_DIR)"
	DJANGO_SETTINGS_MODULE=cms.settings.development DATA_DIR="$(DATA_DIR)" $(MANAGE) runserver $(PORT)

# A machine of one's own is left alone: only root on Debian and the like, as in continuous integration, gets the package.
browser: $(VENV)/.installed
	@$(BIN)/python -m tests.browser.chromium >/dev/null 2>&1 && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium for the tests in a browser."; \
		export DEBIAN_FRONTEND=noninteractive; \
		{ timeout 120 apt-get update && timeout 300 apt-get install --yes --download-only $(CHROMIUM_PACKAGES) && \
			apt-get install --yes $(CHROMIUM_PACKAGES); } >/dev/null 2>&1; \
	fi; \
	$(BIN)/python -m tests.browser.chromium >/dev/null || echo "The tests in a browser are skipped." >&2

test: $(VENV)/.installed browser ## Run the whole test suite
	$(BIN)/python -m pytest -n auto --maxprocesses 8 $(ARGS)

test-lts: ## Run the test suite on Django 5.2 LTS and Wagtail 7.4 LTS
	@$(MAKE) --no-print-directory test VENV=.venv-lts

bench: $(VENV)/.installed ## Measure against plain wagtail-grapple and write docs/performance.md; ARGS=--quick to try
	DATA_DIR="$(DATA_DIR)" $(BIN)/python -m tests.bench $(ARGS)

check: $(VENV)/.installed ## Check style, types, layers, settings, migrations, schema and translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(CHECK_ENV) $(MANAGE) check --deploy --fail-level WARNING
	$(CHECK_ENV) $(MANAGE) makemigrations --check --dry-run
	$(CHECK_ENV) $(MANAGE) print_schema --check schema.graphql
	$(CHECK_ENV) $(MANAGE) check_translations

format: $(VENV)/.installed ## Format the code and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schema: $(VENV)/.installed ## Write schema.graphql anew
	$(CHECK_ENV) $(MANAGE) print_schema --out schema.graphql

messages: $(VENV)/.installed ## Gather the words to translate, list what is left, compile
	$(CHECK_ENV) $(MANAGE) check_translations --update

lock: $(VENV)/.installed ## Write both requirement locks anew; ARGS=--upgrade for newer releases
	$(UV_COMPILE) pyproject.toml --output-file requirements.lock
	printf 'django~=5.2.0\nwagtail~=7.4.0\n' | $(UV_COMPILE) pyproject.toml - --output-file requirements-lts.lock

screenshots: browser ## Take the pictures of the editors' guide anew
	$(BIN)/python -m tests.browser.screenshots

attack: $(VENV)/.installed ## Measure a reader beside an attack on this machine
	$(BIN)/python -m tests.attack $(ARGS)

install: $(VENV)/.installed ## Make the virtual environment only

clean: ## Remove the virtual environments and caches; the data stay
	rm -rf .venv .venv-lts tests/http_audit/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find $(PACKAGES) tests -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@[ -n "$(FOUND_PYTHON)" ] || { \
		echo "Python 3.12 or newer is needed; none was found ($(or $(PYTHON),python3): $$("$(or $(PYTHON),python3)" --version 2>&1 | head -n 1))." >&2; \
		echo "Install one, or say where it is: make $(or $(MAKECMDGOALS),demo) PYTHON=/path/to/python3.13" >&2; exit 1; }

port: python
	@$(FOUND_PYTHON) -c '$(BIND)' "$(PORT)" 2>/dev/null || { \
		echo "Port $(PORT) is taken (or cannot be used); choose another: PORT=$$(expr "$(PORT)" + 1 2>/dev/null || echo 8001) make $(firstword $(MAKECMDGOALS))" >&2; exit 1; }

# A virtual environment that holds exactly what its lock names, each file checked by its hash.
.venv/.installed: requirements.lock
.venv-lts/.installed: requirements-lts.lock
.venv/.installed .venv-lts/.installed: Makefile | python
	$(FOUND_PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(@D)/bin/uv pip sync --quiet --python $(@D)/bin/python --require-hashes $(filter %.lock,$^)
	@touch $@
