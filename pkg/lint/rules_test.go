package lint_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/lint"
)

const (
	file     = "challenge.yaml"
	board    = "scenario/board.yaml"
	service  = "scenario/service.yaml"
	top      = "scenario/kustomization.yaml"
	amber    = "faults/amber/kustomization.yaml"
	debrief  = "debrief.md"
	newThing = "\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: more}, data: {a: b}}\n"
)

// TestProject: it may begin with nothing, and its stages are texts as others are.
func TestProject(t *testing.T) {
	run(t, challenge.Project, []breakage{{"a project", top, "resources:\n- board.yaml", "resources: []", ""}})
	run(t, challenge.Project, []breakage{{"a stage", file, "There are enough pods\n    story: Three", "There are enough pods\n    story: In ${NS_OTHER} three", "${NS_OTHER}"}})
	run(t, challenge.Build, []breakage{{"a build", top, "resources:\n- board.yaml", "resources: []", "builds no objects"}})
}

func TestFormatAndBuild(t *testing.T) {
	run(t, challenge.Troubleshoot, []breakage{
		{"an unknown field", file, "  minutes: 15", "  minuets: 15", "challenge.yaml:13:3: field minuets not found [format]"},
		{"a broken rule", file, "minutes: 15", "minutes: 999", "challenge.yaml:13:3: spec.minutes is 999, not 1 to 480 [format]"},
		{"no debrief", debrief, "", "", "debrief.md:1:1: open debrief.md: file does not exist [format]"},
		{"a bomb", "scenario/more.yaml", "", "a: &a [*a]", "scenario/more.yaml:1:1: holds an alias"},
		{"an expression", file, "expr: board.replicas() >= 1", "expr: bord.replicas() >= 1", `challenge.yaml:48:11: check "Every pod of the board is ready": undeclared reference to 'bord'`},
		{"an expression's type", file, "'the image is ' + board.image('board') + ', it was ' + baseline['deployment/board'].image('board')", "size(pods)", `check "It is still the same image": says: the expression gives int, not string [expression]`},
		{"the scenario does not build", top, "- service.yaml", "- servce.yaml", `scenario/kustomization.yaml:1:1: does not build: render challenge l1-board-dark: scenario/kustomization.yaml: "servce.yaml" is not a file of this challenge [build]`},
		{"a fault does not build", amber, "name: board", "name: bord, namespce: x", `faults/amber/kustomization.yaml:1:1: does not build:`},
		{"a remote base", amber, "[../../scenario]", "['https://example.invalid/x.yaml']", "faults/amber/kustomization.yaml: \"https://example.invalid/x.yaml\" is not a file of this challenge"},
		{"a scenario of nothing", top, "resources:\n- board.yaml\n- service.yaml", "resources: []", "builds no objects"},
		{"a fault that changes nothing", amber, "--http-port=8090", "--http-port=8080", "faults/amber/kustomization.yaml:1:1: changes nothing of the scenario"},
		{"a directory that is no fault", "faults/birch/kustomization.yaml", "", "resources: [../../scenario]", "faults/birch:1:1: is no fault of spec.faults"},
		{"two faults that are one", file, "  observe:", "  - {id: birch, symptom: 'true', sees: x, cause: x}\n  observe:", `fault "birch" has no directory`},
	})
}

