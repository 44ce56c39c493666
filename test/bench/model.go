package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A model is what the bare components run with: a directory as bare.sh wants
// it, but for the images and for what changes with each run.
type model struct {
	bench *bench
	dir   string
	nodes []string
}

// components are the programs of a node that the lab did not make.
func components() []string {
	return []string{"etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "containerd", "kubelet", "kube-proxy"}
}

// takeModel copies from the running lab the command lines of its components, their
// configuration and their certificates.
func (c *cluster) takeModel(ctx context.Context) (*model, error) {
	nodes, processes, err := c.status(ctx)
	if err != nil {
		return nil, err
	}
	m := &model{bench: c.bench, dir: filepath.Join(c.data, "bare", fmt.Sprint(c.nodes))}
	var list strings.Builder
	for _, n := range nodes {
		m.nodes = append(m.nodes, n.Name)
		fmt.Fprintf(&list, "%s %s\n", n.Name, n.Address)
		if err := m.takeNode(ctx, n, processes); err != nil {
			return nil, err
		}
	}
	return m, os.WriteFile(filepath.Join(m.dir, "nodes"), []byte(list.String()), 0o644)
}

func (m *model) takeNode(ctx context.Context, n labNode, processes []process) error {
	to := filepath.Join(m.dir, n.Name)
	for _, dir := range []string{"commands", "etc/kubernetes", "sysctl", "work", "var/lib/kubelet", "var/lib/containerd", "var/log", "var/tmp"} {
		if err := os.MkdirAll(filepath.Join(to, dir), 0o755); err != nil {
			return err
		}
	}
	if err := os.Symlink("../run", filepath.Join(to, "var/run")); err != nil {
		return err
	}
	for _, name := range components() {
		p, found := find(processes, n.PID, name)
		if !found {
			continue // workers have no control plane
		}
		line, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", p.pid))
		if err == nil {
			err = os.WriteFile(filepath.Join(to, "commands", name), line, 0o644)
		}
		if err != nil {
			return err
		}
	}
	root := fmt.Sprintf("/proc/%d/root", n.PID)
	// Without what is the host's, which is mounted there.
	if err := do(ctx, "cp", "-ax", root+"/etc/.", filepath.Join(to, "etc")); err != nil {
		return err
	}
	for _, c := range [][]string{
		{root + "/etc/kubernetes/.", "etc/kubernetes"},
		{root + "/run/sysctl/.", "sysctl"},
		{root + "/var/lib/kubelet/config.yaml", root + "/var/lib/kubelet/pki", "var/lib/kubelet"},
		{root + "/var/lib/kube-proxy", "var/lib"},
	} {
		last := len(c) - 1
		if err := do(ctx, "cp", append(append([]string{"-a"}, c[:last]...), filepath.Join(to, c[last]))...); err != nil {
			return err
		}
	}
	return nil
}

// start runs the components from nothing until pods can be made.
func (m *model) start(ctx context.Context) (_ *stepper, err error) {
	run := m.dir + "-run"
	defer func() { err = errors.Join(err, os.RemoveAll(run)) }()
	if err := do(ctx, "cp", "-a", m.dir, run); err != nil {
		return nil, err
	}
	for _, n := range m.nodes {
		if err := m.linkImages(ctx, filepath.Join(run, n, "var/lib/containerd")); err != nil {
			return nil, fmt.Errorf("give node %s its images: %w", n, err)
		}
	}
	if err := wait(ctx, settle); err != nil {
		return nil, err
	}
	return follow(command(ctx, "test/bench/bare.sh", run, filepath.Join(m.bench.build, "mastery-lab", "bin")), bareStep)
}

// linkImages fills a node's store of images as the lab does it: by links, but
// for the databases.
func (m *model) linkImages(ctx context.Context, dir string) error {
	templates, err := filepath.Glob(filepath.Join(m.bench.data, "templates", "*"))
	if err != nil {
		return err
	}
	if len(templates) != 1 {
		return fmt.Errorf("one template of images is needed, there are %d", len(templates))
	}
	if err := do(ctx, "cp", "-al", templates[0]+"/.", dir); err != nil {
		return err
	}
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".db" {
			return err
		}
		content, err := os.ReadFile(path)
		return errors.Join(err, os.Remove(path), os.WriteFile(path, content, 0o644))
	})
}
