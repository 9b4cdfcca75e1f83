# `make demo` needs git, make and Python 3.11 or newer; it installs everything else into .venv.
PYTHON ?= $(firstword $(foreach v,3.13 3.12 3.11,$(if $(shell python$(v) -c 'import sys' 2>/dev/null && echo y),python$(v))) python3)
BIN := .venv/bin

DRAWING := tests/browser/teams
PLAYGROUND := tests/browser/playground

# What is compiled once is kept, however the machine is set: the tests start the bot sixty times.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo demo-teams playground drawing test faults check format lock clean

demo: .venv/installed
	@$(BIN)/padriver demo

# The bot for Microsoft's playground; AT=2026-10-05T07:59 lets its clock begin there, BOT=3979 and PORT=56151 are other ports.
demo-teams: .venv/installed-teams
	@$(BIN)/padriver demo-teams $(if $(AT),--at $(AT)) $(if $(BOT),--port $(BOT)) $(if $(PORT),--playground $(PORT))

# Microsoft's playground itself, in another window. It would listen to every network; `loopback.js` keeps it on this machine.
playground: $(PLAYGROUND)/node_modules/.installed
	@mkdir -p data
	@cd data && M365_AGENTS_PLAYGROUND_CONFIG_PATH=$(CURDIR)/bot/teams/playground/config.yaml \
		node --require $(CURDIR)/bot/teams/playground/loopback.js $(CURDIR)/$(PLAYGROUND)/node_modules/@microsoft/m365agentsplayground/cli.js \
		start --channel-id msteams --disable-telemetry --port $(or $(PORT),56150) --app-endpoint http://127.0.0.1:$(or $(BOT),3978)/teams/messages

test: .venv/installed-dev
	$(BIN)/pytest -n 3 --dist worksteal

# What npm brings for the tests: Microsoft's own renderer of the cards for Teams, and the playground. Tests without theirs say so.
drawing: $(DRAWING)/node_modules/.installed $(PLAYGROUND)/node_modules/.installed

%/node_modules/.installed: %/package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund --prefix $*
	@touch $@

# The whole takes a quarter of an hour or more; MINUTES=5, RUNS=2, ONLY=kills,cuts and ON=sqlite make it smaller, SEED=7 another.
faults: .venv/installed-dev
	$(BIN)/python -m tests.faults $(if $(RUNS),--runs $(RUNS)) $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only $(ONLY)) $(if $(ON),--on $(ON)) $(if $(MINUTES),--minutes $(MINUTES))

check: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/padriver check --only innhold --only migreringer

format: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The lock files hold hashes and no index address; one file serves every supported Python.
LOCK := uv pip compile pyproject.toml --extra postgres --extra images --group build --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate --quiet
lock: .venv/installed
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/$(LOCK) --output-file requirements.lock
	$(BIN)/$(LOCK) --extra teams --constraint requirements.lock --output-file requirements-teams.lock
	$(BIN)/$(LOCK) --extra teams --group dev --constraint requirements-teams.lock --output-file requirements-dev.lock

INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Pådriver needs Python 3.11 or newer; found " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv

.venv/installed: requirements.lock pyproject.toml | .venv/bin/python
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-teams: requirements-teams.lock .venv/installed
	$(INSTALL) --require-hashes --requirement requirements-teams.lock
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@

clean:
	rm -rf .venv data
