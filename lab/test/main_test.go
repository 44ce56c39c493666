package test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

// Names of what this package uses on the machine.
const (
	sharedLab = "itest"
	besideLab = "itest-beside"
	hostOnly  = "itest-host"
)

// Images of the offline set.
const (
	busybox = "registry.k8s.io/e2e-test-images/busybox:1.37.0-2"
	agnhost = "registry.k8s.io/e2e-test-images/agnhost:2.66.1"
	nginx   = "registry.k8s.io/e2e-test-images/nginx:1.27.0-2"
)

// dataDirEnv names the data directory of the tests, which no other user of the
// machine has: their labs never meet those of users.
const dataDirEnv = "KUBECTL_MASTERY_LAB_DATA_DIR"

func dataDir() string { return os.Getenv(dataDirEnv) }

// built is the path of something that make has built. Tests run in their own
// directory.
func built(name string) string {
	path, err := filepath.Abs(filepath.Join("../../build", name))
	if err != nil {
		panic(err)
	}
	return path
}

func program() string { return built("kubectl-mastery-lab") }

func payload() string { return built("mastery-lab") }

// aloneEnv is set where a test runs this program again, for one test that
// needs no lab.
const aloneEnv = "MASTERY_LAB_TEST_ALONE"

// TestMain boots the lab that most tests share.
func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "FAIL:", err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	if os.Getenv(aloneEnv) != "" {
		return m.Run(), nil
	}
	if _, err := os.Stat(program()); err != nil {
		return 0, fmt.Errorf("the lab is not built: run make in the top directory first: %w", err)
	}
	if os.Geteuid() != 0 {
		return 0, errors.New("the lab needs root: run these tests as root")
	}
	data, err := os.MkdirTemp("/var/tmp", "mastery-lab-test-")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(data)) }()
	err = errors.Join(
		os.Chmod(data, 0o755),
		os.Setenv(dataDirEnv, data),
		// kubectl's cache, which would else be in the home that tests compare.
		os.Setenv("KUBECACHEDIR", filepath.Join(data, "kube-cache")),
	)
	if err != nil {
		return 0, err
	}
	before, err := lookAtRest()
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, before.clean()) }()
	labs := []string{sharedLab}
	if chosen("TestBeside") {
		labs = append(labs, besideLab)
	}
	defer func() { err = errors.Join(err, each(labs, "down")) }()
	if err := each(labs, "up", "--timeout=3m"); err != nil {
		return 0, err
	}
	return m.Run(), nil
}

// chosen tells whether a test is among those that are to be run.
func chosen(name string) bool {
	flag.Parse()
	pattern, _, _ := strings.Cut(flag.Lookup("test.run").Value.String(), "/")
	ok, err := regexp.MatchString(pattern, name)
	return ok || err != nil
}

// each runs a command on all of the labs at once.
func each(labs []string, command string, flags ...string) error {
	var group errgroup.Group
	for _, name := range labs {
		group.Go(func() error {
			out, err := exec.Command(program(), append([]string{command, name}, flags...)...).CombinedOutput()
			if err != nil {
				return fmt.Errorf("%s lab %s: %w\n%s", command, name, err, out)
			}
			return nil
		})
	}
	return group.Wait()
}

// takeDown removes a lab when the test ends, whatever has become of it.
func takeDown(t *testing.T, name string) {
	t.Helper()
	t.Cleanup(func() {
		if out, err := exec.Command(program(), "down", name).CombinedOutput(); err != nil {
			t.Errorf("down: %v\n%s", err, out)
		}
	})
}

// A result is how a program ended.
type result struct {
	stdout, stderr string
	code           int
}

// lab runs the program, and lets it fail.
func lab(t *testing.T, args ...string) result {
	t.Helper()
	return runProgram(t, exec.CommandContext(t.Context(), program(), args...))
}

// mustLab runs the program, and returns what it printed.
func mustLab(t *testing.T, args ...string) string {
	t.Helper()
	r := lab(t, args...)
	if r.code != 0 {
		t.Fatalf("lab %s: exit code %d\n%s%s", strings.Join(args, " "), r.code, r.stdout, r.stderr)
	}
	return r.stdout
}

