package check

import (
	"fmt"
	"regexp"
	"strings"
)

// shellWord is one word of a shell's command.
type shellWord struct {
	text string
	// assigns is set where the shell takes NAME=value for an assignment.
	assigns bool
}

// shellCommands reads a script that does nothing but run simple commands one
// after the other, joined by &&, semicolons or line ends, with quotes and
// with redirections that only say where output goes. Of any other script, why
// says what is in it.
func shellCommands(script string) (commands [][]shellWord, why string) {
	r := shellReader{script: script}
	for r.at < len(r.script) && r.why == "" {
		r.step()
	}
	r.endCommand()
	return r.commands, r.why
}

type shellReader struct {
	script string
	at     int

	commands [][]shellWord
	command  []shellWord
	current  strings.Builder
	// begun is set within a word, which may be empty; literal is how much of
	// it came before the first quote.
	begun   bool
	quoted  bool
	literal int
	why     string
}

var (
	// output is where output may go without anybody getting hold of it.
	output     = regexp.MustCompile(`^>(&[0-9]| ?/dev/(null|stdout|stderr))(?:[ \t\n;&]|$)`)
	assignment = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*=`)
)

func (r *shellReader) step() {
	rest := r.script[r.at:]
	switch c := rest[0]; {
	case strings.HasPrefix(rest, "&&"):
		r.endCommand()
		r.at += 2
	case c == ';' || c == '\n':
		r.endCommand()
		r.at++
	case c == ' ' || c == '\t':
		r.endWord()
		r.at++
	case c == '#' && !r.begun:
		comment, _, _ := strings.Cut(rest, "\n")
		r.at += len(comment)
	case c == '\'':
		r.quote()
		text, _, closed := strings.Cut(rest[1:], "'")
		if !closed {
			r.why = "it has a quote without an end"
		}
		r.current.WriteString(text)
		r.at += len(text) + 2
	case c == '"':
		r.quote()
		r.doubleQuoted()
	case c == '\\':
		if !strings.HasPrefix(rest, "\\\n") {
			r.quote()
			r.current.WriteString(rest[1:min(2, len(rest))])
		}
		r.at += 2
	case c == '>':
		r.redirect(rest)
	case strings.IndexByte("|&()<`$*?[{}~", c) >= 0:
		r.why = fmt.Sprintf("it has a %c in it", c)
	default:
		r.begun = true
		r.current.WriteByte(c)
		r.at++
	}
}

// quote begins a quoted part of a word.
func (r *shellReader) quote() {
	if !r.quoted {
		r.literal = r.current.Len()
	}
	r.begun, r.quoted = true, true
}

func (r *shellReader) doubleQuoted() {
	for r.at++; r.at < len(r.script); r.at++ {
		rest := r.script[r.at:]
		switch c := rest[0]; {
		case c == '"':
			r.at++
			return
		case c == '$' || c == '`':
			r.why = fmt.Sprintf("it has a %c in it", c)
			return
		case strings.HasPrefix(rest, "\\\n"):
			r.at++
		case c == '\\' && len(rest) > 1 && strings.IndexByte("$`\"\\", rest[1]) >= 0:
			r.current.WriteByte(rest[1])
			r.at++
		default:
			r.current.WriteByte(c)
		}
	}
	r.why = "it has a quote without an end"
}

// redirect leaves out a redirection together with the number before it.
func (r *shellReader) redirect(rest string) {
	match := output.FindStringSubmatch(rest)
	before := r.current.String()
	if match == nil || r.quoted {
		r.why = "it writes to a file"
		return
	}
	if len(before) == 1 && before[0] >= '0' && before[0] <= '9' {
		r.current.Reset()
		r.begun = false
	}
	r.endWord()
	r.at += 1 + len(match[1])
}

func (r *shellReader) endWord() {
	if r.begun {
		text := r.current.String()
		name := len(assignment.FindString(text))
		r.command = append(r.command, shellWord{text: text, assigns: name > 0 && (!r.quoted || r.literal >= name)})
	}
	r.current.Reset()
	r.begun, r.quoted, r.literal = false, false, 0
}

func (r *shellReader) endCommand() {
	r.endWord()
	if len(r.command) > 0 {
		r.commands = append(r.commands, r.command)
	}
	r.command = nil
}