// TestBefore: what was there before the change is held to the same rules.
func TestBefore(t *testing.T) {
	const was = "before/kustomization.yaml"
	whole := func() fstest.MapFS {
		files := fixture(t, "l1-board-dark", challenge.Troubleshoot)
		files[file].Data = []byte(strings.Replace(string(files[file].Data), "  minutes: 15", "  minutes: 15\n  delivery: after-change", 1))
		files[was] = &fstest.MapFile{Data: []byte("resources: [../scenario]\npatches:\n- target: {kind: Deployment}\n  patch: '- {op: replace, path: /spec/replicas, value: 3}'\n")}
		return files
	}
	breakOne(t, whole, []breakage{
		{"as it must be", was, "value: 3", "value: 4", ""},
		{"of another delivery", file, "  delivery: after-change\n", "", "the directory before is used only with spec.delivery after-change [format]"},
		{"it does not build", was, "../scenario", "../scenery", `before/kustomization.yaml: "../scenery" is not a file of this challenge`},
		{"the scenario itself", was, "patches:\n- target: {kind: Deployment}\n  patch: '- {op: replace, path: /spec/replicas, value: 3}'\n", "", "before/kustomization.yaml:1:1: is the same as the scenario: leave it out"},
		{"more than the scenario", was, "patches:", "configMapGenerator: [{name: notes, literals: [a=b], options: {disableNameSuffixHash: true}}]\npatches:", "configmap/notes is in before and not in the scenario"},
		{"another image", was, "/spec/replicas, value: 3", "/spec/template/spec/containers/0/image, value: nowhere", `before/kustomization.yaml:1:1: deployment/board: image "nowhere" is none that the lab holds offline`},
		{"a pod with the node's network", was, "op: replace, path: /spec/replicas, value: 3", "op: add, path: /spec/template/spec/hostNetwork, value: true", "before/kustomization.yaml:1:1: deployment/board: its pods would use their node's network"},
		{"a telling label", was, "op: replace, path: /spec/replicas, value: 3", "op: add, path: /metadata/labels/state, value: broken", `deployment/board: "broken" says "broken"`},
	})
}

func TestObjects(t *testing.T) {
	run(t, challenge.Troubleshoot, []breakage{
		{"a literal namespace", service, "  name: board", "  name: board\n  namespace: shop", ""}, // the kustomization's counts
		{"a literal namespace for all", top, "namespace: ${NS_MAIN}", "namespace: shop", "scenario/board.yaml:5:1: deployment/board: namespace shop is none of the challenge's; write ${NS_MAIN}"},
		{"no namespace", top, "namespace: ${NS_MAIN}\n", "", "deployment/board: it names no namespace; write namespace: ${NS_MAIN}"},
		{"a literal namespace of a subject", service, "targetPort: http}", "targetPort: http}\n---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}, subjects: [{kind: ServiceAccount, name: a, namespace: shop}]}", "scenario/service.yaml:11:206: rolebinding/b: names namespace \"shop\""},
		{"a namespace in a name of the network", board, "args: [netexec,", "args: [netexec, --x=board.mastery-l1-board-dark.svc,", "deployment/board: spells out namespace mastery-l1-board-dark: write its variable"},
		{"a fixed port of the nodes", service, "targetPort: http}", "targetPort: http, nodePort: 30080}", "scenario/service.yaml:9:46: service/board: takes port 30080 of the nodes"},
		{"an object of the cluster", service, "targetPort: http}", "targetPort: http}\n---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}}", "scenario/service.yaml:11:44: clusterrole/r: a ClusterRole is in no namespace, and no entry of spec.touches"},
		{"a privileged pod", board, "allowPrivilegeEscalation: false", "privileged: true", "scenario/board.yaml:35:9: deployment/board: its pods would have all power over their node, which spec.hostAccess does not declare"},
		{"a pod with the node's network, by the fault alone", amber, "- {op: replace, path: /spec/template/spec/containers/0/args/1, value: --http-port=8090}", "- {op: add, path: /spec/template/spec/hostNetwork, value: true}", "faults/amber/kustomization.yaml:1:1: deployment/board: its pods would use their node's network"},
		{"no request for memory", board, "requests: {cpu: 10m, memory: 16Mi}\n          limits: {memory: 64Mi}", "requests: {cpu: 10m}", "scenario/board.yaml:24:9: deployment/board: container board requests no memory: give it resources.requests.memory [requests]"},
		{"a limit is a request", board, "requests: {cpu: 10m, memory: 16Mi}", "requests: {cpu: 10m}", ""},
		{"no request, and meant", board, "requests: {cpu: 10m, memory: 16Mi}\n          limits: {memory: 64Mi}", "requests: {cpu: 10m}", "[requests]"},
		{"too much CPU", board, "cpu: 10m", "cpu: 251m", "challenge.yaml:11:3: the pods request 502m of CPU together, more than 500m"},
		{"as much CPU as may be", board, "cpu: 10m", "cpu: 250m", ""},
		{"too much memory", board, "memory: 16Mi", "memory: 257Mi", "the pods request 514Mi of memory together, more than 512Mi"},
		{"another image", board, "agnhost:2.66.1", "agnhost:latest", "scenario/board.yaml:25:9: deployment/board: image \"registry.k8s.io/e2e-test-images/agnhost:latest\" is none that the lab holds offline"},
		{"an image that a fault names", amber, "path: /spec/template/spec/containers/0/args/1, value: --http-port=8090", "path: /spec/template/spec/containers/0/image, value: nowhere", ""},
	})
}

