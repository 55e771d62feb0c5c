# make          checks and quick tests, all day long (under a minute)
# make demo     build the bundled bulletins into ./aidgraph-demo and say what to open
# make site     the documentation, as a site that needs no network, into build/site
# make test     every test, the slow ones and the browser's too
# make clean    remove whatever these made
#
# Each makes the environment it needs in .venv, with Python 3.11 or newer, and uses it again the next time; only a
# changed pyproject.toml has it brought up to date. `make demo` installs what aidgraph needs to run, nothing else.

VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check --no-input --quiet --quiet
# Another pyproject.toml, another place or a vanished Python has it all installed again.
KEY := $(shell { cat pyproject.toml; pwd; } | cksum | cut -d' ' -f1)
$(shell test -x $(RUN) || rm -f $(VENV)/.run-* $(VENV)/.dev-*)
PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
# Options for pytest, as in: make test PYTEST="-k folder"
PYTEST ?=

export PIP_ROOT_USER_ACTION := ignore

.PHONY: all checks quick demo site test browser clean
.DELETE_ON_ERROR:

all: checks quick

checks: $(VENV)/.dev-$(KEY)
	@$(RUN) -m ruff format --check --output-format concise . || { echo "make: run $(VENV)/bin/ruff format ."; exit 1; }
	@$(RUN) -m ruff check --output-format concise .
	@$(RUN) -m mypy
	@$(RUN) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

quick: $(VENV)/.dev-$(KEY)
	@$(RUN) -m pytest -q -n auto -m "not slow and not browser" $(PYTEST)

demo: $(VENV)/.run-$(KEY)
	@$(RUN) -m aidgraph demo

site: $(VENV)/.dev-$(KEY)
	@$(RUN) docs/make_site.py build/site
	@echo "make: open build/site/index.html"

test: $(VENV)/.dev-$(KEY) browser
	@$(RUN) -m pytest -n auto $(PYTEST)

browser: $(VENV)/.dev-$(KEY)
	@.ci/browser $(RUN)
	@.ci/stores

clean:
	rm -rf $(VENV) aidgraph-demo dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests docs notebooks -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN):
	@test -n "$(PYTHON)" || { echo "make: Python 3.11 or newer is needed; install it, or say where it is: make PYTHON=…"; exit 1; }
	@.ci/venv $(PYTHON) $(VENV)

# What runs. Installed in place, so that an edit counts at once.
$(VENV)/.run-$(KEY): | $(RUN)
	@echo "make: installing aidgraph into $(VENV)"
	@$(PIP) install --editable .
	@rm -f $(VENV)/.run-* && touch $@

# What tests and checks need on top. pip reads dependency groups from 25.1 on.
$(VENV)/.dev-$(KEY): | $(RUN)
	@echo "make: installing aidgraph and what its tests need into $(VENV)"
	@$(PIP) install --upgrade 'pip>=25.1'
	@$(PIP) install --editable . --group dev
	@rm -f $(VENV)/.dev-* $(VENV)/.run-* && touch $@ $(VENV)/.run-$(KEY)
