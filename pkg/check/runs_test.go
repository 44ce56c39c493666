package check_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/check"
)

// TestRuns follows a container's command to the program. want is its path and
// what it is passed, or "why: " and a part of why it can't be told.
func TestRuns(t *testing.T) {
	sh := func(script string) string { return fmt.Sprintf("command: [sh, -c, %q]", script) }
	tests := []struct{ name, container, want string }{
		{"directly", "command: [/app/shop]", "/app/shop"},
		{"with arguments", "command: [/app/shop, -v], args: [x y]", "/app/shop|-v|x y"},
		{"by args", "command: [/bin/sh], args: [/app/shop]", "/app/shop"},
		{"not clean", "command: [/app/./bin//shop]", "/app/bin/shop"},
		{"of the image", "", "why: the image says"},
		{"arguments of the image's program", "args: [/app/shop]", "why: the image says"},
		{"found by name", "command: [shop]", "why: the image says"},
		{"going up", "command: [/app/../shop]", "why: dots"},
		{"a name with dots", "command: [/app/..shop]", "/app/..shop"},

		{"in the working directory", "command: [./shop], workingDir: /app", "/app/shop"},
		{"below the working directory", "command: [bin/shop], workingDir: /app/", "/app/bin/shop"},
		{"a name in the working directory", "command: [shop], workingDir: /app", "why: the image says"},
		{"relative to nowhere", "command: [./shop]", "why: directory that the image says"},
		{"relative to nowhere, with arguments", "command: [./shop, -v]", "why: directory that the image says"},
		{"a relative working directory", "command: [./shop], workingDir: app", "why: directory that the image says"},
		{"a path that needs no working directory", "command: [/app/shop], workingDir: /tmp", "/app/shop"},

		{"a shell's script", "command: [sh, /app/shop]", "/app/shop"},
		{"a shell's script with options", "command: [/bin/sh, -eu, -x, /app/shop, a]", "/app/shop|a"},
		{"a shell's script by name", "command: [sh, shop], workingDir: /app", "/app/shop"},
		{"a shell's other option", "command: [sh, -s, /app/shop]", "why: option -s"},
		{"a shell's long option", "command: [bash, --rcfile, /x, -c, /app/shop]", "why: option --rcfile"},
		{"a shell that reads what it is told", "command: [sh, '-']", "why: option -"},
		{"a shell alone", "command: [sh]", "why: nothing"},
		{"a shell that is told nothing", "command: [sh, -c]", "why: nothing"},
		{"ash", "command: [ash, /app/shop]", "/app/shop"},
		{"dash", "command: [/usr/bin/dash, /app/shop]", "/app/shop"},
		{"bash", "command: [/bin/bash, -c, /app/shop]", "/app/shop"},
		{"another program called sh", "command: [/app/sh, /app/shop]", "/app/sh|/app/shop"},
		{"busybox", "command: [busybox, sh, /app/shop]", "/app/shop"},
		{"busybox's env", "command: [/bin/busybox, env, V=1, /app/shop]", "/app/shop"},
		{"busybox's other tools", "command: [busybox, httpd, -f]", "why: the image says"},
		{"busybox of a path", "command: [busybox, /app/shop]", "why: the image says"},
		{"a program that is told of a shell", "command: [/app/shop, sh, /x]", "/app/shop|sh|/x"},
		{"busybox alone", "command: [busybox]", "why: the image says"},
		{"env", "command: [env, V=1, W=a=b, /app/shop]", "/app/shop"},
		{"env alone", "command: [env, V=1]", "why: nothing"},
		{"env with a variable without a name", "command: [env, =x, /app/shop]", "why: the image says"},
		{"env with an option", "command: [env, -i, /app/shop]", "why: the image says"},
		{"a shell's word without a shell", "command: [exec, /app/shop]", "why: the image says"},
		{"an assignment without a shell", "command: [V=1, /app/shop]", "why: the image says"},
		{"reading it without a shell", "command: ['.', /app/shop]", "why: the image says"},

		{"in a script", sh("/app/shop"), "/app/shop"},
		{"exec", sh("exec /app/shop"), "/app/shop"},
		{"exec and a tab", sh("exec\t/app/shop"), "/app/shop"},
		{"exec of a shell", sh("exec sh -e /app/shop"), "/app/shop"},
		{"exec of a word of shells", sh("exec exec /app/shop"), "why: the image says"},
		{"exec of an assignment", sh("exec V=1 /app/shop"), "why: the image says"},
		{"exec of env", sh("exec env V=1 /app/shop a"), "/app/shop|a"},
		{"env of a word of shells", sh("env exec /app/shop"), "why: the image says"},
		{"exec alone", sh("exec"), "why: nothing"},
		{"reading it", sh(". /app/shop"), "/app/shop"},
		{"reading it by name", sh(". shop"), "why: the image says"},
		{"a script with arguments", "command: [sh, -ec, /app/shop a, name, x]", "/app/shop|a"},
		{"a script after two options", "command: [sh, -c, -e, /app/shop a]", "/app/shop|a"},
		{"a script in a script", sh("sh -c 'exec sh -c \"/app/shop\"'"), "/app/shop"},
		{"a line end", sh("/app/shop\n"), "/app/shop"},
		{"a semicolon at the end", sh("/app/shop ; "), "/app/shop"},
		{"nothing", sh(" \n"), "why: nothing"},
		{"a name", sh("shop"), "why: the image says"},

		{"cd", sh("cd /app && ./shop"), "/app/shop"},
		{"cd in lines", sh("cd /app\n./shop\n"), "/app/shop"},
		{"cd and semicolon", sh("cd /app; exec ./shop"), "/app/shop"},
		{"cd without spaces", sh("cd /app&&./shop"), "/app/shop"},
		{"cd twice", sh("cd / && cd app && ./shop"), "/app/shop"},
		{"cd elsewhere and a whole path", sh("cd /tmp && /app/shop"), "/app/shop"},
		{"cd from nowhere", sh("cd app && ./shop"), "why: directory that the image says"},
		{"cd and up", sh("cd /app/.. && ./shop"), "why: dots"},
		{"cd to where it was", sh("cd - && ./shop"), "why: beside"},
		{"cd home", "command: [sh, -c, 'cd && ./shop'], workingDir: /app", "why: beside"},
		{"cd is the last", sh("cd /app"), "why: the image says"},
		{"cd in a script, then another script", sh("cd /app && sh shop"), "/app/shop"},
		{"cd within another shell", sh("sh -c 'cd /app' && /app/shop"), "why: beside"},

		{"quotes", sh("'/app/shop' \"a b\" c\\ d ''"), "/app/shop|a b|c d|"},
		{"quotes within a word", sh("/ap'p/sh'op\"\""), "/app/shop"},
		{"quoted dollars", sh("/app/shop '$V' \"\\$V\" \\$V \"\\a\""), "/app/shop|$V|$V|$V|\\a"},
		{"a continued line", sh("/app/shop \\\n a\"\\\nb\""), "/app/shop|ab"},
		{"a quote without an end", sh("/app/shop 'a"), "why: without an end"},
		{"a double quote without an end", sh("/app/shop \"a"), "why: without an end"},
		{"a double quote that ends in the middle", sh("/app/shop \"a\\"), "why: without an end"},
		{"a comment", sh("# starts it\n/app/shop # so\n"), "/app/shop"},
		{"no comment", sh("/app/shop a#b"), "/app/shop|a#b"},

		{"errors to the log", sh("/app/shop 2>&1"), "/app/shop"},
		{"the first and the last number of a redirection", sh("/app/shop 0>&1 9>&1"), "/app/shop"},
		{"errors to the log, first", sh("2>&1 /app/shop a>&2"), "/app/shop|a"},
		{"errors to nowhere", sh("/app/shop 2>/dev/null"), "/app/shop"},
		{"output to the log", sh("exec /app/shop > /dev/stdout;"), "/app/shop"},
		{"two redirections", sh("/app/shop >/dev/null 2>&1"), "/app/shop"},
		{"a number that is none of a redirection", sh("/app/shop 12>&1"), "/app/shop|12"},
		{"a dash before a redirection", sh("/app/shop ->&1"), "/app/shop|-"},
		{"a quoted number before a redirection", sh("/app/shop '2'>&1"), "why: writes to a file"},
		{"output to a file", sh("/app/shop > /tmp/log"), "why: writes to a file"},
		{"output to a file that begins alike", sh("/app/shop >/dev/nullx"), "why: writes to a file"},
		{"output added to a file", sh("/app/shop >>/tmp/log"), "why: writes to a file"},
		{"input", sh("/app/shop < /etc/passwd"), "why: <"},

		{"an assignment", sh("V=1 /app/shop"), "/app/shop"},
		{"an assignment in quotes", sh("V='a b' W=\"c\" /app/shop"), "/app/shop"},
		{"no assignment, since it is quoted", sh("'V=1' /app/shop"), "why: the image says"},
		{"no assignment, since its name is quoted", sh("V\\=1 /app/shop"), "why: the image says"},
		{"no assignment, since its name begins in quotes", sh("\"V\"='x' /app/shop"), "why: the image says"},
		{"an assignment alone", sh("V=1; /app/shop"), "why: beside"},
		{"export", sh("export V=1 W=2\n/app/shop"), "/app/shop"},
		{"export of nothing", sh("export V && /app/shop"), "why: beside"},
		{"set", sh("set -eu; /app/shop"), "/app/shop"},
		{"set of anything else", sh("set -n; /app/shop"), "why: beside"},
		{"echo and sleep", sh("echo starting 1>&2 && sleep 2 && : && exec /app/shop"), "/app/shop"},

		{"something before it", sh("mkdir /tmp/x && /app/shop"), "why: beside"},
		{"something after it", sh("/app/shop; sleep 9"), "why: beside"},
		{"two programs", sh("/app/other; /app/shop"), "why: beside"},
		{"or else", sh("/app/shop || sleep 9"), "why: |"},
		{"in the background", sh("/app/shop & sleep 9"), "why: &"},
		{"a pipe", sh("/app/shop | cat"), "why: |"},
		{"a variable", sh("/app/$SHOP"), "why: $"},
		{"a quoted variable", sh("\"/app/$SHOP\""), "why: $"},
		{"a command's output", sh("`cat /x`"), "why: `"},
		{"a quoted command's output", sh("/app/shop \"`cat /x`\""), "why: `"},
		{"a subshell", sh("(/app/shop)"), "why: ("},
		{"a group", sh("{ /app/shop; }"), "why: {"},
		{"a pattern", sh("/app/sho?"), "why: ?"},
		{"another pattern", sh("/app/*"), "why: *"},
		{"a third pattern", sh("/app/[s]hop"), "why: ["},
		{"a home", sh("~/shop"), "why: ~"},
		{"a loop", sh("while sleep 1; do /app/shop; done"), "why: beside"},
		{"not", sh("! /app/shop"), "why: the image says"},

		{"the kubelet's reference", "command: [$(SHOP)], env: [{name: SHOP, value: /app/shop}]", "/app/shop"},
		{"the kubelet's reference in a script", "command: [sh, -c, exec $(SHOP)], env: [{name: SHOP, value: /app/shop}]", "/app/shop"},
		{"the kubelet's reference in args", "command: [sh], args: [$(SHOP)], env: [{name: SHOP, value: /app/shop}]", "/app/shop"},
		{"the kubelet's reference to what is not known", "command: [$(SHOP)], env: [{name: SHOP, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]", "why: spec.nodeName"},
		{"the kubelet's reference to nothing", "command: [sh, -c, $(SHOP)]", "why: $"},

		{"another PATH", "command: [/app/shop], env: [{name: PATH, value: /app}]", "why: variable PATH"},
		{"another PATH that is not known", "command: [/app/shop], env: [{name: PATH, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]", "why: variable PATH"},
		{"another PATH by a prefix", "command: [/app/shop], envFrom: [{prefix: PA, configMapRef: {name: th}}]", "why: variable PATH"},
		{"another PATH in the script", sh("PATH=/app /app/shop"), "why: variable PATH"},
		{"a file that shells read", "command: [sh, /app/shop], env: [{name: ENV, value: /x}]", "why: variable ENV"},
		{"a file that bash reads", "command: [sh, /app/shop], env: [{name: BASH_ENV, value: /x}]", "why: variable BASH_ENV"},
		{"a function of bash", "command: [sh, /app/shop], env: [{name: BASH_FUNC_head%%, value: /x}]", "why: variable BASH_FUNC_head"},
		{"other directories of cd", "command: [sh, /app/shop], env: [{name: CDPATH, value: /x}]", "why: variable CDPATH"},
		{"a library", "command: [/app/shop], env: [{name: LD_PRELOAD, value: /x.so}]", "why: variable LD_PRELOAD"},
		{"a variable that only begins alike", "command: [/app/shop], env: [{name: PATHS, value: /x}, {name: MY_ENV, value: /x}]", "/app/shop"},

		{"a hook after the start", "command: [/app/shop], lifecycle: {postStart: {exec: {command: [x]}}}", "why: postStart"},
		{"a hook before the end", "command: [/app/shop], lifecycle: {preStop: {exec: {command: [x]}}}", "/app/shop"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			objects := map[string]check.Observed{
				"deploy":  single(t, "{kind: Deployment, spec: {template: {spec: {containers: [{name: aside, command: [/aside]}, {name: web, "+test.container+"}]}}}}"),
				"configs": several(t, "{kind: ConfigMap, metadata: {name: th}, data: {TH: /x}}"),
			}
			if got := ran(t, objects); !strings.HasPrefix(test.want, "why: ") && got != test.want || !matches(got, test.want) {
				t.Errorf("%q, want %q", got, test.want)
			}
			if strings.HasPrefix(test.want, "why: ") {
				holds(t, objects, "deploy.runs('web', configs).path == '' && deploy.runs('web', configs).args == []")
			}
		})
	}
}

