# Sets up what is missing (Debian 12, Ubuntu), then builds, runs and tests. `make` alone lists the targets.

.DEFAULT_GOAL := help
.PHONY: help run test check test-readers test-browser build install uninstall dist deb docs icon fixtures samples samples-test speed fuzz endurance uvc setup clean
SHELL := /bin/bash

# Where rustup puts cargo, for the run that installs it.
export PATH := $(PATH):$(or $(CARGO_HOME),$(HOME)/.cargo)/bin

SAMPLE := sample_videos/bridge_good_man.mp4
ANNOTATED := out/bridge_good_man.annotated.mp4
GENERATOR_PYTHON := $(CURDIR)/.runtime/generator/venv/bin/python

# Where `make install` installs; packagers set DESTDIR besides, and BIN for a binary of their own.
PREFIX ?= /usr/local
BIN ?= target/release/formcheck
LICENCES := target/licences
PACKAGES := out/packages
# A folder for each version, which its name states.
MDBOOK := .runtime/mdbook/0.5.4

define NEXT_STEPS

Exercise:              cargo run --release
Watch what it saw:     $(ANNOTATED)
Score your own clip:   cargo run --release -- score YOUR_CLIP.mp4 --annotate out/your_clip.mp4
Look at this machine:  cargo run --release -- doctor
All commands:          cargo run --release -- --help
Run the checks:        make test

How to film yourself:  docs/filming.md
endef
export NEXT_STEPS

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

run: ## set up, build, score a sample clip, and open the window where there is a screen
	@.ci/setup run
	@echo "formcheck: Building (the first time takes several minutes)"
	@cargo build --release --locked
	@mkdir -p $(dir $(ANNOTATED))
	@echo "formcheck: Scoring $(SAMPLE)"
	@cargo run --release --locked --quiet -- score $(SAMPLE) --annotate $(ANNOTATED)
	@echo "$$NEXT_STEPS"
	@if [ -t 1 ] && [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then cargo run --release --locked --quiet; fi

test: ## set up, then every check: format, lints, tests, instructions, endurance, docs, licences, models
	@.ci/setup test
	@.ci/checks

check: ## the quick ones among them: format, lints, docs
	@.ci/setup test
	@.ci/checks format lints docs

test-readers: ## read exported files with public programs, OpenSim among them (fetches 110 MB)
	@.ci/setup test
# As `make test` builds it: `cargo build` would compile other versions of its crates.
	@cargo test --locked --features ui-tests --test export --no-run
	@nice tests/export/readers/run target/debug/formcheck

test-browser: ## open HTML reports in Chromium at two widths and print them (fetches 115 MB)
	@.ci/setup test
	@cargo test --locked --features ui-tests --test export --no-run
	@nice tests/export/browser/run target/debug/formcheck

build: ## set up and build, for `make install`
	@.ci/setup run
	@cargo build --release --locked
	@cargo fetch --locked --quiet
	@$(MAKE) --no-print-directory $(LICENCES)

install: $(LICENCES) ## install what `make build` built, into PREFIX (/usr/local) below DESTDIR
	@packaging/install "$(BIN)" $(LICENCES) "$(DESTDIR)$(PREFIX)"

uninstall: ## remove what `make install` put there
	@packaging/install --remove "$(DESTDIR)$(PREFIX)"

dist: build ## make the release archive, which runs where it is unpacked, in out/packages
	@packaging/archive "$(BIN)" $(LICENCES) $(PACKAGES)

deb: build ## make the Debian package in out/packages
	@packaging/deb/build "$(BIN)" $(LICENCES) $(PACKAGES)

# Not asked of a root that has no cargo: `make build` has made them.
$(LICENCES): Cargo.lock packaging/licences
	@packaging/licences $@
	@touch $@

docs: $(MDBOOK)/bin/mdbook ## render docs/ as a book into target/book (builds mdBook once, some minutes)
	@$< build docs
	@echo "formcheck: Read target/book/index.html"

$(MDBOOK)/bin/mdbook:
	@.ci/setup run
	@nice cargo install --quiet --locked --root $(MDBOOK) --version $(notdir $(MDBOOK)) --no-default-features --features search mdbook

icon: ## draw the icon's PNG files anew (needs rsvg-convert of librsvg2-bin)
	@for size in 48 128 256; do rsvg-convert -w $$size -h $$size assets/icon/formcheck.svg -o assets/icon/formcheck-$$size.png; done

fixtures: ## follow the sample videos anew, for the tests that judge their pose logs
	@.ci/setup run
	@cargo build --release --locked
	@.ci/fixtures cargo run --release --locked --quiet --

samples: ## render sample clips into out/samples: all, or CLIPS="name ..." (fetches 48 MB)
	@.ci/generator
	@cd sample_videos && nice $(GENERATOR_PYTHON) -m generator $(CURDIR)/out/samples $(CLIPS)

samples-test: ## test what renders them (fetches the same)
	@.ci/generator
	@nice $(GENERATOR_PYTHON) -m pytest --quiet -p no:cacheprovider sample_videos/generator/tests

speed: ## measure the window before a made-up camera: poses shown a second, delay, CPU, memory (two minutes)
	@.ci/setup test
	@benches/live

fuzz: ## feed changed inputs to every reader, ten minutes each, or SECONDS=... TARGETS="name ..." JOBS=... (two hours)
	@.ci/setup test
	@fuzz/run $(or $(SECONDS),600) $(TARGETS)

endurance: ## an hour of faults before the window, 1,000 sessions, 10,000 recordings with 40 kills, a clock that is set (80 minutes)
	@.ci/setup test
	@cd benches/endurance && for name in history batch clock window; do ./$$name || exit 1; done

uvc: ## read a webcam through the kernel's own driver, by hand: all scenarios, or SCENARIOS="name ..." (builds a kernel once)
	@.ci/setup test
	@tests/camera/uvc/run $(SCENARIOS)

setup: ## only set up, for running and testing
	@.ci/setup test

clean: ## remove what was built, fetched and written here
	@cargo clean
	@rm -rf .runtime out
