# `make report` and `make test` need Python 3.11 or newer and nothing else: each makes the virtual
# environment, installs what it needs of the pinned versions and does its job.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
# what a report needs, without the extra `dev`
USED   := $(VENV)/.used
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# it trusts whom this machine trusts, as pip does
UV     := UV_SYSTEM_CERTS=1 $(BIN)/uv pip install --quiet --python $(BIN)/python
# what pip installs where uv is not to be had
WHOLE  := grep -v ^uv== requirements.txt | $(PIP) -r /dev/stdin
# what tests on Spark need besides; without Java they are skipped, and say so
SPARK  := $(if $(shell command -v java 2>/dev/null),$(VENV)/.spark)
# what tests in a browser need besides; without npm or Chromium they are skipped, and say so
WEB    := tests/browser/node_modules
BROWSER ?= $(if $(and $(shell command -v npm),$(or $(SEZLIB_CHROMIUM),$(shell command -v chromium chromium-browser google-chrome))),$(WEB))
PERIOD ?= 2019
# on two cores: what tests of batches wait for is no work
JOBS   ?= 3

# pins that hold for the oldest Python, too
COMPILE = UV_SYSTEM_CERTS=1 $(BIN)/uv pip compile --quiet --upgrade --extra dev --strip-extras --no-header \
  --python-version 3.11 pyproject.toml

.PHONY: report test browser fuzz soak mutants india lab check format notebooks docs sample bench requirements clean

# what is compiled is kept, and no further run compiles it
report: $(USED)
	PYTHONDONTWRITEBYTECODE= $(BIN)/sez report annual_export -p period=$(PERIOD)

# what is compiled is kept for the many processes of a run; nbval has runs of its own
test: $(READY) $(SPARK) | $(BROWSER)
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(JOBS) --dist worksteal -p no:nbval

# every page in both languages, for whoever it is made, as a browser finds it: light and dark, at three widths
browser: $(READY) | $(WEB)
	$(BIN)/sez batch tests/browser/pages.toml
	node tests/browser/check.mjs reports/browser/index.html reports/browser/*/report.html

# ten thousand damaged files, and as many valid ones as people write them; an ordinary run has fewer
fuzz: $(READY)
	SEZLIB_FUZZ=10000 $(BIN)/python -m pytest -n $(JOBS) -rP -p no:nbval tests/sources/test_fuzz.py \
	  tests/sources/test_field.py

# batches killed at fifty moments, what else a run has to survive, headings of any table, and a thousand
# small zones attacked
soak: $(READY)
	SEZLIB_SOAK=50 $(BIN)/python -m pytest -rP --durations=10 tests/batch/test_survival.py \
	  tests/report/test_endings.py tests/test_headings.py tests/disclosure

# faults planted in a copy, each of which some test must catch; WORDS="charts ftl" plants those alone
mutants: $(READY)
	$(BIN)/python tools/mutants.py $(WORDS)

lab: $(READY)
	$(BIN)/jupyter lab notebooks

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(MAKE) test

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# every special economic zone in a file of India's trade by port and all of them together; without a
# FILE=export-import.parquet of one's own a synthetic one of so many ROWS is made
FILE  ?= reports/india/made-$(ROWS).parquet
ROWS  ?= 200000
PORTS ?= data/zones/india/ports.toml
india: PERIOD = 2024
india: $(READY) $(FILE)
	mkdir -p reports/india
	$(BIN)/sez intake "$(FILE)" --mapping "$(PORTS)" --out reports/india/flows.parquet; test $$? -le 1
	$(BIN)/python -m tools.india plan reports/india $(PERIOD)
	$(BIN)/sez batch reports/india/plan.toml

reports/india/made-%.parquet: | $(READY)
	mkdir -p reports/india
	$(BIN)/python -m tools.india file $@ $*

# the stored outputs that the strict notebook check compares with
notebooks: $(READY)
	cd notebooks && for notebook in *.ipynb; do \
	  ../$(BIN)/jupyter nbconvert --to notebook --execute --inplace \
	    --ExecutePreprocessor.record_timing=False $$notebook || exit 1; \
	done

# the reference, from the docstrings; the gallery; and the site in both languages, with a search that needs
# no network
docs: $(READY) $(VENV)/.docs
	$(BIN)/python -m tools.reference
	$(BIN)/python -m tools.gallery build/gallery
	$(BIN)/sphinx-build -q -W --keep-going -c docs . build/docs/en
	$(BIN)/sphinx-build -q -W --keep-going -c docs -t ru . build/docs/ru
	@echo build/docs/en/docs/index.html

sample: $(READY)
	$(BIN)/python -m tools.sample

bench: $(READY)
	$(BIN)/python benchmarks/report.py
	$(BIN)/python benchmarks/batch.py
	$(BIN)/python benchmarks/history.py
	$(BIN)/python benchmarks/imports.py
	$(BIN)/python benchmarks/claims.py
	$(BIN)/python benchmarks/disclosure.py
	$(BIN)/python benchmarks/one_table.py
	$(BIN)/python benchmarks/intake.py
	$(BIN)/python benchmarks/encodings.py
	$(BIN)/python benchmarks/metrics.py
	$(BIN)/python benchmarks/scaling.py
	$(BIN)/python benchmarks/rivals.py
	@if command -v java >/dev/null; then $(MAKE) $(VENV)/.spark && $(BIN)/python benchmarks/cluster.py; fi

requirements: $(READY)
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --extra spark --constraint requirements.txt --output-file requirements-spark.txt
	$(COMPILE) --extra docs --constraint requirements.txt --output-file requirements-docs.txt

# uv installs in a tenth of pip's time, and leaves compiling to first use; where it cannot be had or
# cannot reach what pip can, pip installs the whole
$(USED): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sezlib needs Python 3.11 or newer, and $(PYTHON) is older; name another with make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) $$(grep ^uv== requirements.txt) \
	  && $(UV) --constraint requirements.txt --build-constraint requirements.txt --editable . \
	  || { $(WHOLE) && $(PIP) --no-deps --no-build-isolation --editable .; }
	@touch $@

# whole and compiled, for the thousands of processes of the tests
$(READY): $(USED)
	$(UV) --compile-bytecode -r requirements.txt || $(WHOLE)
	@touch $@

$(VENV)/.spark: requirements-spark.txt | $(READY)
	$(UV) -r requirements-spark.txt || $(PIP) -r requirements-spark.txt
	@touch $@

$(WEB): tests/browser/package-lock.json
	npm ci --prefix tests/browser --no-audit --no-fund --loglevel=error
	@touch $@

$(VENV)/.docs: requirements-docs.txt | $(READY)
	$(UV) -r requirements-docs.txt || $(PIP) -r requirements-docs.txt
	@touch $@

clean:
	rm -rf $(VENV) $(WEB) reports build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