func matches(got, want string) bool {
	part, isWhy := strings.CutPrefix(want, "why: ")
	return isWhy == strings.HasPrefix(got, "why: ") && strings.Contains(got, part)
}

// ran is what an expression learns of the program, through what its check says.
func ran(t testing.TB, objects map[string]check.Observed) string {
	t.Helper()
	j := judge(t, with(watches(objects), challenge.Check{
		Name: "c", Safeguard: true, Expr: expr("size(deploy.runs('web', configs)) != 4"),
		Says: expr("cel.bind(r, deploy.runs('web', configs), r.why == '' ? ([r.path] + r.args).join('|') : 'why: ' + r.why)"),
	}))
	return j.Results(check.Evidence{Objects: objects}, nil)[0].Observed
}

// TestRunsInEnvironment tells what the program finds in its environment.
func TestRunsInEnvironment(t *testing.T) {
	tests := []struct{ container, env string }{
		{"command: [/app/shop], env: [{name: V, value: one}]", "V=one"},
		{"command: [env, V=two, /app/shop], env: [{name: V, value: one}, {name: W, value: w}]", "V=two W=w"},
		{"command: [env, V=two, /app/shop], env: [{name: V, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]", "V=two"},
		{"command: [sh, -c, 'V=two W=\"w\" exec env X= /app/shop']", "V=two W=w X="},
		{"command: [sh, -c, 'export V=two; W=w sh -c \"U=u /app/shop\"']", "U=u V=two W=w"},
		{"command: [sh, -c, 'V=two; /app/shop']", ""},
		{"command: [sh, -c, '/app/shop V=two']", ""},
		{"env: [{name: V, value: one}]", "V=one"},
	}
	for _, test := range tests {
		objects := map[string]check.Observed{"deploy": single(t, "{kind: Deployment, spec: {template: {spec: {containers: [{name: web, "+test.container+"}]}}}}")}
		holds(t, objects, "deploy.runs('web', []).env == "+assignments(test.env))
	}
	if got := evaluated(t, things(t), "deploy.runs('none', []).path == ''"); got.Verdict != check.Fail || !strings.Contains(got.Observed, "container none") {
		t.Errorf("%+v", got)
	}
}

