#!/usr/bin/env bash
# Runs upstream's tests against a lab of two nodes that is made for them.
set -euo pipefail
lab=$1 focus=$2
cd "$(dirname "$0")"
name=upstream
# Not every kernel has SCTP.
skip=
grep -q '^SCTP ' /proc/net/protocols || skip='Feature:SCTPConnectivity'
trap '"$lab" down "$name"' EXIT
"$lab" up "$name" --nodes 2
go test -count=1 -timeout=2h . -args \
  -kubeconfig="$("$lab" kubeconfig "$name")" -provider=skeleton \
  -ginkgo.focus="$focus" -ginkgo.skip="$skip" -ginkgo.v -allowed-not-ready-nodes=1
