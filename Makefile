# run: the product on 127.0.0.1:8501 · test: all tests · check: changes nothing · fix · bench
# sbom: what the product is made of (CycloneDX), into sbom.cdx.json
# fuzz: a minute of what nobody would send, of a SEED the same again
# soak: MINUTES of an office at work on one server
PYTHON ?= python3
UV = 0.13.9
BIN = .venv/bin
RUN = .venv/ready
DEV = .venv/ready-dev
CHROMIUM ?= /usr/bin/chromium
WORKERS ?= 2

.PHONY: run test quick browser kills check sbom fix bench fuzz soak lock screenshots

run: $(RUN)
	$(BIN)/python -m supervision init --demo
	$(BIN)/python -m supervision serve

test: quick browser

quick: $(DEV)
	$(BIN)/pytest -n $(WORKERS) -m "not browser and not office and not benchmark"

browser: $(DEV) | $(CHROMIUM)
	CHROMIUM=$(CHROMIUM) $(BIN)/pytest -m "browser or office"

# A hundred times kill -9 on each database; the quick suite does a few.
kills: $(DEV)
	KILLS=100 $(BIN)/pytest -q -n $(WORKERS) tests/storage/test_kills.py

check: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q tests/test_architecture.py tests/test_words_complete.py
	$(BIN)/uv pip check --python $(BIN)/python
	$(BIN)/python -m supply.licences
	$(BIN)/python -m supply.audit

sbom: $(DEV)
	$(BIN)/python -m supply.sbom sbom.cdx.json

fix: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEV)
	$(BIN)/pytest -m benchmark -s -q

fuzz: $(DEV)
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),60) $(if $(SEED),--seed $(SEED))

soak: $(DEV)
	$(BIN)/python -m tests.soak --minutes $(or $(MINUTES),60)

screenshots: $(DEV) | $(CHROMIUM)
	CHROMIUM=$(CHROMIUM) $(BIN)/python -m tests.e2e.screenshots test-results/screenshots

# Pins every package with its hashes; run after a change in pyproject.toml.
lock: | $(BIN)/uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--upgrade pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--upgrade --group dev --constraint requirements.txt --output-file requirements-dev.txt

$(BIN)/uv:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet uv==$(UV)

$(RUN): requirements.txt | $(BIN)/uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt
	touch $@

$(DEV): requirements-dev.txt $(RUN)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.txt
	touch $@

/usr/bin/chromium:
	.ci/install chromium
