# The one list of tasks. Everything runs in .venv, which `make demo` and `make test` make by themselves.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: demo test test-local test-fast lint types examples scripts layers sbom bench quality torture fuzz advisories neo4j docs site man lock dist repository clean

demo: $(STAMP)  ## an invented network: import it, ask it, draw it
	$(BIN)/netkit demo --folder demo

test: $(STAMP)  ## the whole test-suite; what a machine lacks is skipped with its reason
	$(BIN)/python -m pytest

test-local: $(STAMP)  ## all but what needs a server, a browser or a system service, on two cores
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not neo4j and not browser and not service"

test-fast: $(STAMP)  ## each room by itself: no whole commands, servers, browsers, nor what takes seconds
	$(BIN)/python -m pytest -m "not slow and not wide and not browser and not neo4j and not service"

lint: $(STAMP)  ## ruff: style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)  ## mypy, strict
	$(BIN)/mypy

examples: $(STAMP)  ## index the phrasings that `netkit ask` knows and learn from them, after a change to them
	$(BIN)/python -m netkit.ask.example_index
	$(BIN)/python -m netkit.ask.classifier_training

scripts:  ## TypeScript over the scripts of the map's page (npm fetches it once)
	npm exec --yes --package typescript@5.6.3 -- tsc -p jsconfig.json --noEmit

sbom: $(STAMP)  ## a CycloneDX list of what an installation holds, in build/netkit.cdx.json
	@mkdir -p build
	@$(PYTHON) -m venv build/sbom && build/sbom/bin/python -m pip install --quiet .
	@$(BIN)/python -m pip install --quiet --target build/cyclonedx cyclonedx-bom
	@PYTHONPATH=build/cyclonedx $(BIN)/python -m cyclonedx_py environment --output-reproducible \
		--output-file build/netkit.cdx.json build/sbom/bin/python
	@rm -rf build/sbom build/cyclonedx

layers: $(STAMP)  ## import-linter, on the packages as they are installed: nothing imports upwards
	@rm -rf build/layers
	@$(BIN)/python -m pip install --quiet --no-deps --target build/layers .
	@cd build/layers && PYTHONPATH=. ../../$(BIN)/lint-imports --config ../../pyproject.toml --no-cache

bench: $(STAMP)  ## speed, measured on this machine
	$(BIN)/python -m benchmarks.speed

torture: $(STAMP)  ## kill, refuse and cut off each command that writes at every call; POINTS=40 samples
	$(BIN)/python -m benchmarks.torture --points $(or $(POINTS),1000000)

advisories: $(STAMP)  ## look the locked packages up, offline, in OSV=all.zip (an export of OSV for PyPI)
	$(BIN)/python -m benchmarks.advisories $(OSV)

fuzz: $(STAMP)  ## let every importer read damaged files, SECONDS=60 each, SEED=n the same again; with atheris where it is installed
	$(BIN)/python -m benchmarks.fuzz --seconds $(or $(SECONDS),60) $(if $(SEED),--seed $(SEED))

quality: $(STAMP)  ## quality on the logs in NETKIT_DATA
	$(BIN)/python -m benchmarks.identity
	$(BIN)/python -m benchmarks.quality
	$(BIN)/python -m benchmarks.quality.acquaintance
	$(BIN)/python -m benchmarks.quality.product_path
	$(BIN)/python -m benchmarks.quality.meaning

neo4j: $(STAMP)  ## start a Neo4j server for hand use; Ctrl-C stops it
	$(BIN)/python tests/neo4j_server.py

docs: $(STAMP)  ## run every command in the documentation
	$(BIN)/python -m pytest tests/docs

site: $(STAMP)  ## the documentation as a site, in build/site; a broken link is an error
	$(BIN)/mkdocs build --strict --quiet

man:  ## the manual page of the help, in build/netkit.1
	$(PYTHON) docs/site/manual.py build/netkit.1

lock: $(STAMP)  ## name every package of development anew, each with its hashes
	$(BIN)/uv pip compile --quiet pyproject.toml --all-extras --group dev --group docs --group release \
		--universal --python-version 3.11 --generate-hashes --no-annotate --upgrade \
		--custom-compile-command 'make lock' --output-file requirements-dev.txt

dist: repository $(STAMP)  ## build what is published, in dist/, with links to NETKIT_HOME=https://…
	rm -rf dist
	NETKIT_HOME='$(NETKIT_HOME)' $(BIN)/python -m build --quiet
	$(BIN)/twine check --strict dist/*
	$(BIN)/python docs/site/published_page.py '$(NETKIT_HOME)' dist/*

repository:
	@test -n '$(NETKIT_HOME)' || { echo "say where the repository is, for the links of the package:" \
		"make dist NETKIT_HOME=https://HOST/OWNER/NAME" >&2; exit 2; }

$(STAMP): pyproject.toml requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "netkit needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip uninstall --quiet --yes phonenumbers snowballstemmer 2>/dev/null
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $(STAMP)

clean:  ## remove what the tasks made
	rm -rf $(VENV) build dist demo artefacts *.egg-info .mypy_cache .ruff_cache .pytest_cache
