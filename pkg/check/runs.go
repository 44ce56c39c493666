package check

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types/ref"
)

// runsFunctions are those about the program of a container:
//
//	shop.runs('web', configs + secrets)
//	                                 the program that it runs, see runs
func runsFunctions() []cel.EnvOption {
	return []cel.EnvOption{
		method("runs", []*cel.Type{cel.StringType, cel.DynType}, cel.MapType(cel.StringType, cel.DynType), func(arguments ...ref.Val) ref.Val {
			return onContainer(arguments[0], arguments[1], func(o, c map[string]any) any {
				return runs(o, c, listed(arguments[2]))
			})
		}),
	}
}

// runs tells which file a container of a new pod runs, however it is started,
// as a map with the fields
//
//	path  the file's absolute path; empty where it can't be told
//	args  what is passed to it
//	env   its environment, as far as that is known
//	why   why it can't be told that this program runs, and it alone
//
// It sees through env, and through shells that do nothing but go to a
// directory, set variables, and run it.
func runs(object, container map[string]any, configs []map[string]any) map[string]any {
	l := launch{env: newEnvironment(object, container, configs), dir: text(container, "workingDir")}
	file, args, why := l.start(object, container)
	if why != "" {
		file, args = "", nil
	}
	return map[string]any{"path": file, "args": append([]string{}, args...), "env": l.env.values, "why": why}
}

// launch is the way to a program: what has been set until then.
type launch struct {
	env environment
	dir string // empty where the image says which it is
}

func (l *launch) start(object, container map[string]any) (file string, args []string, why string) {
	if len(words(container["command"])) == 0 {
		return "", nil, "the image says what is run"
	}
	if field(container, "lifecycle", "postStart") != nil {
		return "", nil, "a postStart hook runs beside it"
	}
	var command []shellWord
	for _, text := range append(words(container["command"]), words(container["args"])...) {
		expanded, unknown := l.env.expand(text, podSpec(object))
		if unknown != "" {
			return "", nil, unknown
		}
		command = append(command, shellWord{text: expanded})
	}
	file, args, why = l.run(command, false)
	names := slices.Concat(slices.Collect(maps.Keys(l.env.values)), slices.Collect(maps.Keys(l.env.unknown)))
	slices.Sort(names)
	for _, name := range names {
		if misleading.MatchString(name) {
			return "", nil, fmt.Sprintf("variable %s changes what is run", name)
		}
	}
	return file, args, why
}

// misleading are the variables by which shells and the linker find, or run,
// something else than what is named.
var misleading = regexp.MustCompile(`^(PATH|ENV|BASH_ENV|CDPATH|LD_.*|BASH_FUNC_.*)$`)

// run follows one command to the program. A shell has words of its own.
func (l *launch) run(command []shellWord, inShell bool) (file string, args []string, why string) {
	for len(command) > 0 {
		first, rest := command[0], command[1:]
		switch name := tool(first.text); {
		case inShell && first.assigns:
			l.assign(first.text)
		case inShell && name == "exec":
			inShell = false
		case inShell && name == ".":
			return l.file(rest, true)
		case name == "busybox" && len(rest) > 0 && slices.Contains([]string{"sh", "ash", "env"}, rest[0].text):
			inShell = false
		case name == "env":
			inShell = false
			for len(rest) > 0 && strings.Index(rest[0].text, "=") > 0 {
				l.assign(rest[0].text)
				rest = rest[1:]
			}
		case name == "sh" || name == "ash" || name == "dash" || name == "bash":
			return l.shell(rest)
		default:
			return l.file(command, true)
		}
		command = rest
	}
	return "", nil, "it runs nothing"
}

// tool is the name of a program of the image that starts others; empty for
// any other program.
func tool(file string) string {
	switch directory, name := path.Split(file); directory {
	case "", "/bin/", "/usr/bin/":
		return name
	}
	return ""
}

func (l *launch) assign(text string) {
	name, value, _ := strings.Cut(text, "=")
	l.env.set(name, value, "")
}

// shell follows what a shell is told: options, then a script or a file.
func (l *launch) shell(command []shellWord) (file string, args []string, why string) {
	script := false
	for len(command) > 0 && strings.HasPrefix(command[0].text, "-") {
		letters := command[0].text[1:]
		if strings.Trim(letters, "ceux") != "" || letters == "" {
			return "", nil, fmt.Sprintf("the shell gets option %s", command[0].text)
		}
		script = script || strings.Contains(letters, "c")
		command = command[1:]
	}
	if !script || len(command) == 0 {
		return l.file(command, false)
	}
	commands, why := shellCommands(command[0].text)
	if why != "" {
		return "", nil, "what the shell does can't be told: " + why
	}
	for i, c := range commands {
		if i == len(commands)-1 {
			return l.run(c, true)
		}
		if why := l.prepare(c); why != "" {
			return "", nil, why
		}
	}
	return "", nil, "it runs nothing"
}

// prepare follows a command that comes before the program.
func (l *launch) prepare(command []shellWord) (why string) {
	first, rest := command[0].text, command[1:]
	switch {
	case slices.Contains([]string{"echo", "sleep", ":"}, first):
		return ""
	case first == "set" && !slices.ContainsFunc(rest, func(w shellWord) bool { return !shellOptions.MatchString(w.text) }):
		return ""
	case first == "export" && !slices.ContainsFunc(rest, func(w shellWord) bool { return !w.assigns }):
		for _, w := range rest {
			l.assign(w.text)
		}
		return ""
	case first == "cd" && len(rest) == 1 && !strings.HasPrefix(rest[0].text, "-"):
		l.dir, why = l.resolve(rest[0].text)
		return why
	}
	return fmt.Sprintf("%q runs beside it", first)
}

var shellOptions = regexp.MustCompile(`^-[eux]+$`)

// file is the program at the end. Without a slash in its name it would be
// looked for where the image says; a shell takes a script from its directory.
func (l *launch) file(command []shellWord, byPath bool) (file string, args []string, why string) {
	if len(command) == 0 {
		return "", nil, "it runs nothing"
	}
	name := command[0].text
	if byPath && !strings.Contains(name, "/") {
		return "", nil, fmt.Sprintf("which program %q is, the image says", name)
	}
	for _, w := range command[1:] {
		args = append(args, w.text)
	}
	file, why = l.resolve(name)
	return file, args, why
}

// resolve makes a path absolute. Where it goes up by "..", links decide where
// that is.
func (l *launch) resolve(name string) (absolute, why string) {
	if !path.IsAbs(name) {
		if !path.IsAbs(l.dir) {
			return "", fmt.Sprintf("%q is in the directory that the image says", name)
		}
		name = l.dir + "/" + name
	}
	if slices.Contains(strings.Split(name, "/"), "..") {
		return "", fmt.Sprintf("where %s is, can't be told because of the dots", name)
	}
	return path.Clean(name), ""
}
