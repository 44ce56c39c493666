package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// What a learner does again and again, against what kubectl takes for the like.
const (
	listTimes = 1.5  // of `kubectl version --client`
	hintTimes = 2    // of one `kubectl get`
	startMore = 0.5  // seconds more than kubectl until the symptom shows
	binaryMiB = 40.0 // at most
)

// starts is how often a start is measured, and each takes some seconds.
const starts = 5

// loop compares the plugin's daily commands with kubectl, in turns. All are
// called by their own names: what kubectl takes to find a plugin is its own.
func (b *bench) loop(ctx context.Context) error {
	if err := b.start(ctx); err != nil {
		return err
	}
	id, namespace := "l1-pod-crash", "mastery-l1-pod-crash"
	if err := do(ctx, "kubectl-mastery", "start", id, "--yes", "--seed", "1"); err != nil {
		return err
	}
	record, err := takeRecord(ctx)
	if err != nil {
		return err
	}
	turns := []turn{
		{name: "`list`, s", do: call("kubectl-mastery", "list")},
		{name: "`kubectl version --client`, s", do: call("kubectl", "version", "--client")},
		{name: "the first `hint`, s", before: record.putBack, do: call("kubectl-mastery", "hint")},
		{name: "one `kubectl get`, s", do: call("kubectl", "-n", namespace, "get", "pods")},
		{name: "`kubectl mastery list`, found by kubectl, s", do: call("kubectl", "mastery", "list")},
	}
	took, err := inTurns(ctx, rounds, turns)
	if err := errors.Join(err, do(context.WithoutCancel(ctx), "kubectl-mastery", "stop")); err != nil {
		return err
	}
	for i, t := range turns {
		row(t.name, "%.3f", took[i]...)
	}
	rowWithAim("`list` / `kubectl version --client`, turn by turn", "%.2f", listTimes, ratios(took[0], took[1])...)
	rowWithAim("`hint` / `kubectl get`, turn by turn", "%.2f", hintTimes, ratios(took[2], took[3])...)
	info, err := os.Stat(filepath.Join(b.build, "kubectl-mastery"))
	if err != nil {
		return err
	}
	rowWithAim("the plugin's binary, MiB", "%.1f", binaryMiB, float64(info.Size())/(1<<20))
	return nil
}

// start compares a start with `kubectl apply` of the same objects, each until
// the symptom shows. The first start, which is not counted, has warmed the
// images, and tells what the objects are.
func (b *bench) start(ctx context.Context) error {
	id, namespace := "l1-pod-crash", "mastery-l1-pod-crash"
	ours := turn{
		do:    call("kubectl-mastery", "start", id, "--yes", "--seed", "1"),
		after: call("kubectl-mastery", "stop", id),
	}
	if err := ours.do(ctx); err != nil {
		return err
	}
	manifest := filepath.Join(b.data, "applied.yaml")
	if err := errors.Join(takeApplied(ctx, namespace, manifest), ours.after(context.WithoutCancel(ctx))); err != nil {
		return err
	}
	theirs := turn{
		do: func(ctx context.Context) error {
			if err := do(ctx, "kubectl", "create", "namespace", namespace); err != nil {
				return err
			}
			if err := do(ctx, "kubectl", "apply", "-f", manifest); err != nil {
				return err
			}
			return symptom(ctx, namespace)
		},
		after: call("kubectl", "delete", "namespace", namespace),
	}
	took, err := inTurns(ctx, starts, []turn{ours, theirs})
	if err != nil {
		return err
	}
	row("`start l1-pod-crash`, warm, until its symptom shows, s", "%.1f", took[0]...)
	row("`kubectl apply` of the same until it shows, s", "%.1f", took[1]...)
	more := make([]float64, starts)
	for i := range more {
		more[i] = took[0][i] - took[1][i]
	}
	rowWithAim("`start` - `kubectl apply`, turn by turn, s", "%.1f", startMore, more...)
	return nil
}

// symptom returns when a pod of the shop waits in its back-off. Until there is a
// pod there is nothing that kubectl could wait for.
func symptom(ctx context.Context, namespace string) error {
	for {
		pods, err := kubectl(ctx, "-n", namespace, "get", "pods", "-o", "name")
		if err != nil {
			return err
		}
		if pods != "" {
			return do(ctx, "kubectl", "-n", namespace, "wait", strings.TrimSpace(pods), "--timeout=2m",
				"--for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=CrashLoopBackOff")
		}
	}
}

// takeApplied writes what was applied to a namespace, as kubectl notes it in
// each object.
func takeApplied(ctx context.Context, namespace, file string) error {
	list, err := kubectl(ctx, "-n", namespace, "get", "configmaps,services,deployments", "-o", "json")
	if err != nil {
		return err
	}
	var found struct {
		Items []struct {
			Metadata struct{ Annotations map[string]string }
		}
	}
	if err := json.Unmarshal([]byte(list), &found); err != nil {
		return err
	}
	var manifests []string
	for _, item := range found.Items {
		if applied := item.Metadata.Annotations["kubectl.kubernetes.io/last-applied-configuration"]; applied != "" {
			manifests = append(manifests, applied)
		}
	}
	if len(manifests) == 0 {
		return fmt.Errorf("nothing in namespace %s was applied", namespace)
	}
	return os.WriteFile(file, []byte(strings.Join(manifests, "---\n")), 0o600)
}

// A turn is one of the things that are compared.
type turn struct {
	name string
	// do is measured; before and after are not, and may be nil.
	before, do, after func(context.Context) error
}

// inTurns does one after the other, again and again, and returns how long each
// took, in seconds.
func inTurns(ctx context.Context, times int, turns []turn) ([][]float64, error) {
	took := make([][]float64, len(turns))
	for range times {
		for i, t := range turns {
			if t.before != nil {
				if err := t.before(ctx); err != nil {
					return nil, err
				}
			}
			seconds, err := timed(func() error { return t.do(ctx) })
			if t.after != nil {
				err = errors.Join(err, t.after(context.WithoutCancel(ctx)))
			}
			if err != nil {
				return nil, err
			}
			took[i] = append(took[i], seconds)
		}
	}
	return took, nil
}

// savedRecord is a learner's record as it was, so that each hint is the first.
type savedRecord struct{ name, data string }

func takeRecord(ctx context.Context) (*savedRecord, error) {
	names, err := kubectl(ctx, "-n", "kubectl-mastery", "get", "configmaps", "-o", "name")
	if err != nil {
		return nil, err
	}
	for name := range strings.FieldsSeq(names) {
		if strings.HasPrefix(name, "configmap/progress-") {
			data, err := kubectl(ctx, "-n", "kubectl-mastery", "get", name, "-o", "jsonpath={.data}")
			return &savedRecord{name, data}, err
		}
	}
	return nil, errors.New("the cluster holds no record")
}

func (r *savedRecord) putBack(ctx context.Context) error {
	return do(ctx, "kubectl", "-n", "kubectl-mastery", "patch", r.name, "--type=merge", "-p", fmt.Sprintf(`{"data":%s}`, r.data))
}

func call(name string, args ...string) func(context.Context) error {
	return func(ctx context.Context) error { return do(ctx, name, args...) }
}

// kubectl runs kubectl and returns what it prints.
func kubectl(ctx context.Context, args ...string) (string, error) {
	var said strings.Builder
	c := command(ctx, "kubectl", args...)
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("kubectl %v: %w\n%s", args, err, said.String())
	}
	return string(out), nil
}
