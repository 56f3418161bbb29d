PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: test fmt

test: $(VENV)/.installed-dev
	@$(BIN)/python -m backfuture.dev.check

fmt: $(VENV)/.installed-dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
