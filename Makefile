# kubectl-mastery: `make quickstart` for learners, `make test` for everybody
# who changes something.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VERSION := $(shell cat VERSION)
export CGO_ENABLED := 0
# The same for builds, tests and linter, so that nothing is compiled twice.
export GOFLAGS := $(GOFLAGS) -trimpath -buildvcs=false
ROOT := $(if $(filter 0,$(shell id -u)),,sudo)
LAB := build/kubectl-mastery-lab

include lab/payload.mk
-include release/release.mk

.PHONY: help build plugin lab needs quickstart test unit bench prove traps soak mutants docs clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/:.*## /\t/' | expand -t 20

build: plugin lab payload ## everything, into build/

plugin: ## kubectl-mastery, the plugin
	@mkdir -p build
	@go build -ldflags '-s -w -X github.com/kubectl-mastery/kubectl-mastery/pkg/cmd.release=$(VERSION)' -o build/kubectl-mastery ./cmd/kubectl-mastery

lab: ## kubectl-mastery-lab, without its payload
	@mkdir -p build
	@go build -C lab -ldflags '-s -w -X $(LAB_VERSION_VARIABLE)=$(VERSION)' -o $(abspath $(LAB)) ./cmd/kubectl-mastery-lab

LAB_VERSION_VARIABLE := github.com/kubectl-mastery/kubectl-mastery/lab/cmd.version

# Installs what is missing of PROGRAM:PACKAGE pairs. On other distributions
# install the same programs by hand.
define install_missing
missing=""; \
for pair in $(1); do \
  command -v $${pair%%:*} >/dev/null 2>&1 || [ -x /usr/sbin/$${pair%%:*} ] || missing="$$missing $${pair##*:}"; \
done; \
if [ -n "$$missing" ]; then \
  echo "Installing$$missing"; \
  $(ROOT) apt-get -qq update && DEBIAN_FRONTEND=noninteractive $(ROOT) apt-get -qq install -y --no-install-recommends $$missing >/dev/null; \
fi
endef

# What the lab and its tests use of the distribution.
needs:
	@$(call install_missing,runc:runc nft:nftables setpriv:util-linux tmux:tmux)

quickstart: needs build ## build, boot the lab, and start the first challenge
	@$(ROOT) $(LAB) up
	@status=0; \
	export KUBECONFIG="$$($(ROOT) $(LAB) kubeconfig)" PATH="$(CURDIR)/build:$$PATH"; \
	kubectl mastery start l1-pod-crash --yes || status=$$?; \
	echo; \
	echo "In this terminal, first:"; \
	echo "  export PATH=$(CURDIR)/build:\$$PATH KUBECONFIG=$$($(ROOT) $(LAB) kubeconfig)"; \
	exit $$status

test: needs build ## all tests, on a real cluster; needs root for the lab
	@go run ./test/suite

unit: ## the tests that need no cluster
	@go test ./pkg/... ./challenges/... ./release/... ./test/suite/... ./test/bench/... ./test/traps/... ./test/guide/...
	@go -C lab test $$(go -C lab list ./... | grep -v /test)
	@go -C lab/images test ./...
	@go -C lab/components/pause test ./...
	@go -C lab/components/agent test ./...

bench: needs build ## time and memory of the lab and the plugin, as docs/performance.md has them; ten minutes
	@$(call install_missing,curl:curl ip:iproute2 jq:jq)
	@go run ./test/bench $(if $(BOOTS),-boots $(BOOTS))

prove: needs build ## the proofs of all challenges with their mutants, on the cluster of KUBECONFIG
	@PATH="$(CURDIR)/build:$$PATH" kubectl mastery author prove

traps: needs build ## small situations whose verdicts are known, on the cluster of KUBECONFIG
	@PATH="$(CURDIR)/build:$$PATH" kubectl mastery author prove --challenges test/traps --mutants=false

soak: needs build ## start every fault five times and see its symptom, on the cluster of KUBECONFIG
	@PATH="$(CURDIR)/build:$$PATH" kubectl mastery author prove --soak 5

mutants: ## whether the tests of pkg/check notice each wrong condition; takes long
	@go run ./test/mutate -excuses test/mutate/excuses.txt pkg/check

clean: ## remove what was built; caches of Go stay
	rm -rf build dist