func TestWords(t *testing.T) {
	long := strings.Repeat("word ", 70)
	run(t, challenge.Troubleshoot, []breakage{
		{"a long title", file, "title: The notice", "title: " + strings.Repeat("x", 60) + " The notice", "challenge.yaml:10:3: the title is a line of a list"},
		{"a title with a full stop", file, "board that nobody can read", "board that nobody can read.", "the title is a line of a list"},
		{"too quick", file, "minutes: 15", "minutes: 4", "challenge.yaml:13:3: 4 minutes: a Troubleshoot takes 5 to 60"},
		{"too long", file, "minutes: 15", "minutes: 61", "61 minutes: a Troubleshoot takes 5 to 60"},
		{"a short story", file, "    The notice board of the building is a small web page behind Service board\n    in namespace ${NS_MAIN}. Since this morning nobody can read it: browsers\n    show an error, and the pods of the board are not ready.\n", "", "challenge.yaml:19:3: the story has 26 words, not 40 to 120"},
		{"a long story", file, "    Bring it back,", "    " + long + "Bring it back,", "not 40 to 120"},
		{"a variable in the story", file, "in namespace ${NS_MAIN}. Since", "in namespace ${NS_SHOP}. Since", "challenge.yaml:19:3: unknown variable ${NS_SHOP}: l1-board-dark has ${NS_MAIN} [variable]"},
		{"a variable in the debrief", debrief, "A pod that runs", "A pod in ${NS_MIAN} that runs", "debrief.md:1:1: unknown variable ${NS_MIAN}"},
		{"a file that is not spoken of", "files/notes.txt", "", "a\n", "files/notes.txt:1:1: is handed to nobody: say in spec.files.intro what the files are [format]"},
		{"files that are not there", file, "  hints:", "  files: {intro: Notes.}\n  hints:", "spec.files is set, and there is no file in files/ [format]"},
		{"a namespace in a hint", file, "kubectl -n ${NS_MAIN} logs", "kubectl -n mastery-l1-board-dark logs", "spells out namespace mastery-l1-board-dark: write its variable"},
		{"an item that the curriculum does not have", file, "- l1/skill/architecture", "- l1/skill/architectures", `challenge.yaml:16:5: the curriculum has no item "l1/skill/architectures"`},
		{"no link", debrief, "- https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/\n- https://kubernetes.io/docs/tasks/debug/debug-application/debug-pods/\n", "", "debrief.md:1:1: has no link to official documentation"},
		{"an unofficial link", debrief, "https://kubernetes.io/docs/tasks", "https://blog.example.com/docs/tasks", "debrief.md:14:3: https://blog.example.com/docs/tasks/debug/debug-application/debug-pods/ is no official documentation"},
		{"a host that only sounds official", debrief, "https://kubernetes.io/docs/tasks", "https://notkubernetes.io/docs/tasks", "is no official documentation"},
		{"a link without encryption", debrief, "https://kubernetes.io/docs/tasks", "http://kubernetes.io/docs/tasks", "debrief.md:14:3: http://kubernetes.io/docs/tasks/debug/debug-application/debug-pods/: links begin with https://"},
		{"an address of the cluster", debrief, "A pod that runs", "At http://board/ a pod that runs", ""},
	})
}