// TestRunsAsShellsDo runs the scripts that runs() sees through: a real shell
// must come to the same program with the same arguments and environment.
func TestRunsAsShellsDo(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell here")
	}
	root := t.TempDir()
	program := "#!/bin/sh\nprintf '%s' \"$SHOP_AT\"\nfor a in \"$@\"; do printf '|%s' \"$a\"; done\nprintf '\\n%s' \"${V:-}\" >&3\n"
	for _, name := range []string{"app/shop", "app/bin/shop", "evil/shop"} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(strings.Replace(program, "$SHOP_AT", path, 1)), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, script := range []string{
		"/app/shop", "exec /app/shop a 'b c'", "cd /app && ./shop", "cd /app; exec ./bin/shop x", "cd /app/bin\ncd /app\n./shop\n",
		"cd /app && sh shop", "cd /app && . ./shop", "exec sh -eu /app/shop \"a\" b\\ c", "export V=1; /app/shop", "V='x y' /app/shop '$V' \"\\$V\"",
		"V=1 exec env V=2 /app/shop", "# comment\nset -e\n/app/shop # more\n", "/app/shop 2>&1 a#b", "/app/sh'op' \"\" ''", "/app/shop \\\n a\"\\\nb\"",
		"sh -c 'cd /app && exec ./shop'", "cd /evil && cd /app && /app/shop", "/app/shop a>&2 b", "echo hello 1>&2; sleep 0; : ; /app/shop",
		"sh -c /app/shop name arg", "'/app/shop'", "/app/shop \"\\a\"", "V=\"a\"'b' /app/shop", "cd / && cd /app/. && ./bin//shop",
	} {
		script = strings.NewReplacer("/app", root+"/app", "/evil", root+"/evil").Replace(script)
		objects := map[string]check.Observed{
			"deploy":  single(t, fmt.Sprintf("{kind: Deployment, spec: {template: {spec: {containers: [{name: web, command: [sh, -c, %q]}]}}}}", script)),
			"configs": several(t),
		}
		three, err := os.Create(filepath.Join(t.TempDir(), "three"))
		if err != nil {
			t.Fatal(err)
		}
		run := exec.Command(shell, "-c", script)
		run.ExtraFiles = []*os.File{three}
		out, err := run.Output()
		if err != nil {
			t.Errorf("%s: %v", script, err)
			continue
		}
		value, err := os.ReadFile(three.Name())
		if err != nil {
			t.Fatal(err)
		}
		// A redirection of output may have taken the program's words away.
		if got := ran(t, objects); string(out) != "" && got != string(out) || !strings.HasPrefix(got, root+"/app/") {
			t.Errorf("%s: %q, the shell says %q", script, got, out)
		}
		holds(t, objects, fmt.Sprintf("deploy.runs('web', []).env[?'V'].orValue('') == %q", strings.TrimSpace(string(value))))
	}
}
