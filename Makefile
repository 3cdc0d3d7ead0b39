# `make` alone says what there is. The first `make demo` or `make test` of a clone also installs
# what it needs: see provisioning/bootstrap.sh.

PYTHON ?= python3
WORKERS ?= 3
SOAK_MINUTES ?= 30

BIN := .venv/bin
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist worksteal
# Absolute: by a relative path qmllint does not find the singletons of the folder's qmldir.
QML = $(shell find $(CURDIR)/ui -name '*.qml')
DISPLAYED = $(DISPLAY)$(WAYLAND_DISPLAY)

# Compiled once, not again by each of the some thousand processes that the tests start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test quick lint qmllint rows bench soak lock clean
.DELETE_ON_ERROR:

help:
	@echo "Zizhu: the software of a 24-hour self-service terminal."
	@echo ""
	@echo "  make demo    the whole terminal on this screen: simulated reader, printer and platform;"
	@echo "               FULLSCREEN=1 fills the screen; without a display it draws into demo-out/"
	@echo "  make test    every check: lint, types, architecture, QML, all tests, requirement rows"
	@echo "  make quick   the same without the slow tests, in under three minutes"
	@echo "  make bench   the benchmarks, with their numbers"
	@echo "  make soak    the long run with faults (SOAK_MINUTES=$(SOAK_MINUTES))"
	@echo "  make rows    write docs/requirements.md: which test proves which requirement"
	@echo "  make lock    resolve pyproject.toml again and write the two requirements*.lock"
	@echo "  make clean   remove what was made here, the virtual environment too"
	@echo ""
	@echo "PYTHON=python3.12 picks the Python (3.11 or newer), WORKERS=0 runs the tests one by one,"
	@echo "SKIP_APT=1 leaves the system's packages alone. Start with README.md."

demo: .venv/.ready-demo
ifeq ($(DISPLAYED),)
	$(BIN)/python main.py demo --headless --out demo-out
else
	$(BIN)/python main.py demo $(if $(FULLSCREEN),--fullscreen)
endif

test: lint qmllint
	$(PYTEST) -m "not soak"
	$(BIN)/python -m tests.rows --check

quick: lint qmllint
	$(PYTEST) -m "not soak and not slow"

lint: .venv/.ready-test
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/mypy

qmllint: .venv/.ready-test
	@$(BIN)/pyside6-qmllint --max-warnings 0 $(QML)

rows: .venv/.ready-test
	$(BIN)/python -m tests.rows

bench: .venv/.ready-test
	$(BIN)/python -m tests.bench --json build/benchmarks.json --markdown docs/benchmarks.md

soak: .venv/.ready-test
	SOAK_MINUTES=$(SOAK_MINUTES) $(BIN)/pytest -m soak -s

lock: .venv/.ready-test
	$(BIN)/python -m provisioning.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache demo-out build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.ready-%: requirements.lock requirements-source.lock provisioning/bootstrap.sh
	@PYTHON="$(PYTHON)" SKIP_APT="$(SKIP_APT)" provisioning/bootstrap.sh $*
	@touch $@
