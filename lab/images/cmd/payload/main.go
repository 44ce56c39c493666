// Command payload makes the lab's programs and offline images; see the package
// of that name.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/kubectl-mastery/kubectl-mastery/lab/images/payload"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := payload.Main(ctx, os.Args[1:], os.Stderr)
	stop()
	os.Exit(code)
}