func runProgram(t *testing.T, cmd *exec.Cmd) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("run %s: %v", cmd, err)
	}
	return result{stdout: stdout.String(), stderr: stderr.String(), code: cmd.ProcessState.ExitCode()}
}

// A cluster is a lab that is used through kubectl, in a namespace of the test.
type cluster struct {
	t          *testing.T
	kubeconfig string
	namespace  string
}

// useShared gives a test the shared lab, and a namespace that is gone with the
// test. What is left of it then has no bearing on other tests.
func useShared(t *testing.T) *cluster {
	t.Helper()
	c := &cluster{
		t:          t,
		kubeconfig: filepath.Join(dataDir(), "labs", sharedLab, "kubeconfig"),
		namespace:  strings.ToLower(strings.NewReplacer("/", "-", "_", "-").Replace(t.Name())),
	}
	c.kubectl("create", "namespace", c.namespace)
	t.Cleanup(func() {
		cmd := exec.Command(kubectlProgram(), "--kubeconfig", c.kubeconfig, "delete", "namespace", c.namespace, "--wait=false")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("delete namespace: %v\n%s", err, out)
		}
	})
	c.await("its account", func() error {
		return c.try("get", "serviceaccount", "default").failure()
	})
	return c
}

func kubectlProgram() string { return built("kubectl") }

func (c *cluster) command(ctx context.Context, args ...string) *exec.Cmd {
	args = append([]string{"--kubeconfig", c.kubeconfig, "--namespace", c.namespace}, args...)
	return exec.CommandContext(ctx, kubectlProgram(), args...)
}

// try runs kubectl, and lets it fail.
func (c *cluster) try(args ...string) result {
	c.t.Helper()
	return runProgram(c.t, c.command(c.t.Context(), args...))
}

func (r result) failure() error {
	if r.code == 0 {
		return nil
	}
	return fmt.Errorf("exit code %d: %s%s", r.code, r.stdout, r.stderr)
}

// kubectl runs kubectl, and returns what it printed.
func (c *cluster) kubectl(args ...string) string {
	c.t.Helper()
	r := c.try(args...)
	if err := r.failure(); err != nil {
		c.t.Fatalf("kubectl %s: %v", strings.Join(args, " "), err)
	}
	return r.stdout
}

// apply applies a manifest.
func (c *cluster) apply(manifest string) {
	c.t.Helper()
	cmd := c.command(c.t.Context(), "apply", "-f", "-")
	cmd.Stdin = strings.NewReader(manifest)
	if err := runProgram(c.t, cmd).failure(); err != nil {
		c.t.Fatalf("kubectl apply: %v\n%s", err, manifest)
	}
}

// ready waits until a pod is Ready.
func (c *cluster) ready(pod string) {
	c.t.Helper()
	c.waitFor("condition=Ready", "pod/"+pod)
}

// waitFor waits until something holds for an object, and shows the object if
// it does not come to hold.
func (c *cluster) waitFor(what, object string) {
	c.t.Helper()
	if err := c.try("wait", "--for="+what, object, "--timeout=90s").failure(); err != nil {
		c.t.Fatalf("wait for %s of %s: %v\n%s", what, object, err, c.try("describe", object).stdout)
	}
}

// sleeper runs a pod of busybox that does nothing, and waits for it.
func (c *cluster) sleeper(name string) {
	c.t.Helper()
	c.kubectl("run", name, "--image="+busybox, "--", "sleep", "100000")
	c.ready(name)
}

// nodeAddress is the address of the first node.
func (c *cluster) nodeAddress() string {
	c.t.Helper()
	return c.kubectl("get", "nodes", "-o", `jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}`)
}

// awaitFor bounds how long something may take that nothing tells of.
const awaitFor = 60 * time.Second

// await tries until there is no error.
func (c *cluster) await(what string, try func() error) {
	c.t.Helper()
	await(c.t, what, try)
}

func await(t *testing.T, what string, try func() error) {
	t.Helper()
	awaitWithin(t, awaitFor, what, try)
}

// awaitWithin is await with a bound of its own.
func awaitWithin(t *testing.T, bound time.Duration, what string, try func() error) {
	t.Helper()
	deadline := time.Now().Add(bound)
	for {
		err := try()
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s: not within %s: %v", what, bound, err)
		}
		time.Sleep(100 * time.Millisecond)
	}
}
