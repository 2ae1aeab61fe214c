# make demo and make test set up everything they need by themselves. The rest is for people who work on the code.

PORT ?= 8000
DATA ?= var/demo
T ?=
ONLY ?=
PEERS ?=

PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
RUN_STAMP := .venv/.regio-run
DEV_STAMP := .venv/.regio-dev
MO := $(patsubst %.po,%.mo,$(wildcard regio/locale/*/LC_MESSAGES/*.po))

.PHONY: help demo test lint format setup setup-dev assets messages bench soak chromium clean

help:
	@echo 'make demo [PORT=8000] [DATA=var/demo]   start the demo county; Ctrl-C ends it'
	@echo 'make test [T=regio/chat]                all tests'
	@echo 'make lint | format                      style, types, layers | tidy up'
	@echo 'make bench [ONLY=chat] [PEERS=1]        measure, compare with the budgets'
	@echo 'make soak [ONLY=kills]                  the long proofs'
	@echo 'make messages                           bring the German catalogue in step with the source'

# The house ends with make, however make ends.
demo: setup
	@PORT='$(PORT)' exec setpriv --pdeathsig TERM .venv/bin/regio demo --data '$(DATA)'

test: setup-dev chromium
	$(PY) -m pytest -n 2 --dist loadgroup $(T)

lint: setup-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy regio
	.venv/bin/lint-imports

format: setup-dev
	.venv/bin/ruff check --fix --quiet .
	.venv/bin/ruff format .

bench: setup-dev
	@PEERS='$(PEERS)' .venv/bin/regio bench --only '$(ONLY)'

soak: setup-dev
	@.venv/bin/regio soak --only '$(ONLY)'

setup: $(RUN_STAMP) assets $(MO)

setup-dev: $(DEV_STAMP) setup

assets: $(RUN_STAMP)
	@$(PY) -m regio.ops.assets

messages: $(DEV_STAMP)
	$(PY) -m regio.ops.translations update

%.mo: %.po $(RUN_STAMP)
	@$(PY) -m regio.ops.translations compile
	@touch $@

$(RUN_STAMP): requirements.txt requirements-dev.txt pyproject.toml | .venv/bin/python
	@echo 'installing Python packages' >&2
	@$(PIP) install --require-hashes -r requirements.txt
	@command -v node >/dev/null || $(PIP) install --require-hashes -r requirements-dev.txt
	@$(PIP) install --no-deps -e .
	@touch $@

$(DEV_STAMP): requirements-dev.txt $(RUN_STAMP)
	@echo 'installing Python packages for development' >&2
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

.venv/bin/python:
	@for name in python3.13 python3.12 python3.14 python3; do \
	  if command -v $$name >/dev/null && $$name -c 'import sys; sys.exit(sys.version_info < (3, 12))'; then \
	    $$name -m venv .venv && exit 0; \
	    rm -rf .venv; echo "$$name cannot make environments: please install its venv package (python3-venv)." >&2; exit 1; \
	  fi; \
	done; echo 'Python 3.12 or newer is missing.' >&2; exit 1

chromium:
	@command -v chromium >/dev/null && exit 0; \
	install='apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core'; \
	if [ "$$(id -u)" = 0 ]; then apt-get update -qq && $$install; \
	elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo apt-get update -qq && sudo $$install; \
	else echo 'The browser tests need Chromium: please install the packages chromium and fonts-dejavu-core.' >&2; exit 1; fi </dev/null

clean:
	rm -rf build .venv node_modules
