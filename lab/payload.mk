# The lab's payload: programs and offline images, for one architecture. The
# builder itself sees what changed, so the rule always runs; with nothing to do
# it takes about a second.
#
# Included by the Makefile at the top; paths are from there.

PAYLOAD_ARCH ?= $(shell go env GOARCH)
PAYLOAD_OUT ?= build/mastery-lab
PAYLOAD_CACHE ?= build/cache/lab
PAYLOAD = go -C lab/images run ./cmd/payload -lab .. -cache $(abspath $(PAYLOAD_CACHE)) \
  $(if $(DEBIAN_MIRROR),-mirror $(DEBIAN_MIRROR)) \
  $(if $(DEBIAN_SECURITY_MIRROR),-security-mirror $(DEBIAN_SECURITY_MIRROR))

.PHONY: payload payload-refresh test-vm

payload: ## the lab's programs and offline images
	@$(PAYLOAD) -arch $(PAYLOAD_ARCH) -out $(abspath $(PAYLOAD_OUT))
	@ln -sfn mastery-lab/bin/kubectl build/kubectl

payload-refresh: ## the same, with Debian packages brought to their present versions
	@$(PAYLOAD) -arch $(PAYLOAD_ARCH) -out $(abspath $(PAYLOAD_OUT)) -refresh

# Not part of `make test`: it emulates a whole machine.
VM_WORK ?= build/vm

test-vm: lab payload ## the lab on cgroup v2, in an emulated machine; takes about ten minutes
	@$(call install_missing,debootstrap:debootstrap mke2fs:e2fsprogs qemu-system-x86_64:qemu-system-x86)
	@mkdir -p $(VM_WORK)
	@$(ROOT) lab/test/vm/run.sh $(LAB) build/mastery-lab $(VM_WORK)

# Upstream's tests for what the lab does by itself. FOCUS chooses among them.
FOCUS ?= Netpol

.PHONY: test-upstream
test-upstream: build ## upstream's own tests of network policies against a lab of two nodes; half an hour
	@$(ROOT) lab/test/upstream/run.sh $(abspath $(LAB)) '$(FOCUS)'
