# Everything is made inside the checkout: .venv (tools and the wheel), .build (wheels, other Python versions) and
# target (what cargo makes). A second run makes only what has changed.

PYTHON ?= python3

venv := .venv
python := $(abspath $(venv)/bin/python)
# Names the interpreter, so that another version makes the environment anew.
interpreter := $(shell $(PYTHON) -c 'import sys; print("%s-%d.%d.%d" % ((sys.implementation.name,) + sys.version_info[:3]))')
environment := $(venv)/.made-$(interpreter)
tools := $(venv)/.tools
wheel := $(venv)/.wheel
bench_tools := $(venv)/.bench-tools
# The packages of the GoPyLink protocol, of which one has the name of ours.
go_clients := .build/go-clients
wheel_sources := Cargo.toml Cargo.lock LICENSE $(shell find gopylink-abi gopylink-py -type f \
	\( -name '*.rs' -o -name '*.toml' -o -name '*.py' -o -name '*.pyi' -o -name 'README.md' \))

# The extension module is maturin's, which knows the interpreter that it is for.
libraries := --workspace --exclude gopylink-py
examples := python-call-rust rust-call-python code-search
scripts := gopylink-py/python tests scripts examples benches

export PYO3_PYTHON := $(python)
# Where the tests and the examples look, whatever the caller has set.
export CARGO_TARGET_DIR := $(CURDIR)/target
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-rust test-python test-go test-pythons lint lint-rust lint-python libraries stubs bench bench-quick bench-instructions lint-benches clean

help: ## Shows this list.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 20

demo: $(wheel) ## Builds the examples and runs them.
	cargo build --lib $(examples:%=-p %)
	$(python) examples/python_call_rust/main.py
	$(python) examples/rust_call_python/main.py
	$(python) examples/code_search/main.py

# One after the other, whatever -j says, so that what pytest sums up comes last.
test: ## Every test and every check.
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory test-rust
	@$(MAKE) --no-print-directory test-go
	@$(MAKE) --no-print-directory test-python

test-rust: $(tools) ## The tests of the crates, with what must not compile, and of the examples.
	cargo test
	cargo test --lib $(examples:%=-p %)

test-python: $(wheel) libraries ## The behaviour tests by both lanes, and the README.
	$(python) -m pytest --ignore=tests/go
	GOPYLINK_LANE=msgpack $(python) -m pytest tests/fixtures

test-go: $(wheel) libraries ## The GoPyLink protocol: our libraries by its clients from PyPI and Ray, Go libraries by our wheel.
	$(PYTHON) scripts/test_go.py $(go_clients) $(python)
	$(python) -m pytest tests/go/host

test-pythons: $(tools) libraries ## The behaviour tests on every CPython found, with the same library files.
	$(PYTHON) scripts/test_pythons.py

lint: lint-rust lint-python ## Formatting, clippy, ruff and mypy.

lint-rust: $(tools)
	cargo fmt --check
	cargo clippy --workspace --all-targets -- -D warnings

lint-python: $(wheel)
	$(python) -m ruff check $(scripts)
	$(python) -m ruff format --check $(scripts)
	$(python) -m mypy
	for script in examples/*/main.py; do $(python) -m mypy $$script || exit 1; done

stubs: $(wheel) ## Writes the stubs that are checked in anew.
	cargo build --lib $(examples:%=-p %)
	for example in $(subst -,_,$(examples)); do \
		$(python) -m gopylink stubs target/debug/$$example -o examples/$$example --line-length 120 || exit 1; done

libraries: ## The fixtures and the examples.
	cargo build --lib $(libraries)

bench: $(wheel) $(bench_tools) lint-benches ## All measurements, beside the peers that can be built here.
	cd benches && for part in calls clients growth memory sizes page; do $(python) -m runner $$part || exit 1; done

bench-quick: $(wheel) $(bench_tools) ## The table of calls and values in two minutes, once the peers are built.
	cd benches && $(python) -m runner calls --quick

bench-instructions: $(wheel) $(bench_tools) ## Compares the instructions of the hottest paths with what is written down.
	cd benches && $(python) -m runner instructions

lint-benches: $(tools)
	cd benches && cargo fmt --check
	cd benches && CARGO_TARGET_DIR=$(CURDIR)/target/benches cargo clippy --workspace -- -D warnings

clean: ## Removes all that was made.
	rm -rf .venv .build target .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(environment):
	rm -rf $(venv)
	$(PYTHON) -m venv $(venv)
	touch $@

$(tools): $(environment) requirements-dev.txt requirements-test.txt
	$(python) -m pip install --quiet --upgrade -r requirements-dev.txt
	touch $@

$(bench_tools): $(tools) requirements-bench.txt
	$(python) -m pip install --quiet --upgrade -r requirements-bench.txt
	touch $@

$(wheel): $(tools) $(wheel_sources)
	rm -rf .build/wheel
	$(python) -m maturin build --release --manifest-path gopylink-py/Cargo.toml --interpreter $(python) --out .build/wheel
	$(python) -m pip install --quiet --force-reinstall --no-deps .build/wheel/*.whl
	touch $@
