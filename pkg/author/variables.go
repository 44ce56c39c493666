package author

import (
	"regexp"
	"strings"
)

// variable is a place where a script's shell puts in a value.
type variable struct {
	name string
	line int
}

var (
	// reference is a variable at the beginning of a text. The arguments of the
	// script's own functions are none; $0 is: it is where the script is kept.
	reference = regexp.MustCompile(`^\$\{?([A-Za-z_][A-Za-z0-9_]*|0\b)`)
	document  = regexp.MustCompile(`^<<-?\s*(['"\\]?)(\w+)`)
)

// reader reads a script as far as it has to be understood to know which dollars
// are the shell's.
type reader struct {
	line int
	// inside are the quotes and brackets that are open: ', " or (.
	inside []byte
	// ends are the last lines of the documents that begin after this line, each
	// with whether variables are left alone in it.
	ends []ending
	used []variable
}

type ending struct {
	word    string
	literal bool
}

// variables are those that a script uses, in order. What is in single quotes,
// in a document whose end is quoted, after a backslash, or a comment, is none.
func variables(script string) []variable {
	r := &reader{}
	var open []ending
	for text := range strings.Lines(script) {
		r.line++
		text = strings.TrimRight(text, "\r\n")
		if len(open) > 0 {
			if strings.TrimLeft(text, "\t") == open[0].word {
				open = open[1:]
			} else if !open[0].literal {
				r.inDocument(text)
			}
			continue
		}
		r.read(text)
		open, r.ends = r.ends, nil
	}
	return r.used
}

// inDocument reads a line in which quotes mean nothing.
func (r *reader) inDocument(text string) {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '$':
			r.use(text[i:])
		}
	}
}

func (r *reader) read(text string) {
	for i := 0; i < len(text); i++ {
		top := byte('(')
		if len(r.inside) > 0 {
			top = r.inside[len(r.inside)-1]
		}
		switch at := text[i]; {
		case top == '\'':
			if at == '\'' {
				r.leave()
			}
		case at == '\\':
			i++
		case at == '$' && strings.HasPrefix(text[i:], "$("):
			r.inside = append(r.inside, '(')
			i++
		case at == '$':
			r.use(text[i:])
		case at == '"' && top == '"', at == ')' && top == '(':
			r.leave()
		case at == '"':
			r.inside = append(r.inside, at)
		case top == '"':
		case at == '\'', at == '(':
			r.inside = append(r.inside, at)
		case at == '#' && (i == 0 || text[i-1] == ' '):
			return
		case strings.HasPrefix(text[i:], "<<<"):
			i += 2
		case at == '<':
			if match := document.FindStringSubmatch(text[i:]); match != nil {
				r.ends = append(r.ends, ending{match[2], match[1] != ""})
			}
		}
	}
}

func (r *reader) leave() {
	if len(r.inside) > 0 {
		r.inside = r.inside[:len(r.inside)-1]
	}
}

func (r *reader) use(text string) {
	if match := reference.FindStringSubmatch(text); match != nil {
		r.used = append(r.used, variable{match[1], r.line})
	}
}