func TestHints(t *testing.T) {
	const last = "    fault: [amber]\n  - text: |\n      Let both be the same port, with either one changed:\n        kubectl -n ${NS_MAIN} edit deployment board\n    fault: [amber]\n"
	run(t, challenge.Troubleshoot, []breakage{
		{"two hints for a fault", file, last, "    fault: [amber]\n", "challenge.yaml:28:5: 2 hints for fault amber: 3 at least are wanted"},
		{"no command at last", file, "        kubectl -n ${NS_MAIN} edit deployment board\n", "", "the last hint for fault amber has no command: end with what to type"},
		{"the command at first", file, "        kubectl -n ${NS_MAIN} get pods\n", "        kubectl -n ${NS_MAIN} delete pods --all\n", "challenge.yaml:64:5: the first hint for fault amber says at once what to change"},
		{"a dry run at first", file, "        kubectl -n ${NS_MAIN} get pods\n", "        kubectl -n ${NS_MAIN} apply -f x --dry-run=server\n", ""},
		{"a hint for a check that there is not", file, last, strings.Replace(last, "Let both", "Let  both", 1) + "    check: It sings\n", `no check is named "It sings"`},
	})
	run(t, challenge.Build, []breakage{
		{"two hints", file, "  - text: |\n      A name that outlives pods is a Service. It finds pods by their labels:\n        kubectl explain service.spec\n", "", "2 hints: 3 at least are wanted"},
		{"the command at first", file, "kubectl -n ${NS_MAIN} get all", "kubectl -n ${NS_MAIN} create service clusterip board --tcp=80", "the first hint says at once what to change"},
	})
}

func TestSpoilers(t *testing.T) {
	cause := "# listened on port 8090, while its container says"
	run(t, challenge.Troubleshoot, []breakage{
		{"a label", board, "  labels: {app.kubernetes.io/name: board}\nspec", "  labels: {app.kubernetes.io/name: board, state: broken}\nspec", `scenario/board.yaml:7:3: deployment/board: "broken" says "broken"`},
		{"a part of a name", board, "  name: board\n  labels", "  name: board-wrongPort\n  labels", `"board-wrongPort" says "wrong"`},
		{"an annotation", service, "  name: board\n", "  name: board\n  annotations: {the-bug: here}\n", `scenario/service.yaml:5:3: service/board: "the-bug" says "bug"`},
		{"the fault's id", service, "  name: board\n", "  name: board\n  annotations: {of: amber}\n", `"amber" says "amber"`},
		{"a container", board, "      - name: board", "      - name: faulty", `"faulty" says "faulty"`},
		{"a key", service, "targetPort: http}", "targetPort: http}" + strings.Replace(newThing, "{a: b}", "{fixme: b}", 1), `configmap/more: "fixme" says "fixme"`},
		{"a name within another word", service, "  name: board\n", "  name: board\n  annotations: {of: debugging-badges}\n", ""},
		{"by the fault alone", amber, "path: /spec/template/spec/containers/0/args/1, value: --http-port=8090", "path: /metadata/labels/app.kubernetes.io~1name, value: broken", `faults/amber/kustomization.yaml:1:1: deployment/board: "broken" says "broken"`},
		{"a remark in the cluster", service, "targetPort: http}", "targetPort: http}" + strings.Replace(newThing, "a: b", "a: 'x # TODO say why'", 1), `scenario/service.yaml:11:66: configmap/more: has a remark "TODO"`},
		{"a remark that nobody sees", service, "targetPort: http}", "targetPort: http} # TODO say why", ""},
		{"a remark in the story", file, "    Bring it back,", "    FIXME Bring it back,", `challenge.yaml:19:3: has a remark "FIXME"`},
		{"a remark in a file for the learner", "files/notes.txt", "", "a\nb BUG\n", `files/notes.txt:2:3: has a remark "BUG"`},
		{"the cause in the cluster", service, "targetPort: http}", "targetPort: http}" + strings.Replace(newThing, "a: b", "a: '"+cause+"'", 1), `configmap/more: "listened on port 8090 while" stands in what fault amber tells as well`},
		{"the cause in the story", file, "    Bring it back,", "    The program listened on port 8090. Bring it back,", `challenge.yaml:19:3: "the program listened on port" stands in what fault amber tells as well`},
		{"four words of the cause", file, "    Bring it back,", "    It listened on port 8090. Bring it back,", ""},
	})
	for _, id := range []string{"badport", "wrongsel", "oom", "selector", "listened"} {
		run(t, challenge.Troubleshoot, []breakage{{"a fault's id that tells: " + id, file, "  - id: amber", "  - id: " + id, `fault id "` + id + `" is a word that tells what it is about`}})
	}
}

