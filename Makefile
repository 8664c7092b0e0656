# The commands the project keeps. Each sets up what it needs: a bare Debian 12 with Python 3.11 is enough.
PYTHON := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup packages run test check bench

help:  ## what there is to call
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

# pip runs again only when the pins change.
.venv/.installed: requirements.txt
	@bin/make-venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

setup: .venv/.installed  ## make .venv, install the pinned packages, build the message catalogues
	@$(PYTHON) -m ishreja.language.build

packages:  ## what the browser tests and the LibreOffice test need of Debian
	@bin/debian-packages

run: setup  ## open the product with demo data: the offices of Bukhara in 2023
	@$(PYTHON) -m ishreja demo
	@echo "ishreja: http://127.0.0.1:8501"
	@exec .venv/bin/streamlit run app.py

test: setup packages  ## every test, the browser's too
	$(PYTHON) -m pytest

check: setup packages  ## format, lint, types, import contracts, then every test
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PYTHON) -m pytest

bench: setup packages  ## measure what README states (about 45 minutes; python -m bench PART for one part)
	$(PYTHON) -m bench
