# Everything a newcomer needs: `make site` and `make test` each set up what they use.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

# Same input, same bytes: the site's dates are those of the last commit.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
# The theme greets every build with a notice on the end of MkDocs 1.x; README.md says it once.
export NO_MKDOCS_2_WARNING := 1

.PHONY: site test serve check bench audit audit-formats lint lock clean

site: $(READY) ## Build the site into site/
	$(BIN)/broadsheet build --strict

serve: $(READY) ## Serve the site on http://127.0.0.1:8000/ and follow edits
	$(BIN)/broadsheet serve

check: $(READY) ## Check records, topics, reading lists and the lock
	$(BIN)/broadsheet check

test: $(READY) ## Run every test, those in a real browser included
	.ci/chromium
	.ci/node
	# Files in their own order: by the number of tests, the few that take longest would come last.
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

lint: $(READY) ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY) ## Measure what the code costs
	$(BIN)/python tests/bench/build.py
	$(BIN)/python tests/bench/peers.py 1000

audit: $(READY) ## Judge the site with Lighthouse, axe and the Nu HTML checker (npm, Java)
	.ci/chromium
	$(BIN)/python tests/audit/audit.py

audit-formats: $(READY) ## Have our bibliographies read by biber, LaTeX and schema.org's types (npm)
	.ci/install-packages biber texlive-latex-base
	$(BIN)/python tests/audit/formats.py

lock: $(READY) ## Resolve requirements.lock anew
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --upgrade -q -o requirements.lock

clean: ## Remove what was built and installed
	rm -rf site site-offline dist .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(READY): requirements.lock pyproject.toml .ci/environment
	PYTHON=$(PYTHON) .ci/environment
	touch $@
