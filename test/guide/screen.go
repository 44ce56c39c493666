// Package guide reads the screens of docs/guide.md, and draws docs/run.svg from
// them. They are what TestTerminal of test/e2e has seen on a real terminal.
package guide

import "regexp"

// shown finds the screens: each is a block of text below a comment with its name.
var shown = regexp.MustCompile("(?s)(<!-- screen: ([a-z ]+) -->\n```console\n)(.*?)(```\n)")

// Replace puts into the place of each screen what with returns for it.
func Replace(text string, with func(name, screen string) string) string {
	return shown.ReplaceAllStringFunc(text, func(block string) string {
		parts := shown.FindStringSubmatch(block)
		return parts[1] + with(parts[2], parts[3]) + parts[4]
	})
}

// Screens are the screens by their names.
func Screens(text string) map[string]string {
	screens := map[string]string{}
	for _, parts := range shown.FindAllStringSubmatch(text, -1) {
		screens[parts[2]] = parts[3]
	}
	return screens
}
