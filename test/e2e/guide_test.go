package e2e

import (
	"flag"
	"os"
	"regexp"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/test/guide"
)

var update = flag.Bool("update", false, "write the screens of docs/guide.md anew")

// holdGuide holds the guide to what a terminal has shown, but for what differs
// from run to run.
func holdGuide(t *testing.T, screens map[string]string) {
	t.Helper()
	const path = "../../docs/guide.md"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	missing := map[string]bool{}
	for name := range screens {
		missing[name] = true
	}
	written := guide.Replace(string(text), func(name, before string) string {
		screen, ok := screens[name]
		if !ok {
			t.Errorf("%s shows a screen %q that there is not", path, name)
			return before
		}
		delete(missing, name)
		screen = steady(screen)
		if screen != before && !*update {
			t.Errorf("%s: %s is now (go test ./test/e2e -run Terminal -update, and ./test/guide after it):\n%s", path, name, screen)
		}
		return screen
	})
	for name := range missing {
		t.Errorf("%s does not show %q:\n%s", path, name, steady(screens[name]))
	}
	if *update && written != string(text) {
		if err := os.WriteFile(path, []byte(written), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// steady puts examples in the place of what is another thing in each run.
func steady(screen string) string {
	for _, one := range []struct{ pattern, example string }{
		{`context mastery-[a-z0-9-]+ \(https://[^)]+\)`, "context mastery-lab (https://10.80.0.11:6443)"},
		{`(?m)^(shop-[a-z0-9]+)-[a-z0-9]{5} +0/1 .*$`, "${1}-d6nwh   0/1     CrashLoopBackOff   2 (8s ago)   22s"},
		{`(pod shop-[a-z0-9]+)-[a-z0-9]{5}`, "${1}-d6nwh"},
		{`(?m)^NAME +READY +STATUS .*$`, "NAME                   READY   STATUS             RESTARTS     AGE"},
		{`\(after \d+ s\)`, "(after 3 s)"},
		{`since \d{4}-\d\d-\d\d \d\d:\d\d`, "since 2026-11-24 19:54"},
		// How many challenges there are, which changes more often than the rest.
		{`(?m)^(Level 1 .*[a-z]) +[#-]+ .*$`, "${1}   ####----------------  1 of 5"},
		{`(?m)^(Level [2-6]  .{20}) -+ .*$`, "${1} --------------------  0 of 4"},
		{`1 of \d+ challenges solved`, "1 of 5 challenges solved"},
		// What is told only where it takes long, and what verify waits for.
		{`(?m)^(… (container|pod|everything)|  (container|pod|namespace mastery-\S+:)) .*\n(  .*\n)*`, ""},
		{`Name to keep your progress under \[[^]]+\]`, "Name to keep your progress under [ada]"},
	} {
		screen = regexp.MustCompile(one.pattern).ReplaceAllString(screen, one.example)
	}
	return screen
}
