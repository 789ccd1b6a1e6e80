# Thin: every target is one or two CMake commands over the presets of CMakePresets.json.
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
ONLY ?=

.PHONY: help deps demo test test-all bench format clean

help:
	@echo "make demo       build the library and run a business day through it"
	@echo "make test       build everything and run the tests (under five minutes)"
	@echo "make test-all   the slow suites too"
	@echo "make bench      measure; ONLY=core runs one part"
	@echo "make format     clang-format over the sources"

deps:
	@cmake/install-deps.sh

demo: deps
	@cmake/quietly.sh "configure" cmake --preset release
	@cmake/quietly.sh "build" cmake --build --preset release -j$(JOBS) \
		--target example_cpp_business_day sivo_cli sivo_static
	@build/release/examples/cpp/business_day $(ARGS)

test: deps
	@cmake/quietly.sh "configure" cmake --preset dev
	@cmake/quietly.sh "build" cmake --build --preset dev -j$(JOBS)
	@ctest --preset dev -j$(JOBS)

test-all: deps
	@cmake/quietly.sh "configure" cmake --preset dev
	@cmake/quietly.sh "build" cmake --build --preset dev -j$(JOBS)
	@ctest --preset all -j$(JOBS)

bench: deps
	@cmake/quietly.sh "configure" cmake --preset release
	@cmake/quietly.sh "build" cmake --build --preset release -j$(JOBS) --target sivo_bench
	@cd build/release && ./sivo_bench $(ONLY)

format:
	@cmake/install-deps.sh all
	@find src include tests examples -name '*.[ch]' -o -name '*.[ch]pp' | xargs clang-format -i

clean:
	@rm -rf build
