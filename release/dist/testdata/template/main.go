// Command template executes a template: the linker keeps all exported methods
// of such a program.
package main

import (
	"os"
	"text/template"
)

var version string

func main() {
	parsed := template.Must(template.New("").Parse("{{.}}\n"))
	if err := parsed.Execute(os.Stdout, version); err != nil {
		os.Exit(1)
	}
}
