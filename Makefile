# Leertafel. `make` lists what there is; each target sets up what it needs and skips what is still right.

PORT ?= 8000
HOST ?= 127.0.0.1
VENV ?= .venv
export DATA_DIR := $(abspath $(or $(DATA_DIR),var))
export DJANGO_SETTINGS_MODULE ?= config.settings.dev
export PYTHONPATH := $(CURDIR):$(CURDIR)/site

# Many processes load the same code: what one compiled, the next need not.
unexport PYTHONDONTWRITEBYTECODE

PYTHON_HERE := $(VENV)/bin/python
MANAGE := $(PYTHON_HERE) manage.py
# pytest's workers; each has a database and an index of its own.
WORKERS ?= 2
PYTEST := $(VENV)/bin/pytest --numprocesses $(WORKERS)

# One empty file per step that was done, in the folder of the data it was done to. Another database is another folder.
DATABASE := $(shell { cat .env 2>/dev/null; printf '%s' "$$DATABASE_URL"; } | cksum | cut -d' ' -f1)
DONE := $(DATA_DIR)/.done/$(DATABASE)

CATALOGUES := $(wildcard site/locale/*/LC_MESSAGES/*.po)
TEXTS := $(CATALOGUES:.po=.mo)
MIGRATIONS := $(wildcard */migrations/*.py site/*/migrations/*.py)
STATIC := $(shell find site/static */static site/*/static -type f 2>/dev/null)
SEEDS := $(wildcard */management/commands/seed_*.py site/*/management/commands/seed_*.py \
	*/data/* */seeding/*.py site/*/demo/* site/*/seeding/*.py)

# What was thrown away by hand is made again.
ifeq ($(DATABASE_URL)$(wildcard .env $(DATA_DIR)/leertafel.sqlite3),)
.PHONY: $(DONE)/database
endif
ifeq ($(SEARCH_URL)$(wildcard .env $(DATA_DIR)/index),)
.PHONY: $(DONE)/index
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test lint demo reindex bench bench-room bench-search screenshots translations requirements format reset port-is-free sign-ins index test-databases

help: ## Lists what `make` can do
	@echo "Leertafel: make TARGET"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: export BASE_URL ?= http://localhost:$(PORT)
run: port-is-free $(VENV)/.runtime $(TEXTS) $(DONE)/static $(DONE)/demo index ## Serves the demo on PORT (8000)
	@$(MAKE) --no-print-directory sign-ins
	@exec $(VENV)/bin/granian --interface asgi --no-ws --host $(HOST) --port $(PORT) --workers 1 --backpressure 2048 \
		--workers-kill-timeout 2 --log-level warning config.asgi:application

test: export DJANGO_SETTINGS_MODULE = config.settings.test
test: $(VENV)/.dev $(TEXTS) ## Runs every test on SQLite, then those that use a database on PostgreSQL
	@CHROMIUM=$$(bin/find-chromium $(VENV)/bin/playwright || true); export CHROMIUM; $(PYTEST)
ifeq ($(DATABASE_URL),)
	@echo; echo "The same on PostgreSQL:"
	@bin/with-postgres $(PYTEST) --uses-database || [ $$? -eq 69 ]
endif

# Every migration applied once, beside what needs one processor only; each worker of the tests then takes a copy.
test-databases: export DJANGO_SETTINGS_MODULE = config.settings.test
test-databases: $(VENV)/.dev $(TEXTS)
	@$(PYTHON_HERE) -m tests.prepared_database
ifeq ($(DATABASE_URL),)
	@bin/with-postgres $(PYTHON_HERE) -m tests.prepared_database || [ $$? -eq 69 ]
endif

LINTERS := lint-style lint-types lint-layers lint-templates lint-migrations lint-texts lint-production
.PHONY: $(LINTERS)

lint: $(VENV)/.dev ## Checks style, types, layers, templates, migrations, translations and the production settings
	@$(MAKE) --keep-going --no-print-directory $(LINTERS)

lint-style:
	$(VENV)/bin/ruff check --output-format concise
	$(VENV)/bin/ruff format --check --output-format concise

lint-types:
	$(VENV)/bin/mypy $(addprefix --package ,config home regions lessons casestudies learningtables visitations search)

lint-layers:
	$(VENV)/bin/lint-imports

lint-templates:
	$(VENV)/bin/djlint --quiet --lint .

lint-migrations:
	DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run

lint-texts:
	$(MANAGE) missing_translations

lint-production:
	bin/check-production $(PYTHON_HERE)

demo: $(VENV)/.runtime $(TEXTS) $(DONE)/database ## Fills the database with the demo; what people entered stays
	$(MANAGE) seed_demo
	@touch $(DONE)/demo

reindex: $(VENV)/.runtime $(DONE)/database ## Builds the search index anew from the database
	$(MANAGE) update_index
	@touch $(DONE)/index

bench: $(VENV)/.runtime $(TEXTS) $(DONE)/static ## Measures queries, time and size per page, at demo size and large
	$(MANAGE) bench

bench-room: $(VENV)/.runtime $(TEXTS) ## Measures a session in all 42 regions at once, on SQLite and on PostgreSQL (13 minutes)
	$(MANAGE) bench_room $(OPTIONS)

# The engine to compare with is not one the site needs, so it is put beside it only here, and left out without a network.
bench-search: $(VENV)/.runtime ## Measures search beside other engines, and how well it ranks (15 minutes; OPTIONS="--write" keeps it)
	@$(PYTHON_HERE) -m pip install -qq --no-input --no-deps --require-hashes --retries 1 --timeout 10 -r requirements-bench.txt \
		|| echo "tantivy could not be installed: measuring without it"
	@$(MANAGE) bench_search $(OPTIONS)

screenshots: $(VENV)/.dev $(TEXTS) $(DONE)/static $(DONE)/demo index ## Saves a picture of each screen in var/screenshots
	@CHROMIUM=$$(bin/find-chromium $(VENV)/bin/playwright) && export CHROMIUM && $(PYTHON_HERE) bin/screenshots $(ADDRESS)

translations: $(VENV)/.dev ## Brings site/locale in line with the texts in code and templates
	$(MANAGE) update_texts
	$(MANAGE) compile_texts

format: $(VENV)/.dev ## Puts code in the house style
	$(VENV)/bin/ruff check --fix
	$(VENV)/bin/ruff format

requirements: $(VENV)/.dev ## Writes the pinned requirements anew from pyproject.toml
	$(VENV)/bin/pip install --quiet --disable-pip-version-check uv
	bin/compile-requirements $(VENV)/bin/uv

reset: ## Throws the local data away: database, index, uploads
	rm -rf $(DATA_DIR)

# --- the steps behind them ----------------------------------------------------------------------

$(VENV)/.runtime: requirements.txt
	@bin/make-venv $(VENV) $<
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt
	@bin/make-venv $(VENV) $<
	@touch $@ $(VENV)/.runtime

%.mo: %.po | $(VENV)/.runtime
	@$(MANAGE) compile_texts

$(DONE)/static: $(VENV)/.runtime $(STATIC)
	@echo "Collecting stylesheets, scripts and pictures"
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@mkdir -p $(@D) && touch $@

$(DONE)/database: $(VENV)/.runtime $(MIGRATIONS)
	@echo "Bringing the database up to date"
	@$(MANAGE) migrate --no-input --verbosity 0
	@mkdir -p $(@D) && touch $@

$(DONE)/demo: $(DONE)/database $(SEEDS) | $(TEXTS)
	@echo "Filling the demo"
	@$(MANAGE) seed_demo
	@touch $@

$(DONE)/index: $(DONE)/demo $(wildcard search/backends/whoosh/*.py)
	@echo "Building the search index"
	@$(MANAGE) update_index --verbosity 0
	@touch $@

# Other fields, a damaged file, a change that was missed: no date of a file tells.
index: $(DONE)/index
	@$(MANAGE) update_index --if-needed --verbosity 0

port-is-free:
	@bin/port-is-free $(HOST) $(PORT) || { \
		echo "Port $(PORT) is in use on this machine. Choose another: make run PORT=$$(($(PORT) + 1))" >&2; exit 1; }

sign-ins:
	@echo
	@echo "  Leertafel:  http://localhost:$(PORT)/    (stop with Ctrl-C)"
	@echo
	@echo "  Sign in with the password  leertafel  as"
	@for person in participant facilitator case-owner coordinator chair committee host editor outsider admin; do \
		echo "    $$person@leertafel.example"; done
	@echo
