# A release: its archives and checksums in dist/, the krew manifests, and the
# linter. Included by the Makefile at the top; paths are from there.

DIST_ARCHES ?= amd64 arm64
HOST_ARCH := $(shell go env GOHOSTARCH)

# The lab's payload for this machine's architecture is the one that is built
# anyway; those for others are made beside it.
payload_of = $(if $(filter $(HOST_ARCH),$(1)),build/mastery-lab,build/payload/$(1))

.PHONY: dist manifest lint fmt

dist: ## what is released, for all platforms, into dist/
	@mkdir -p dist
	@$(foreach arch,$(DIST_ARCHES),$(MAKE) --no-print-directory payload PAYLOAD_ARCH=$(arch) PAYLOAD_OUT=$(call payload_of,$(arch)) &&) true
	@go run ./release/cmd/dist -version $(VERSION) -out dist $(foreach arch,$(DIST_ARCHES),-payload $(arch)=$(call payload_of,$(arch)))
	@cd dist && sha256sum --quiet --check SHA256SUMS

manifest: ## the krew manifests, from the checksums in dist/
	@go run ./release/cmd/manifest -version $(VERSION) -sums dist/SHA256SUMS

GOLANGCI := build/tools/golangci-lint
# Those of the components that have code of ours.
LINT_MODULES := . lab lab/images $(patsubst %/main.go,%,$(wildcard lab/components/*/main.go))

$(GOLANGCI): tools/go.mod tools/go.sum
	@mkdir -p $(@D)
	go build -C tools -ldflags '-s -w' -o $(abspath $@) github.com/golangci/golangci-lint/v2/cmd/golangci-lint

lint: $(GOLANGCI) ## golangci-lint over all modules
	@failed=; for module in $(LINT_MODULES); do \
	  echo "lint $$module"; \
	  (cd $$module && $(abspath $(GOLANGCI)) run --config $(CURDIR)/.golangci.yml ./...) || failed="$$failed $$module"; \
	done; \
	if [ -n "$$failed" ]; then echo "findings in:$$failed"; exit 1; fi

fmt: $(GOLANGCI) ## format all modules
	@for module in $(LINT_MODULES); do (cd $$module && $(abspath $(GOLANGCI)) fmt --config $(CURDIR)/.golangci.yml ./...); done
