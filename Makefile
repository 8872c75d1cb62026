# The commands of this repository. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run test lint soak bench bench-start bench-page package verify-package check-windows fmt dev types ui clean

# What the bundle is made of. The generated types are rewritten by every test run and leave nothing in the bundle.
page_sources := docs/guide.md $(shell find ui -path ui/node_modules -prune -o -path ui/dist -prune -o -path ui/src/types -prune \
	-o -type f -not -name '*.test.ts' -not -name '.*' -print)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

run: ## install what is missing, build, open the app; without a display, its room without a window
	@scripts/run.sh

test: ## install what is missing, build, then run every check and every test
	@scripts/setup.sh test
	@$(MAKE) --no-print-directory ui
	@scripts/test.sh

lint: ui ## run every check that is not a test
	@scripts/lint.sh

soak: ui ## a room under load and kills for 5 minutes (MINUTES=30), written into docs/reliability.md
	cargo build --locked --release -p flatchat-server
	cargo run --locked --release -p flatchat-tests --bin soak -- --minutes $(or $(MINUTES),5) --page docs/reliability.md

bench: ui ## measure, and write docs/performance.md; QUICK=1: a small measurement, only printed
	cargo build --locked --release -p flatchat-server -p flatchat-bench
	cargo run --locked --release -p flatchat-bench -- $(if $(QUICK),--quick,--page docs/performance.md)

package: ## build the .deb and .rpm packages of both programs into target/package
	@scripts/setup.sh package
	@$(MAKE) --no-print-directory ui
	@scripts/package.sh

verify-package: ## try those packages in clean systems, as root
	@scripts/setup.sh verify-package
	@scripts/verify-package.sh

check-windows: ## build for Windows, try what wine can run, leave a .zip in target/windows
	@scripts/setup.sh check-windows
	@$(MAKE) --no-print-directory ui
	@scripts/check-windows.sh

bench-start: ui ## measure how soon the app is there
	@scripts/setup.sh test
	cargo build --locked --release -p flatchat
	FLATCHAT_APP=target/release/flatchat cargo run --locked -p flatchat-tests --bin start

bench-page: ui ## measure how the page fares in a busy room and on a slow network
	@scripts/setup.sh test
	cargo build --locked -p flatchat-server
	cargo build --locked --release -p flatchat -p flatchat-server
	FLATCHAT_APP=target/release/flatchat cargo run --locked -p flatchat-tests --bin busy
	cargo run --locked -p flatchat-tests --bin history
	cargo run --locked --release -p flatchat-tests --bin finding
	cargo run --locked -p flatchat-tests --bin slow

fmt: ui/node_modules/.package-lock.json ## format Rust and the page
	cargo fmt --all
	npm --prefix ui run format

dev: ui ## open the app and reload it as you edit
	@scripts/display.sh
	ui/node_modules/.bin/tauri dev

types: ui ## write ui/src/types anew from Rust
	cargo test --locked -p flatchat-core -p flatchat-doctor -p flatchat-words -p flatchat --lib export_bindings

ui: ui/dist/index.html ## build the page

clean: ## remove everything that was built or fetched
	rm -rf target gen ui/dist ui/node_modules

ui/node_modules/.package-lock.json: ui/package-lock.json
	npm ci --prefix ui --no-audit --no-fund
	@touch $@

ui/dist/index.html: ui/node_modules/.package-lock.json $(page_sources)
	npm --prefix ui run --silent build
	@touch $@
