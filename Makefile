# One target per task; `make help` lists them. GNU make 3.81, which macOS ships, is enough.

VENV := .venv
PYTHON := $(VENV)/bin/python
PIP_INSTALL := $(PYTHON) -m pip install --disable-pip-version-check --no-input --require-hashes

# Both may be given on the command line or in the environment, and so may KB_DATABASE, which the commands
# of the knowledge base read themselves: make run PORT=8600 KB_DATABASE=/somewhere/kb.duckdb
# Compiled modules are kept, also where the environment says otherwise: every process of the tests loads them.
export PYTHONDONTWRITEBYTECODE :=
PORT ?= 8501
WORKERS ?= 2
# A test in a browser or with a server waits for it at times: one worker more than cores keeps these busy.
ALL_WORKERS ?= 3
# Where the tests keep their knowledge bases: make test PLACE=postgresql runs all that ask nothing of files there.
PLACE ?= file

.DEFAULT_GOAL := help
.PHONY: help run quick unit test whole lint format check bench bench-cluster lock messages clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile

run: $(VENV)/.ready-to-run ## install what is needed, build the database and start the dashboard
	@$(PYTHON) -m kb build
	@echo
	@echo "The dashboard is at http://localhost:$(PORT) for reading (Ctrl-C stops it)."
	@KB_OPEN_BROWSER=yes exec $(PYTHON) -m streamlit run app.py --server.port $(PORT)

# A file's tests run in one worker (--dist loadfile): what they share, a server for instance, is made once.
# The linters and the tests side by side; whatever fails, both are run to the end and said.
quick: $(VENV)/.ready-to-test ## lint, types, import contracts and the unit tests that need no server, browser or office
	@$(MAKE) --no-print-directory -k -j 2 lint unit

# What is asked of the whole HTTP API is made when its file is read, which takes seconds, and none of it is quick.
unit: $(VENV)/.ready-to-test
	$(PYTHON) -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder -p no:schemathesis \
		-m "not (server or office or postgresql or slow)" --ignore tests/unit/test_api_fuzz.py tests/unit tests/bench

# Hypothesis takes the same examples in every whole run (its profile ci), so that it fails for a change and not by
# chance; the quick run looks for new ones.
test: $(VENV)/.ready-to-test ## install what the tests need, a browser, LibreOffice and PostgreSQL included, and run every check
	@$(PYTHON) -m tests.browser.find_browser --install
	@$(PYTHON) -m tests.find_office --install
	@$(PYTHON) -m tests.find_servers --install
	@$(MAKE) --no-print-directory -k -j 2 lint whole

whole: $(VENV)/.ready-to-test
	$(PYTHON) -m pytest -n $(ALL_WORKERS) --dist loadfile --no-loadscope-reorder --hypothesis-profile=ci --place $(PLACE)

# import-linter is started through Python: the scripts of a virtual environment stop working when it is moved.
lint: $(VENV)/.ready-to-test ## lint, formatting, types and import contracts
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) -c 'from importlinter.cli import lint_imports_command as check; check()' --no-logo
	$(PYTHON) -m deptry .

format: $(VENV)/.ready-to-test ## format the code and mend what the linter can mend
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

check: $(VENV)/.ready-to-run ## validate the data files against the schema
	@$(PYTHON) -m kb check

bench: $(VENV)/.ready-to-test ## measure the server under simulated readers (minutes; not part of the tests)
	$(PYTHON) -m tests.bench

bench-cluster: $(VENV)/.ready-to-test ## measure three processes on PostgreSQL behind nginx, with kills and restarts (minutes)
	$(PYTHON) -m tests.bench.cluster

# One pin for every Python from 3.11 on and every system; uv resolves for all of them at once.
LOCK := $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --no-annotate --generate-hashes --upgrade \
	--no-config --no-emit-index-url --custom-compile-command "make lock"
lock: $(VENV)/.ready-to-test ## pin again, with hashes, what the requirements bring along (constraints.txt, tests/constraints.txt)
	$(LOCK) requirements.txt -o constraints.txt
	$(LOCK) -c constraints.txt tests/requirements.txt -o tests/constraints.txt

messages: $(VENV)/.ready-to-test ## write the template of the catalogue of messages anew (kb/locale/kb.pot)
	@$(PYTHON) -m tests.catalogue

# The database stays: it may hold work that exists nowhere else.
clean: ## remove the virtual environment and the caches, not the database
	rm -rf $(VENV) .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps below are written last, so that an interrupted installation is taken up again, and are older than
# the requirements when those change. The environment's Python is a prerequisite without a recipe of its own:
# where it is missing or its link dangles, the first stamp is made anew.
$(PYTHON): ;

$(VENV)/.ready-to-run: constraints.txt $(PYTHON)
	@.ci/venv $(VENV)
	$(PIP_INSTALL) -r constraints.txt
	@touch $@

$(VENV)/.ready-to-test: tests/constraints.txt $(VENV)/.ready-to-run
	$(PIP_INSTALL) -r tests/constraints.txt
	@touch $@
