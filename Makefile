# Two commands matter: `make run` and `make test`. `make help` lists the others.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export PORT ?= 8000
export CLEARWAY_DATA ?= $(CURDIR)/var

.DEFAULT_GOAL := help
.PHONY: help run test lint bench chaos messages css lock clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The demonstration's brand; every one of these is a setting.
run: export DEBUG ?= 1
run: export BRAND_NAME ?= Northwind Traders
run: export BRAND_SHORT_NAME ?= Northwind
run: export CASE_PREFIX ?= NW
run: export SUPPORT_EMAIL ?= support@northwind.example
run: export INTEGRATION_INBOX ?= partners@support.example
run: export SUPPORT_PHONE ?= +44 20 7946 0130
run: $(VENV)/installed ## Install, migrate, load the demo, start everything
	@$(BIN)/python manage.py start

test: $(VENV)/installed-dev ## The whole suite; on PostgreSQL and Redis with DATABASE_URL and REDIS_URL; a part of it with ARGS
	@$(BIN)/python -m pytest -n 3 --dist loadgroup -m "not chaos" $(ARGS)
	@$(if $(ARGS),,$(BIN)/python -m pytest -m chaos)

lint: $(VENV)/installed-dev ## Style, missing migrations, settings of a production start
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python manage.py makemigrations --check --dry-run

bench: $(VENV)/installed-dev ## Measure every promise of speed and print the table
	@$(BIN)/python -m tests.bench $(ARGS)

chaos: $(VENV)/installed-dev ## Kill processes and refuse mail while 500 escalations arrive, with every kind of fault
	@$(BIN)/python -m pytest tests/journeys/test_chaos.py tests/outbox/test_killed.py --chaos $(ARGS)

messages: $(VENV)/installed-dev ## Collect the strings to translate (needs GNU gettext)
	@$(BIN)/python manage.py makemessages -l fr --no-location --no-wrap -i var -i .venv -i node_modules -i tests
	@$(BIN)/python manage.py compilemessages -l fr -i .venv

css: ## Compile the theme (needs npm; nobody needs it to run the product)
	@npm install --no-save --silent bootstrap@5.3 sass && npx sass --quiet --no-source-map --style=compressed --load-path=node_modules static/scss/clearway.scss static/css/clearway.css && npx sass --quiet --no-source-map --style=compressed --load-path=node_modules static/scss/admin.scss static/css/admin.css

lock: $(VENV)/installed-dev ## Pin every package again, with hashes
	@$(BIN)/pip install -q uv
	@for extra in "" s3 dev; do \
	  $(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	    $${extra:+--extra $$extra} pyproject.toml -o requirements$${extra:+-$$extra}.txt; done

clean: ## Forget the environment (the data folder stays)
	rm -rf $(VENV)

$(VENV)/installed: requirements.txt
	@test -x $(BIN)/python || { echo "Making the virtual environment in $(VENV) …"; $(PYTHON) -m venv $(VENV); }
	@echo "Installing the pinned packages …"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@echo "Installing the packages for development …"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
