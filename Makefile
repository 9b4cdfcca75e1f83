# `make demo` needs git, make and Python 3.11 or newer with its venv module (Debian and Ubuntu: python3 and python3-venv);
# it installs everything else into .venv. PYTHON=python3.12 chooses another Python than the newest that will do.
USABLE = import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(foreach each,python3.13 python3.12 python3.11,$(if $(shell $(each) -c '$(USABLE)' 2>/dev/null && echo y),$(each))) python3)
BIN := .venv/bin

# An environment that was not finished, or whose Python is gone, is made again; nothing in it counts as installed.
WHOLE := $(if $(wildcard .venv/unfinished),,$(shell $(BIN)/python -c 'import pip' 2>/dev/null && echo y))
$(shell $(if $(WHOLE),touch .venv/made,rm -f .venv/made .venv/installed .venv/installed-teams .venv/installed-dev))

# This folder as the shell takes it, whose name may have spaces.
HERE := $(subst $() ,\ ,$(CURDIR))
DRAWING := tests/browser/teams
PLAYGROUND := tests/browser/playground
CALENDAR := tests/browser/calendar
AXE := tests/browser/axe

# What is compiled once is kept, however the machine is set: the tests start the bot sixty times.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo demo-teams playground drawing test faults fuzz ways year texts check format readmes lock unlocked clean

demo: .venv/installed
	@$(BIN)/padriver demo

# The bot for Microsoft's playground; AT=2026-10-05T07:59 lets its clock begin there, BOT=3979 and PORT=56151 are other ports.
demo-teams: .venv/installed-teams
	@$(BIN)/padriver demo-teams $(if $(AT),--at $(AT)) $(if $(BOT),--port $(BOT)) $(if $(PORT),--playground $(PORT))

# Microsoft's playground itself, in another window. It would listen to every network; `loopback.js` keeps it on this machine.
playground: $(PLAYGROUND)/node_modules/.installed
	@mkdir -p data
	@cd data && M365_AGENTS_PLAYGROUND_CONFIG_PATH=$(HERE)/bot/teams/playground/config.yaml \
		node --require $(HERE)/bot/teams/playground/loopback.js $(HERE)/$(PLAYGROUND)/node_modules/@microsoft/m365agentsplayground/cli.js \
		start --channel-id msteams --disable-telemetry --port $(or $(PORT),56150) --app-endpoint http://127.0.0.1:$(or $(BOT),3978)/teams/messages

# DATABASES=both runs every test of a database on PostgreSQL too, DATABASES=postgres on that alone.
test: .venv/installed-dev
	$(BIN)/pytest -n 3 --dist worksteal $(if $(DATABASES),--databases $(DATABASES))

# What npm brings for the tests: Microsoft's own renderer of the cards for Teams, the playground, Mozilla's reader of calendars, and Deque's rules for accessibility.
# Tests without theirs say so.
drawing: $(DRAWING)/node_modules/.installed $(PLAYGROUND)/node_modules/.installed $(CALENDAR)/node_modules/.installed $(AXE)/node_modules/.installed

%/node_modules/.installed: %/package-lock.json
	@command -v npm >/dev/null || { echo 'This needs npm: install it (Debian and Ubuntu: sudo apt install npm), then run make again.' >&2; exit 1; }
	@npm ci --ignore-scripts --no-audit --no-fund --prefix $* || { rm -rf $*/node_modules; \
		echo 'npm could not install its packages; it says why above. Nothing half-made is left: see to the network, then run make again.' >&2; exit 1; }
	@touch $@

# The whole takes a quarter of an hour or more; MINUTES=5, RUNS=2, ONLY=kills,cuts and ON=sqlite make it smaller, SEED=7 another.
faults: .venv/installed-dev
	$(BIN)/python -m tests.faults $(if $(RUNS),--runs $(RUNS)) $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only $(ONLY)) $(if $(ON),--on $(ON)) $(if $(MINUTES),--minutes $(MINUTES))

# Half an hour or more; SEED=7, INPUTS=2000, ONLY=feeds,workbooks and ON=sqlite make it another, or smaller.
fuzz: .venv/installed-dev
	$(BIN)/python -m tests.fuzz $(if $(SEED),--seed $(SEED)) $(if $(INPUTS),--inputs $(INPUTS)) $(if $(ONLY),--only $(ONLY)) $(if $(ON),--on $(ON))

