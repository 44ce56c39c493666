package krew_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/kubectl-mastery/kubectl-mastery/release"
	"github.com/kubectl-mastery/kubectl-mastery/release/krew"
)

// allSums has a checksum for each archive of a program.
func allSums(program release.Program, version string) map[string]string {
	sums := map[string]string{}
	for _, on := range program.Platforms {
		sums[program.Archive(version, on)] = strings.Repeat("0123456789abcdef", 4)
	}
	return sums
}

func described(t *testing.T, program release.Program) krew.Manifest {
	t.Helper()
	m, missing, err := krew.Describe(program, "v1.2.3", allSums(program, "v1.2.3"))
	if err != nil || len(missing) > 0 {
		t.Fatalf("describe: missing %v, %v", missing, err)
	}
	return m
}

func TestDescribeKeepsTheRules(t *testing.T) {
	for _, program := range []release.Program{release.Plugin(), release.Lab()} {
		if faults := described(t, program).Check(program.Plugin); len(faults) > 0 {
			t.Errorf("%s:\n%s", program.Plugin, strings.Join(faults, "\n"))
		}
	}
}

func TestDescribeReportsWhatIsMissing(t *testing.T) {
	lab := release.Lab()
	sums := allSums(lab, "v1.2.3")
	gone := release.Platform{OS: "linux", Arch: "arm64"}
	delete(sums, lab.Archive("v1.2.3", gone))
	m, missing, err := krew.Describe(lab, "v1.2.3", sums)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(missing, []release.Platform{gone}) || len(m.Spec.Platforms) != 1 {
		t.Errorf("missing %v, %d platforms", missing, len(m.Spec.Platforms))
	}
}

func TestCheckFinds(t *testing.T) {
	first := func(change func(*krew.Platform)) func(*krew.Manifest) {
		return func(m *krew.Manifest) { change(&m.Spec.Platforms[0]) }
	}
	for name, c := range map[string]struct {
		spoil func(*krew.Manifest)
		want  string
	}{
		"another format":          {func(m *krew.Manifest) { m.APIVersion = "v1" }, "apiVersion"},
		"another kind":            {func(m *krew.Manifest) { m.Kind = "Pod" }, "kind"},
		"another file's name":     {func(m *krew.Manifest) { m.Metadata.Name = "other" }, `but the file's "mastery"`},
		"kubectl in the name":     {func(m *krew.Manifest) { m.Metadata.Name = "kubectl-mastery" }, "without kubectl-"},
		"version without v":       {func(m *krew.Manifest) { m.Spec.Version = "1.2.3" }, "semantic version"},
		"version of two numbers":  {func(m *krew.Manifest) { m.Spec.Version = "v1.2" }, "semantic version"},
		"no homepage":             {func(m *krew.Manifest) { m.Spec.Homepage = "" }, "homepage"},
		"short text too long":     {func(m *krew.Manifest) { m.Spec.ShortDescription = strings.Repeat("x", 51) }, "51 characters"},
		"no short text":           {func(m *krew.Manifest) { m.Spec.ShortDescription = "" }, "0 characters"},
		"short text with a stop":  {func(m *krew.Manifest) { m.Spec.ShortDescription = "Practise." }, "full stop"},
		"no description":          {func(m *krew.Manifest) { m.Spec.Description = "\n" }, "no description"},
		"a wide description":      {func(m *krew.Manifest) { m.Spec.Description = strings.Repeat("x", 81) }, "81 characters"},
		"usage in description":    {func(m *krew.Manifest) { m.Spec.Description = "Run:\n  kubectl mastery start x" }, "usage example"},
		"no platforms":            {func(m *krew.Manifest) { m.Spec.Platforms = nil }, "no platforms"},
		"a platform twice":        {func(m *krew.Manifest) { m.Spec.Platforms[1].Selector = m.Spec.Platforms[0].Selector }, "same selector"},
		"no encryption":           {first(func(p *krew.Platform) { p.URI = strings.Replace(p.URI, "https", "http", 1) }), "no https address"},
		"another release":         {first(func(p *krew.Platform) { p.URI = strings.ReplaceAll(p.URI, "v1.2.3", "v1.2.2") }), "is not of release"},
		"an archive of any kind":  {first(func(p *krew.Platform) { p.URI = strings.TrimSuffix(p.URI, ".gz") }), "no tar.gz"},
		"a short checksum":        {first(func(p *krew.Platform) { p.SHA256 = p.SHA256[1:] }), "64 hexadecimal"},
		"a checksum in capitals":  {first(func(p *krew.Platform) { p.SHA256 = strings.ToUpper(p.SHA256) }), "64 hexadecimal"},
		"an empty selector":       {first(func(p *krew.Platform) { p.Selector = krew.Selector{} }), "selector is empty"},
		"a selector of versions":  {first(func(p *krew.Platform) { p.Selector.MatchLabels["version"] = "12" }), `key "version"`},
		"an unknown expression":   {first(func(p *krew.Platform) { p.Selector.MatchExpressions = []krew.Expression{{Key: "libc"}} }), `key "libc"`},
		"no licence":              {first(func(p *krew.Platform) { p.Files = p.Files[1:] }), "LICENSE is not among"},
		"a program not installed": {first(func(p *krew.Platform) { p.Bin = "other" }), `bin "other" is not among`},
		"a file from elsewhere":   {first(func(p *krew.Platform) { p.Files[0].From = "../LICENSE" }), "leads out"},
		".exe elsewhere":          {first(func(p *krew.Platform) { p.Bin += ".exe" }), ".exe belongs to windows"},
	} {
		t.Run(name, func(t *testing.T) {
			m := described(t, release.Plugin())
			c.spoil(&m)
			if faults := strings.Join(m.Check("mastery"), "\n"); !strings.Contains(faults, c.want) {
				t.Errorf("found:\n%s\nwant something with %q", faults, c.want)
			}
		})
	}
}

func TestDecodeIsStrict(t *testing.T) {
	data, err := described(t, release.Plugin()).Encode("")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := krew.Decode(append(data, "more: 1\n"...)); err == nil {
		t.Error("an unknown field was read")
	}
}
