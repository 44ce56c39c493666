// Command kube is the lab's multi-call Kubernetes: every upstream component in
// one file, told apart by the name under which it is called.
package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

func main() {
	components := map[string]func() int{
		"etcd":                    func() int { etcdmain.Main(os.Args); return 0 },
		"kube-apiserver":          func() int { return cli.Run(apiserver.NewAPIServerCommand()) },
		"kube-controller-manager": func() int { return cli.Run(controllermanager.NewControllerManagerCommand()) },
		"kube-scheduler":          func() int { return cli.Run(scheduler.NewSchedulerCommand()) },
		"kube-proxy":              func() int { return cli.Run(proxy.NewProxyCommand()) },
		"kubelet":                 func() int { return cli.Run(kubelet.NewKubeletCommand(context.Background())) },
	}
	name := filepath.Base(os.Args[0])
	run, known := components[name]
	if !known {
		fmt.Fprintf(os.Stderr, "%s: no such component; call this file by one of the names %s\n",
			name, strings.Join(slices.Sorted(maps.Keys(components)), ", "))
		os.Exit(2)
	}
	hold()
	spareStart()
	os.Exit(run())
}

const (
	// starting is how long a component may be busy with its start.
	starting = 20 * time.Second
	// startGC and idleGC are how much a heap may grow, in percent, before it is
	// collected: while the component starts, and then.
	startGC, idleGC = 400, 60
)

// spareStart collects garbage less often while a component starts, when all of
// them compete for the machine's processors, and gives what that cost back when
// the start is over. Who sets GOGC has chosen otherwise.
func spareStart() {
	if _, set := os.LookupEnv("GOGC"); set {
		return
	}
	debug.SetGCPercent(startGC)
	time.AfterFunc(starting, func() {
		debug.SetGCPercent(idleGC)
		debug.FreeOSMemory()
	})
}

// holdVariable names the environment variable with the number of the file
// descriptor that hold reads; package component of the lab sets it.
const holdVariable = "MASTERY_LAB_HOLD"

// hold returns when the pipe whose end this process was given is closed: the
// node starts some components before their time has come, so that loading the
// program, which takes long, is over by then.
func hold() {
	number, given := os.LookupEnv(holdVariable)
	if !given {
		return
	}
	fd, err := strconv.Atoi(number)
	if err == nil {
		err = os.Unsetenv(holdVariable)
	}
	if err == nil {
		pipe := os.NewFile(uintptr(fd), "hold")
		_, err = io.Copy(io.Discard, pipe)
		pipe.Close()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "hold:", err)
		os.Exit(1)
	}
}
