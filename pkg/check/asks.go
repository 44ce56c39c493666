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
func asks(command []string) int64 {
	if len(command) == 3 && slices.Contains([]string{"sh", "ash", "dash", "bash"}, tool(command[0])) && command[1] == "-c" {
		commands, why := shellCommands(orElse.ReplaceAllString(command[2], ""))
		if why != "" || len(commands) != 1 {
			return 0
		}
		command = nil
		for _, w := range commands[0] {
			command = append(command, w.text)
		}
	}
	if len(command) == 0 {
		return 0
	}
	switch tool(command[0]) {
	case "wget":
		return askedByURL(clientOptions{flags: "qS", values: "OTt", long: []string{"quiet", "spider"}, longValues: []string{"timeout", "tries"}}, command[1:])
	case "curl":
		return askedByURL(clientOptions{flags: "fsSIkv", values: "omX", long: []string{"fail", "silent", "show-error", "head", "insecure"}, longValues: []string{"output", "max-time", "connect-timeout"}}, command[1:])
	case "nc":
		rest := clientOptions{flags: "zv", values: "w"}.leave(command[1:])
		if len(rest) != 2 || !isPod(rest[0]) {
			return 0
		}
		return portNumber(rest[1])
	}
	return 0
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
// two dashes, each without and with a value.
type clientOptions struct {
	flags, values    string
	long, longValues []string
}

// leave are the arguments that are no options; none where there is an option
// that is not known.
func (o clientOptions) leave(arguments []string) (rest []string) {
	for i := 0; i < len(arguments); i++ {
		argument := arguments[i]
		switch {
		case strings.HasPrefix(argument, "--"):
			name, _, given := strings.Cut(argument[2:], "=")
			switch {
			case slices.Contains(o.longValues, name) && !given:
				i++
			case slices.Contains(o.longValues, name) || slices.Contains(o.long, name) && !given:
			default:
				return nil
			}
		case len(argument) > 1 && argument[0] == '-':
			letters := strings.TrimLeft(argument[1:], o.flags)
			switch {
			case letters == "":
			case !strings.Contains(o.values, letters[:1]):
				return nil
			case len(letters) == 1:
				i++
			}
		default:
			rest = append(rest, argument)
		}
	}
	return rest
}
