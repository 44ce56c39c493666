// Package probe tries connections, HTTP requests and DNS lookups from inside a
// cluster, as a pod with a given identity, again and again, and tells what came
// of it. A probe is a Job that ends and vanishes by itself, so that nothing is
// left behind even if the program is killed; its findings come through the
// pod's log, so that no policy keeps them back. docs/decisions/021-probes.md
// has the reasons.
package probe
