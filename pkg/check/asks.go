package check

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// asks is the port of the pod that a command asks, where that is all it does,
// so that it fails when nobody answers there; 0 for any other command. Only
// options are known that keep it so: curl --version, for one, never fails.
// With a proxy, wget and curl may ask anybody.
func asks(command []string, proxied bool) int64 {
	command = barely(command)
	if len(command) == 0 {
		return 0
	}
	switch name := tool(command[0]); {
	case name == "wget" && !proxied:
		return askedByURL(clientOptions{
			flags: "qS", values: "Tt", files: "O",
			long: []string{"quiet", "spider"}, longValues: []string{"timeout", "tries"}, longFiles: []string{"output-document"},
		}, command[1:])
	case name == "curl" && !proxied:
		return askedByURL(clientOptions{
			flags: "fsSIkv", values: "mX", files: "o",
			long: []string{"fail", "silent", "show-error", "head", "insecure"}, longValues: []string{"max-time", "connect-timeout"}, longFiles: []string{"output"},
		}, command[1:])
	case name == "nc":
		rest := clientOptions{flags: "zv", values: "w"}.leave(command[1:])
		if len(rest) != 2 || !isPod(rest[0]) {
			return 0
		}
		return portNumber(rest[1])
	}
	return 0
}

// looks reports whether a command changes nothing: it asks a port of the pod,
// or looks at files and processes.
func looks(command []string, proxied bool) bool {
	if asks(command, proxied) != 0 {
		return true
	}
	command = barely(command)
	return len(command) > 0 && slices.Contains([]string{"test", "cat", "ls", "stat", "grep", "pidof", "pgrep", "true"}, tool(command[0]))
}

// barely is the one command that all comes down to, without the timeout and
// the shell around it; none where a shell does more.
func barely(command []string) []string {
	for len(command) > 0 {
		switch name := tool(command[0]); {
		case name == "timeout":
			command = timed(command[1:])
		case slices.Contains([]string{"sh", "ash", "dash", "bash"}, name):
			command = scripted(command[1:])
		default:
			return command
		}
	}
	return nil
}

var (
	// duration is how long timeout lets a command run.
	duration = regexp.MustCompile(`^[0-9.]+[smhd]?$`)
	// timeoutOption is an option of timeout that has its value in it, or none.
	timeoutOption = regexp.MustCompile(`^(-[ks].+|--(kill-after|signal)=.+|-[fpv]|--(foreground|preserve-status|verbose))$`)
	// shellOption is an option of a shell that is given a script.
	shellOption = regexp.MustCompile(`^-[ceux]+$`)
)

// timed is the command that timeout runs.
func timed(arguments []string) []string {
	for len(arguments) > 1 && strings.HasPrefix(arguments[0], "-") {
		switch {
		case slices.Contains([]string{"-k", "-s", "--kill-after", "--signal"}, arguments[0]):
			arguments = arguments[2:]
		case timeoutOption.MatchString(arguments[0]):
			arguments = arguments[1:]
		default:
			return nil
		}
	}
	if len(arguments) == 0 || !duration.MatchString(arguments[0]) {
		return nil
	}
	return arguments[1:]
}

// scripted is the only command of a shell's script.
func scripted(arguments []string) (command []string) {
	script := false
	for len(arguments) > 0 && shellOption.MatchString(arguments[0]) {
		script = script || strings.Contains(arguments[0], "c")
		arguments = arguments[1:]
	}
	if !script || len(arguments) != 1 {
		return nil
	}
	commands, why := shellCommands(orElse.ReplaceAllString(arguments[0], ""))
	if why != "" || len(commands) != 1 {
		return nil
	}
	for _, w := range commands[0] {
		command = append(command, w.text)
	}
	return command
}

// orElse is what is often put behind such a command; it fails all the same.
var orElse = regexp.MustCompile(`\s*\|\|\s*(exit\s+[1-9][0-9]?|false)\s*;?\s*$`)

func askedByURL(options clientOptions, arguments []string) int64 {
	rest := options.leave(arguments)
	if len(rest) != 1 {
		return 0
	}
	address := rest[0]
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	u, err := url.Parse(address)
	if err != nil || !isPod(u.Hostname()) {
		return 0
	}
	return portNumber(cmp.Or(u.Port(), map[string]string{"http": "80", "https": "443"}[u.Scheme]))
}

// isPod reports whether a host is the pod itself, seen from within.
func isPod(host string) bool {
	return slices.Contains([]string{"localhost", "127.0.0.1", "::1"}, host)
}

func portNumber(text string) int64 {
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return 0
	}
	return int64(n)
}

// clientOptions are the options of a program: single letters, and words after
// two dashes, each without a value, with one, and with a file to write to.
type clientOptions struct {
	flags, values, files        string
	long, longValues, longFiles []string
}

// nowhere are the files to which output may go without changing anything.
var nowhere = []string{"-", "/dev/null", "/dev/stdout"}

// leave are the arguments that are no options; none where there is an option
// that is not known, or one that writes to a file.
func (o clientOptions) leave(arguments []string) (rest []string) {
	for i := 0; i < len(arguments); i++ {
		argument := arguments[i]
		option := len(argument) > 1 && argument[0] == '-'
		if !option {
			rest = append(rest, argument)
			continue
		}
		value, wanted, file, known := o.option(argument)
		if !known {
			return nil
		}
		if wanted {
			i++
			if i < len(arguments) {
				value = arguments[i]
			}
		}
		if file && !slices.Contains(nowhere, value) {
			return nil
		}
	}
	return rest
}

// option reads one option: its value, whether that is the next argument, and
// whether it is a file to write to.
func (o clientOptions) option(argument string) (value string, wanted, file, known bool) {
	if name, long := strings.CutPrefix(argument, "--"); long {
		name, value, given := strings.Cut(name, "=")
		file = slices.Contains(o.longFiles, name)
		if file || slices.Contains(o.longValues, name) {
			return value, !given, file, true
		}
		return "", false, false, slices.Contains(o.long, name) && !given
	}
	letters := strings.TrimLeft(argument[1:], o.flags)
	if letters == "" {
		return "", false, false, true
	}
	file = strings.Contains(o.files, letters[:1])
	return letters[1:], len(letters) == 1, file, file || strings.Contains(o.values, letters[:1])
}