func TestSolutions(t *testing.T) {
	const script = "proof/right/back-to-8080.sh"
	const marked = "# solution: It lets the program listen on the port that the pod's readiness probe and the Service ask for, so that its pods become ready and get requests again.\n"
	run(t, challenge.Troubleshoot, []breakage{
		{"a variable that nobody has", script, "kubectl -n \"$NS_MAIN\"", "kubectl -n \"$NS_MAIN\" --cache-dir \"$TMPDIR\"", "proof/right/back-to-8080.sh:4:1: is shown to learners, who have no $TMPDIR: give it a value in the script, or do without [solution]"},
		{"a variable of its own", script, "kubectl -n \"$NS_MAIN\"", "name=board\nkubectl -n \"$NS_MAIN\" --cache-dir \"$name\"", ""},
		{"no sentence", script, "get requests again.", "get requests again", "write one sentence of at most 40 words, with a full stop"},
		{"a long sentence", script, "get requests again.", strings.Repeat("again and ", 10) + "again.", "write one sentence of at most 40 words"},
		{"nothing is said", script, marked, "# solution:\n", "proof/right/back-to-8080.sh:2:1: a right proof says in one sentence what it does and why it is enough"},
		{"a wrong one", "proof/wrong/scale-to-zero.sh", "# fails:", "# solution: It is gone.\n# fails:", "no other proof does [proofs]"},
		{"a script that steers a terminal", script, "kubectl -n", "echo '\x1b[2J'\nkubectl -n", "holds the control character U+001B, which could steer a learner's terminal [solution]"},
		{"a variable in what is not shown", "proof/right/other.sh", "", "kubectl -n \"$NS_MAIN\" apply -f \"$TMPDIR/x\"\n", ""},
	})
	for kind, want := range map[challenge.Type]string{challenge.Troubleshoot: "no right proof of fault amber is shown to learners", challenge.Build: "no right proof of the challenge is shown to learners"} {
		files := fixture(t, "l1-board-dark", kind)
		moved := fstest.MapFS{}
		for name, file := range files {
			file.Data = regexp.MustCompile(`(?m)^# solution: .*\n`).ReplaceAll(file.Data, nil)
			moved["l1-board-dark/"+name] = file
		}
		said := ""
		for _, f := range lint.Challenge(moved, "l1-board-dark", known(t)) {
			if f.Rule == "solution" && f.Warning {
				said += f.String()
			}
		}
		if !strings.Contains(said, "l1-board-dark/proof/right:1:1: warning: "+want) {
			t.Errorf("%s: %s", kind, said)
		}
	}
}

