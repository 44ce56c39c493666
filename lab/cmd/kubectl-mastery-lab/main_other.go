//go:build !linux

// Command kubectl-mastery-lab runs disposable Kubernetes clusters on Linux.
package main

import (
	"fmt"
	"os"
	"runtime"
)

func main() {
	fmt.Fprintf(os.Stderr, "error: the lab needs Linux, and this is %s: use kind, minikube or Docker Desktop as your cluster\n", runtime.GOOS)
	os.Exit(2)
}
