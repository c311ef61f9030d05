# One way in. `make` alone says what there is.
.DEFAULT_GOAL := help
.PHONY: help up down up-containers down-containers logs status test check fmt contracts promises bench lock town dev
MAKEFLAGS += --no-print-directory

FAST_TESTS = tests --ignore=tests/plumbing --ignore=tests/walk --ignore=tests/faults \
             --ignore=tests/town --ignore=tests/load -m "not needs_engine"

help: ## 显示本帮助 · show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

up: town ## 启动驿站并返回 · start the street (YIZHAN_PORT, YIZHAN_DATA, DEMO=no) and return
	@.venv/bin/yizhan up

down: town ## 停止驿站 · stop the street
	@.venv/bin/yizhan down

up-containers: town ## 以容器启动驿站 · start the street as containers (YIZHAN_PORT, ARGS="--scale petitions=3")
	@.venv/bin/yizhan secrets deploy
	@docker compose -f deploy/compose.yaml build --quiet
	@docker compose -f deploy/compose.yaml up --detach --wait $(ARGS)
	@echo "驿站已启动 · open http://127.0.0.1:$${YIZHAN_PORT:-8080}/docs"
	@echo '  YIZHAN_ISSUER_KEY_FILE=deploy/secrets/issuer.jwk .venv/bin/yizhan token --role station_clerk'

down-containers: ## 停止容器，数据保留 · stop the containers; their data stays (ARGS=-v drops it)
	@docker compose -f deploy/compose.yaml down $(ARGS)

logs: town ## 看日志 · show the logs (ARGS="-f gateway" follows one)
	@.venv/bin/yizhan logs $(ARGS)

status: town ## 看运行情况 · what runs, and its memory
	@.venv/bin/yizhan status

test: dev ## 运行全部测试 · run every test (ARGS="-k name" for some)
	@.venv/bin/pytest -n 2 --dist loadgroup $(ARGS)

check: dev ## 格式、检查、类型、依赖、快速测试 · format, lint, types, imports, fast tests
	@.venv/bin/ruff format --check
	@.venv/bin/ruff check
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-logo
	@.venv/bin/pytest -q $(FAST_TESTS) $(ARGS)

fmt: dev ## 整理格式 · format, and repair what lint can repair
	@.venv/bin/ruff check --fix --exit-zero
	@.venv/bin/ruff format

contracts: dev ## 发布契约 · publish schemas and golden examples of new messages (ARGS=--renew)
	@.venv/bin/python -m tests.contracts.publish $(ARGS)

promises: dev ## 由测试生成承诺表 · write services/PROMISES.md from the tests' names
	@.venv/bin/python -m tests.house.promises

bench: dev ## 与同类和极限并排测速 · measure beside peers and limits (ARGS="--only a,b --quick")
	@.venv/bin/python -m tests.load $(ARGS)

lock: dev ## 重新锁定依赖 · lock the dependencies into requirements/ (ARGS=-U takes newer ones)
	@for group in dev town tools gateway room; do \
	  echo "· requirements/$$group.txt"; \
	  [ "$$group" = dev ] && agree="$(ARGS)" || agree="--constraint requirements/dev.txt"; \
	  .uv/bin/uv pip compile --quiet --universal --generate-hashes --no-annotate $$agree \
	    --group "$$group" --custom-compile-command 'make lock' \
	    -o "requirements/$$group.txt" || exit 1; \
	done

town dev:
	@requirements/prepare $@
