// Command kubectl-mastery is the kubectl plugin `kubectl mastery`.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"k8s.io/cli-runtime/pkg/genericiooptions"
	"k8s.io/klog/v2"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/cmd"
)

func main() {
	// What libraries log is for those who change them; errors are told by Main.
	klog.SetLogger(klog.Logger{})
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	streams := genericiooptions.IOStreams{In: os.Stdin, Out: os.Stdout, ErrOut: os.Stderr}
	code := cmd.Main(ctx, cmd.Arguments(os.Args), streams)
	stop()
	os.Exit(code)
}
