# Two commands: `make run` and `make test`. Python 3.11, make and git are enough.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: run test bench fmt messages build install install-dev

run: install
	@$(BIN)/python -m backfuture.dev.run

test: install-dev
	@$(BIN)/python -m backfuture.dev.verify

bench: install-dev
	@$(BIN)/python -m tests.bench

fmt: install-dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# Collect the texts to translate. Needs the gettext tools; running and testing do not.
messages: install-dev
	@$(BIN)/python manage.py makemessages --locale de --locale pt --locale hr --locale ar --ignore .venv --ignore var --ignore tests --ignore sandbox

# What a deployment needs before `honcho start`: translations and static files.
build: install
	@$(BIN)/python -m backfuture.dev.catalogues
	@$(BIN)/python manage.py collectstatic --noinput

install:
	@$(PYTHON) backfuture/dev/install.py run

install-dev:
	@$(PYTHON) backfuture/dev/install.py dev