func TestProofsAndExcuses(t *testing.T) {
	const bare = "requests: {cpu: 10m, memory: 16Mi}\n          limits: {memory: 64Mi}"
	first := func(comment string) string { return comment + "      - name: board\n" }
	run(t, challenge.Troubleshoot, []breakage{
		{"a check that there is not", "proof/wrong/a.sh", "", "# x\n# fails: It sings\n", `proof/wrong/a.sh:2:1: there is no check "It sings" [proofs]`},
		{"a fault that there is not", "proof/right/a.sh", "", "# faults: amber, cedar\n", `proof/right/a.sh:1:1: there is no fault "cedar"`},
		{"a pipe that is cut off", "proof/right/a.sh", "", "kubectl get pods -o name |\n  cat | head -1\n", "proof/right/a.sh:2:1: head reads only as far as it needs"},
		{"a pipe that is cut off by grep", "proof/right/a.sh", "", "kubectl get pods | grep -iq x\n", "proof/right/a.sh:1:1: grep reads only"},
		{"no check", "proof/wrong/a.sh", "", "kubectl get pods\n", "proof/wrong/a.sh:1:1: does not say which check catches it"},
		{"no proof", "proof/wrong/a.txt", "", "x", "proof/wrong/a.txt:1:1: is no proof"},
		{"harmless what is not said", "proof/harmless.yaml", "", "[{mutants: [x]}]", `proof/harmless.yaml:1:1: "x" has no reason`},
		{"proof of neither", "proof/a.sh", "", "x", "proof/a.sh:1:1: is no proof"},
		{"excused for nothing", board, first(""), first("      # lint:allow requests: it is what the story is about\n"), "scenario/board.yaml:24:7: excuses nothing: no rule requests is broken here"},
		{"excused without a reason", board, first(""), first("      # lint:allow requests\n"), "does not say why: write # lint:allow requests: the reason"},
		{"another rule is excused", board, bare, "requests: {cpu: 10m} # lint:allow image: why not", "[requests]"},
	})
	files := fixture(t, "l1-board-dark", challenge.Troubleshoot)
	text := strings.Replace(string(files[board].Data), bare, "requests: {cpu: 10m}", 1)
	text = strings.Replace(text, first(""), first("      # lint:allow requests: it is what the story is about.\n      # More words.\n"), 1)
	run(t, challenge.Troubleshoot, []breakage{{"excused", board, "", text, ""}})
}

// TestFiles: what is handed to learners is filled in as texts are.
func TestFiles(t *testing.T) {
	for content, want := range map[string]string{
		"in ${NS_MAIN}, ${HOME}\n":   "",
		"a\nin ${NS_SHOP}\n":         "files/notes.txt:1:1: unknown variable ${NS_SHOP}: l1-board-dark has ${NS_MAIN} [variable]",
		"in mastery-l1-board-dark\n": "files/notes.txt:1:1: spells out namespace mastery-l1-board-dark: write its variable, such as ${NS_MAIN} [namespace]",
		"\x1b[2J\n":                  "files/notes.txt:1:1: holds the control character U+001B, which could steer a learner's terminal [format]",
	} {
		files := fixture(t, "l1-board-dark", challenge.Troubleshoot)
		moved := fstest.MapFS{"l1-board-dark/files/notes.txt": {Data: []byte(content)}}
		for name, one := range files {
			if name == file {
				one.Data = []byte(strings.Replace(string(one.Data), "  hints:", "  files: {intro: Notes.}\n  hints:", 1))
			}
			moved["l1-board-dark/"+name] = one
		}
		said := ""
		for _, f := range lint.Challenge(moved, "l1-board-dark", known(t)) {
			if !f.Warning {
				said += strings.TrimPrefix(f.String(), "l1-board-dark/")
			}
		}
		if said != want {
			t.Errorf("%q: %s", content, said)
		}
	}
}
