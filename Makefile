# `make` lists the targets. Each takes a fresh clone to its end by itself; nothing is installed
# outside this folder. PORT and WENMING_DATA choose the port and the data folder of the demo.
.DEFAULT_GOAL := help
.PHONY: help demo dev test check fix seed journeys screenshots bench docs

export PORT ?= 8000
PLAN := plans/baogai-2022/plan.yaml
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE :=

help: ## these lines
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

demo: ## a town to look at, from nothing: set up, seed, serve until Ctrl-C
	@sh tools/setup run --port $(PORT)
	@exec $(BIN)/wenming demo --plan $(PLAN) --port $(PORT)

dev: ## the same with pages that reload as they are edited
	@sh tools/setup dev --port $(PORT)
	@$(BIN)/wenming init --plan $(PLAN)
	@WENMING_DEBUG=true WENMING_HASHED_STATIC=false exec $(BIN)/python -m django runserver $(PORT) --settings wenming.project.settings

test: ## every test that needs nothing but Python
	@sh tools/setup dev
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not journey" $(ARGS)

check: ## what must hold before a change goes in; TEST_DATABASE_URL adds PostgreSQL
	@sh tools/setup dev
	@sh tools/check

fix: ## format, and mend what can be mended by itself
	@sh tools/setup dev
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@$(BIN)/python -m wenming.project.catalogues update

seed: ## a made-up year for the town in WENMING_DATA; SIZE=county for fifty towns
	@sh tools/setup run
	@$(BIN)/wenming init --plan $(PLAN)
	@$(BIN)/wenming seed $(or $(SIZE),town)

journeys: ## people's ways through the product, in a real browser
	@sh tools/setup dev
	@sh tools/chromium
	@$(BIN)/python -m pytest -n auto --dist worksteal -m journey tests/journeys $(ARGS)

screenshots: ## every page, phone and desk, zh and en, into build/screenshots; ARGS=--docs renews docs/images
	@sh tools/setup dev
	@sh tools/chromium
	@$(BIN)/python -m tools.screenshots $(ARGS)

bench: ## a claim of speed as a command: NAME=obligations [QUICK=1]
	@test -d "benchmarks/$(NAME)" -a -n "$(NAME)" || { echo "NAME is one of:" $$(ls -d benchmarks/*/ | xargs -n 1 basename); exit 2; }
	@sh tools/setup bench
	@build/bench-venv/bin/python -m benchmarks.$(NAME) $(if $(QUICK),--quick) $(ARGS)

docs: ## write the documents that are generated
	@sh tools/setup dev
	@$(BIN)/python -m tools.documents
	@$(BIN)/wenming plan schema > plans/schema.json
