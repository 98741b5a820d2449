# GNU make 3.81 or newer. On a fresh machine with Python 3.11+, `make run` is enough.

PORT ?= 8501
PYTHON ?=
UV ?= uv

PYTHONS = $(if $(PYTHON),$(PYTHON),python3.14 python3.13 python3.12 python3.11 python3)
VENV := .venv
BIN := $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check install --quiet
PIN = $(UV) pip compile --universal --python-version 3.11 --generate-hashes \
	--no-config --no-emit-index-url --no-emit-find-links --no-header --quiet \
	$(if $(UPGRADE),--upgrade)

# A venv that does not run, or that was made in another directory, is made again.
STALE := $(shell test "`cat $(VENV)/.made 2>/dev/null`" = "$(CURDIR)" && \
	$(BIN)/python -c '' >/dev/null 2>&1 || echo stale)

.PHONY: help run setup wheel test test-long bench bench-large tasks scores verdicts campaign docs pictures pins clean stale

help:
	@echo 'make run        install what is missing and serve the dashboard (PORT=$(PORT))'
	@echo 'make setup      install only (PYTHON=/path/to/python picks the interpreter)'
	@echo 'make wheel      build the wheel that pipx and uvx install, into dist/'
	@echo 'make test       lint, format check, type check and tests'
	@echo 'make test-long  the tests without a browser, slow properties with all their examples'
	@echo 'make bench      run the benchmarks'
	@echo 'make bench-large  a million rows and more, in one table (ROWS="1m 10m 100m")'
	@echo 'make tasks      do fourteen tasks of readers in Chromium, timed'
	@echo 'make scores     precision, recall and F1 of the reader'
	@echo 'make verdicts   check ten thousand generated true and false claims'
	@echo 'make campaign   faults and hostile input, counted; minutes (NAMES=, SHARE=0.1)'
	@echo 'make docs       write docs/files.md again, from the registry of public files'
	@echo 'make pictures   draw the pictures of the documentation again'
	@echo 'make pins       write requirements*.txt again (needs uv; UPGRADE=1 moves versions)'
	@echo 'make clean      remove the venv and the caches'

run: setup
	$(BIN)/tradeproof serve --port $(PORT)

setup: $(VENV)/.runtime

# pip builds in isolation: the hatchling of [build-system], and nothing of the venv.
wheel: $(VENV)/.made
	@$(PIP:install=wheel) --no-deps --wheel-dir dist .

test: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/ty check
	$(BIN)/python -m pytest -n auto --dist loadgroup -m 'not long'

test-long: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist loadgroup -m 'not browser' --hypothesis-profile=long

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

bench-large: $(VENV)/.dev
	$(BIN)/python -m benchmarks.large $(ROWS)

tasks: $(VENV)/.dev
	$(BIN)/python -m benchmarks.tasks

scores: $(VENV)/.dev
	$(BIN)/python -m benchmarks.reader_scores

verdicts: $(VENV)/.dev
	$(BIN)/python -m benchmarks.generated_verdicts

campaign: $(VENV)/.dev
	$(BIN)/python -m benchmarks.campaign $(NAMES) $(if $(SHARE),--share $(SHARE))

docs: $(VENV)/.runtime
	$(BIN)/python docs/files.py

pictures: $(VENV)/.dev
	$(BIN)/python docs/pictures.py

stale:

$(VENV)/.made: $(STALE)
	@if [ -L $(VENV) ]; then \
		echo "tradeproof: $(VENV) is a link to $$(readlink $(VENV)), which a new environment would empty. Remove the link, then run make again." >&2; exit 1; \
	fi
	@old=; found=; for python in $(PYTHONS); do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
		if "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then found="$$python"; break; fi; \
		old="$${old:-$$python}"; \
	done; \
	if [ -z "$$found" ] && [ -n "$$old" ]; then \
		echo "tradeproof: $$old cannot make a venv; on Debian or Ubuntu install python3-venv, then run make again." >&2; exit 1; \
	elif [ -z "$$found" ]; then \
		echo "tradeproof: no working Python 3.11 or newer among: $(PYTHONS). Install one, or name it with PYTHON=/path/to/python." >&2; exit 1; \
	fi; \
	echo "Making $(VENV) with $$found"; \
	"$$found" -m venv --clear $(VENV) && echo "$(CURDIR)" > $@

$(VENV)/.runtime: $(VENV)/.made requirements.txt pyproject.toml
	@echo 'Installing tradeproof and its pinned dependencies'
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	@echo 'Installing the pinned development tools'
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

pins:
	@command -v $(UV) >/dev/null 2>&1 || { echo "tradeproof: make pins needs uv on PATH, or UV=/path/to/uv." >&2; exit 1; }
	@$(PIN) pyproject.toml --output-file requirements.txt >/dev/null
	@$(PIN) --group build --constraints requirements.txt --output-file requirements-build.txt >/dev/null
	@$(PIN) pyproject.toml --group dev --constraints requirements.txt --output-file requirements-dev.txt >/dev/null
	@for file in requirements.txt requirements-build.txt requirements-dev.txt; do \
		{ echo '# Written by "make pins" from pyproject.toml; edit that file and run it again.'; cat $$file; } > $$file.new && \
		mv $$file.new $$file || exit 1; \
	done

clean:
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis .schemathesis
	find . -name .git -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +
