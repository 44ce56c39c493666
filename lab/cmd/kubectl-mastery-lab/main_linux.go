// Command kubectl-mastery-lab runs disposable Kubernetes clusters on Linux.
package main

import (
	"context"
	"os"

	"github.com/kubectl-mastery/kubectl-mastery/lab/cmd"
)

func main() {
	os.Exit(cmd.Main(context.Background(), os.Args[1:], cmd.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
}
