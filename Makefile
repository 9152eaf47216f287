# Two commands matter: `make report` and `make test`. Each makes what it needs.
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTHON ?= python3
# Folder with the publishers' own files; only rebuilding data/ and its test need it.
RAW ?= raw
# Python keeps what it has compiled, whatever the shell says: the tests start many processes.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help report pdf test slow bench check mutate docs readme lab data calibrate clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 10

$(STAMP): requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

report: $(STAMP) ## render the default case and print the path of its index
	$(BIN)/analysis render

pdf: $(STAMP) ## print the default case: build/pak-rus-brief.pdf, and the whole, build/pak-rus.pdf
	$(BIN)/analysis pdf

test: $(STAMP) ## run the tests, but for the slow ones
	RAW="$(RAW)" $(BIN)/python -m pytest -n auto --dist worksteal -m "not slow"

slow: $(STAMP) ## run the slow tests: whole reports of other cases, every odd case, every property on more examples
	RAW="$(RAW)" $(BIN)/python -m pytest -n auto --dist worksteal -m "slow or hypothesis" --hypothesis-profile thorough

bench: $(STAMP) ## time the report against the plain commands (about twenty minutes)
	$(BIN)/python tests/benchmarks/rendering.py

check: $(STAMP) ## format, lint, types, layers and dead code
	$(BIN)/ruff format --check src tests tools notebooks
	$(BIN)/ruff check src tests tools notebooks
	$(BIN)/mypy
	MYPYPATH=tools $(BIN)/mypy tools/calibration.py tools/no_case.py
	$(BIN)/lint-imports
	$(BIN)/vulture

mutate: $(STAMP) ## change measures and figures a little: whether a test sees it (four minutes); survivors that tests/survivors.txt lacks fail
	@mkdir -p build
	ANALYSIS_CACHE=off $(BIN)/mutmut run
	$(BIN)/mutmut results | sed 's/^ *//' > build/survivors.txt
	diff tests/survivors.txt build/survivors.txt

docs: $(STAMP) ## build the reference and the gallery: build/docs/index.html
	$(BIN)/python tools/docs.py build/docs

readme: $(STAMP) ## take over the report's answer and its first screen into the README (needs Chromium)
	$(BIN)/python tools/readme.py
	$(BIN)/python tools/docs.py

lab: $(STAMP) ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

data: $(STAMP) ## rebuild data/ from the publishers' files (RAW=folder)
	$(BIN)/analysis data build --raw "$(RAW)"

# One thread per process: the matrices are small, the processes many.
calibrate: $(STAMP) ## repeat the trials of the verdict rules (about ten minutes)
	OPENBLAS_NUM_THREADS=1 $(BIN)/python tools/calibration.py

clean: ## remove the environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache mutants
