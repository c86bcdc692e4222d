# make report   tables, charts and executed notebooks of one page, by default the seed page
# make test     everything: library, doctests, README, notebooks
# make lab      the notebooks in JupyterLab
#
# Each makes .venv first where it is missing. PAGE=path/to/page.txt PUBLISHED=2026-02-28 OUT=folder choose the page, its day
# and where the report goes; paths are read from the folder that make was called in, also with `make -C`.

SEED := seeds/hunan-daily-2026-02-28.txt
PAGE ?= $(SEED)
PUBLISHED ?= $(if $(filter $(SEED),$(PAGE)),2026-02-28)
OUT ?= report
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed
SOURCES := src tests benchmarks docs

# The first Python that is new enough.
NEW := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3.14 python3; do \
	"$$python" -c '$(NEW)' 2>/dev/null && echo "$$python" && break; done)

# The caller's folder. With -C, make adds w to its flags and PWD is still the caller's; without it, PWD may be stale, where a
# program changed folders before it called make. What is not in the caller's folder is looked for in this one.
CALLER := $(if $(findstring w,$(firstword -$(MAKEFLAGS))),$(PWD),$(CURDIR))
given = $$(for base in "$(CALLER)" "$(PWD)"; do [ -e "$$base/$(1)" ] && echo "$$base/$(1)" && exit; done; echo "$(1)")
WRITTEN = $(if $(or $(filter file,$(origin OUT)),$(filter /%,$(OUT))),$(OUT),$(CALLER)/$(OUT))

# The wheel, unpacked.
WHEEL := build/wheel
BUILT := $(WHEEL)/.built

.PHONY: report test test-browser test-wheel lab lint format wheel bench notebooks evaluate accuracy dictionary pictures clean
.DEFAULT_GOAL := report

$(READY): requirements.txt pyproject.toml
	@"$(PYTHON)" -c '$(NEW)' 2>/dev/null \
		|| { echo "zhibiao needs Python 3.11 or later: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Installing into $(VENV); the first time takes a minute or two."
	@"$(PYTHON)" -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

report: $(READY)
	@$(BIN)/zhibiao report "$(call given,$(PAGE))" --output "$(WRITTEN)" $(if $(PUBLISHED),--published "$(PUBLISHED)")

test: $(READY)
	@$(BIN)/python -m pytest --nbval --nbval-current-env --nbval-cell-timeout=120

# Notebooks and reports in a real browser: Chromium on the path, or CHROMIUM=/path/to/it. `make test` needs none.
test-browser: $(READY)
	@$(BIN)/python -m pytest -m browser tests/browser

lint: $(READY)
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/mypy

format: $(READY)
	@$(BIN)/ruff check --fix --exit-zero --quiet $(SOURCES)
	@$(BIN)/ruff format $(SOURCES)

lab: $(READY)
	@$(BIN)/jupyter lab --notebook-dir=notebooks

# A wheel in dist/ in which the modules that read pages are compiled, where there is a C compiler: about two minutes. It is built
# from the source distribution in a folder of its own, so that no compiled module stands before a source that has changed since.
wheel: $(BUILT)
	@ls dist/*.whl

$(BUILT): $(READY) pyproject.toml $(wildcard src/zhibiao/*.py src/zhibiao/lexicon/*)
	@rm -rf $(WHEEL) dist
	@$(BIN)/python -m hatchling build --target sdist --directory dist
	@command -v cc >/dev/null || echo "There is no C compiler (cc) here, so that the wheel is plain Python."
	@HATCH_BUILD_HOOK_ENABLE_MYPYC=$$(command -v cc >/dev/null && echo true) $(BIN)/python -m pip wheel --quiet \
		--disable-pip-version-check --no-cache-dir --no-deps --no-build-isolation --wheel-dir dist dist/*.tar.gz
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target $(WHEEL) dist/*.whl
	@touch $@

# The tests of the library, but for those of pictures and notebooks, against the wheel.
test-wheel: $(BUILT)
	@PYTHONPATH=$(CURDIR)/$(WHEEL) $(BIN)/python -m pytest -o pythonpath=$(WHEEL) --ignore-glob="*report*" --ignore-glob="*chart*" --ignore-glob="*notebooks*" tests

bench: $(BUILT)
	@for script in benchmarks/*.py; do $(BIN)/python "$$script" || exit 1; done
	@PYTHONPATH=$(CURDIR)/$(WHEEL) $(BIN)/python benchmarks/speed.py

# Runs the committed notebooks again, in place: same code, same bytes.
notebooks: $(READY)
	@$(BIN)/python -m zhibiao.running notebooks

evaluate: $(READY)
	@[ -n "$(GOLD)" ] || { echo "Say which folder of gold rows: make evaluate GOLD=path/to/folder"; exit 1; }
	@$(BIN)/zhibiao evaluate "$(call given,$(GOLD))" --output "$(WRITTEN)/evaluation.csv" --misses "$(WRITTEN)/misses.csv"

# Measures again, on the gold texts in GOLD and the seed page, and writes the figures into data/ and the README.
accuracy: $(READY)
	@[ -n "$(GOLD)" ] || { echo "Say which folder of gold rows: make accuracy GOLD=path/to/folder"; exit 1; }
	@ZHIBIAO_GOLD="$(call given,$(GOLD))" $(BIN)/python benchmarks/accuracy.py --write

# Writes the data dictionary in data/README.md from where the columns are stated.
dictionary: $(READY)
	@$(BIN)/python docs/dictionary.py

# Draws the pictures of the READMEs again; needs a Chromium.
pictures: $(READY)
	@$(BIN)/python docs/pictures.py

clean:
	rm -rf $(VENV) report build dist
