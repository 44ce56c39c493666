package check

import (
	"slices"
	"strings"
)

// sameObject compares a name, or a kind with a name, with what was typed. Who
// types pod/web where the answer is web has said the right thing, and so has
// who types web where the answer is pod/web.
func sameObject(want, typed string) bool {
	wantKind, wantName := kindAndName(want)
	typedKind, typedName := kindAndName(typed)
	return wantName == typedName && (wantKind == "" || typedKind == "" || wantKind == typedKind)
}

// kindAndName takes "deployment.apps/web", "svc web" or "init
// container web" apart; kind is empty where none is named that kubectl would
// know.
func kindAndName(text string) (kind, name string) {
	before, after, found := strings.Cut(text, "/")
	if !found {
		before, after, found = strings.Cut(text, " ")
	}
	if role, one, _ := strings.Cut(after, " "); before == "init" && role == "container" {
		before, after = role, one
	}
	resource, _, _ := strings.Cut(before, ".")
	if kind = kindOf(resource); !found || kind == "" {
		return "", text
	}
	return kind, strings.TrimSpace(after)
}

// kindOf is the kind that a word stands for as kubectl takes it: its name, its
// plural or its short form; empty for any other word.
func kindOf(word string) string {
	for _, names := range kindWords() {
		if slices.Contains(names, word) || slices.Contains(names, strings.TrimSuffix(word, "s")) {
			return names[0]
		}
	}
	return ""
}

// kindWords are the kinds that people name, and what else they are called;
// plurals that only add an s are understood.
func kindWords() [][]string {
	return [][]string{
		{"pod", "po"}, {"service", "svc"}, {"deployment", "deploy"}, {"replicaset", "rs"}, {"statefulset", "sts"},
		{"daemonset", "ds"}, {"job"}, {"cronjob", "cj"}, {"configmap", "cm"}, {"secret"}, {"node", "no"},
		{"namespace", "ns"}, {"serviceaccount", "sa"}, {"endpoints", "ep"}, {"endpointslice"}, {"event", "ev"},
		{"ingress", "ingresses", "ing"}, {"ingressclass", "ingressclasses"}, {"networkpolicy", "networkpolicies", "netpol"},
		{"persistentvolume", "pv"}, {"persistentvolumeclaim", "pvc"}, {"storageclass", "storageclasses", "sc"},
		{"role"}, {"rolebinding"}, {"clusterrole"}, {"clusterrolebinding"}, {"resourcequota", "quota"}, {"limitrange", "limit"},
		{"horizontalpodautoscaler", "hpa"}, {"poddisruptionbudget", "pdb"}, {"priorityclass", "priorityclasses", "pc"},
		{"replicationcontroller", "rc"}, {"customresourcedefinition", "crd"}, {"lease"}, {"container", "initcontainer"},
	}
}