# Prints how many files `/frister`, Monday's digest and 👀 on an alert pass through; ALL=1 lists them.
ways: .venv/installed-dev
	$(BIN)/python -m tests.ways $(if $(ALL),--all)

# Prints how a usual office's year of digests reads, in figures, and writes every text of the year to TO=data/year.txt. A minute or two.
year: .venv/installed-dev
	$(BIN)/python -m tests.year $(or $(TO),data/year.txt)

# Writes every text that the product can say to TO=data/texts.txt, each line once, to be read. A minute or two.
texts: .venv/installed-dev
	$(BIN)/python -m tests.texts $(or $(TO),data/texts.txt)

check: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/padriver check --only innhold --only migreringer

format: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Writes the parts of the README files that are made from the code: the users' manual, and what both platforms do.
readmes: .venv/installed-dev
	$(BIN)/python -m tests.readmes

# The newest versions that pyproject.toml allows. The lock files hold hashes and no index address; one file serves every supported
# Python. A package for the tests never holds back one that the bot runs with: each file is bound by the one before.
LOCK := uv pip compile pyproject.toml --extra postgres --extra images --extra poster --extra reports --extra demo --group build --universal --python-version 3.11 --upgrade \
	--generate-hashes --no-emit-index-url --no-header --no-annotate --quiet
lock: .venv/installed
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/$(LOCK) --output-file requirements.lock
	$(BIN)/$(LOCK) --extra teams --constraint requirements.lock --output-file requirements-teams.lock
	$(BIN)/$(LOCK) --extra teams --extra mcp --group dev --constraint requirements-teams.lock --output-file requirements-dev.lock

# Tries the newest of everything without the locks, in an environment of its own that is removed afterwards: what fails here fails after
# the next `make lock`. Run by hand; .ci/run stays locked. TESTS=tests runs the whole suite.
unlocked:
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && set -ex; \
		$(PYTHON) -m venv "$$folder"; \
		"$$folder/bin/python" -m pip install --quiet --upgrade pip; \
		"$$folder/bin/python" -m pip install --quiet --upgrade --editable '.[postgres,images,poster,reports,demo,teams]'; \
		"$$folder/bin/python" -m pip list --format freeze --exclude-editable >"$$folder/bot.txt"; \
		"$$folder/bin/python" -m pip install --quiet --constraint "$$folder/bot.txt" --group dev; \
		"$$folder/bin/python" -m pip list --format freeze --exclude-editable; \
		"$$folder/bin/padriver" check --only innhold --only migreringer; \
		"$$folder/bin/python" -m pytest -q -n 2 $(or $(TESTS),tests/cards tests/content tests/models)

# Installs what it is given. If that fails the environment goes, and if it is cut off `unfinished` says so to the next make.
define INSTALL
@touch .venv/unfinished
@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(1) || { rm -rf .venv; \
	echo 'pip could not install the packages; it says why above. Nothing half-made is left: see to the network, then run make again.' >&2; exit 1; }
@rm .venv/unfinished
endef

.venv/made:
	@python='$(PYTHON)'; version=$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null); \
	case "$$version" in \
		'') echo 'Pådriver needs Python 3.11 or newer: install it (Debian and Ubuntu: sudo apt install python3 python3-venv), then run make again.' >&2; exit 1;; \
		2.*|3.[0-9]|3.10) echo "Pådriver needs Python 3.11 or newer, and $$python is $$version: install one (Ubuntu 22.04: sudo apt install python3.11 python3.11-venv), then run make again." >&2; exit 1;; \
	esac; \
	$$python -c '$(USABLE)' 2>/dev/null || { \
		echo "Pådriver needs Python's venv module: install it (Debian and Ubuntu: sudo apt install $$(basename "$$python")-venv), then run make again." >&2; exit 1; }; \
	rm -rf .venv; mkdir .venv; touch .venv/unfinished; $$python -m venv .venv || { rm -rf .venv; \
		echo "$$python could not make the environment in .venv; it says why above. Nothing half-made is left." >&2; exit 1; }
	@rm .venv/unfinished; touch $@

.venv/installed: requirements.lock pyproject.toml | .venv/made
	$(call INSTALL,--require-hashes --requirement requirements.lock)
	$(call INSTALL,--no-deps --no-build-isolation --editable .)
	@touch $@

.venv/installed-teams: requirements-teams.lock .venv/installed
	$(call INSTALL,--require-hashes --requirement requirements-teams.lock)
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	$(call INSTALL,--require-hashes --requirement requirements-dev.lock)
	@touch $@

clean:
	rm -rf .venv data
