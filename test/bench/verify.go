package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"
)

// challengesDir has the challenges that verify is measured with.
const challengesDir = "test/bench/challenges"

// rounds is how often each of the things that are compared is measured.
const rounds = 15

// verify compares verify with what kubectl takes for the same objects, and
// with a script that checks the same. All are measured in turns.
func (b *bench) verify(ctx context.Context) (err error) {
	const state, probes = "l1-bench-state", "l1-bench-probes"
	for _, id := range []string{state, probes} {
		if err := b.mastery(ctx, "start", id, "--yes"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, b.mastery(context.WithoutCancel(ctx), "stop", id)) }()
	}
	if err := wait(ctx, 10*time.Second); err != nil { // until their hold is over
		return err
	}
	namespace := "mastery-" + state
	var ours, get, script, overGet, overScript []float64
	for range rounds {
		v, err := timed(func() error { return b.mastery(ctx, "verify", state) })
		if err != nil {
			return err
		}
		g, err := timed(func() error {
			return do(ctx, "kubectl", "-n", namespace, "get", "deploy,rs,pods,svc,endpointslices", "-o", "json")
		})
		if err != nil {
			return err
		}
		s, err := timed(func() error { return do(ctx, "test/bench/verify.sh", namespace) })
		if err != nil {
			return err
		}
		ours, get, script = append(ours, v), append(get, g), append(script, s)
		overGet, overScript = append(overGet, v/g), append(overScript, v/s)
	}
	row("`verify` of six checks of state, solved, s", "%.3f", ours...)
	row("one `kubectl get` of the same kinds, s", "%.3f", get...)
	row("a script with kubectl and jq that checks the same, s", "%.3f", script...)
	rowWithAim("`verify` / `kubectl get`, turn by turn", "%.2f", 1.5, overGet...)
	rowWithAim("`verify` / script, turn by turn", "%.2f", 0.33, overScript...)
	var asked []float64
	for range 5 {
		took, err := timed(func() error { return b.mastery(ctx, "verify", probes) })
		if err != nil {
			return err
		}
		asked = append(asked, took)
	}
	rowWithAim("`verify` with two probes besides, s", "%.1f", 3, asked...)
	requests, err := b.requests(ctx, "verify", state)
	if err != nil {
		return err
	}
	row("`verify` of six checks of state, requests to the API", "%.0f", float64(requests))
	return nil
}

// mastery runs one of the plugin's commands on the challenges of the bench.
func (b *bench) mastery(ctx context.Context, args ...string) error {
	return do(ctx, "kubectl-mastery", append(args, "--challenges", challengesDir)...)
}

func timed(what func() error) (float64, error) {
	began := time.Now()
	err := what()
	return time.Since(began).Seconds(), err
}

// requests counts what one command asks of the API server, by standing between
// the two.
func (b *bench) requests(ctx context.Context, args ...string) (int64, error) {
	const port = "127.0.0.1:18099"
	through := command(ctx, "kubectl", "proxy", "--port=18099")
	if err := through.Start(); err != nil {
		return 0, err
	}
	defer func() { _ = through.Process.Kill(); _ = through.Wait() }()
	for { // until it listens
		if c, err := net.Dial("tcp", port); err == nil {
			c.Close()
			break
		}
		if err := wait(ctx, 50*time.Millisecond); err != nil {
			return 0, err
		}
	}
	var count atomic.Int64
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: port})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	server := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		count.Add(1)
		proxy.ServeHTTP(w, r)
	})}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()
	config := filepath.Join(b.data, "counted")
	text := fmt.Sprintf("apiVersion: v1\nkind: Config\ncurrent-context: counted\n"+
		"clusters: [{name: counted, cluster: {server: 'http://%s'}}]\nusers: [{name: counted}]\n"+
		"contexts: [{name: counted, context: {cluster: counted, user: counted}}]\n", listener.Addr())
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		return 0, err
	}
	if err := b.mastery(ctx, append(args, "--kubeconfig", config)...); err != nil {
		return 0, err
	}
	return count.Load(), nil
}
