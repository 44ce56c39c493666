package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
)

// mutant is one condition and what is made of it.
type mutant struct {
	file string
	line int
	// text is the condition as it stands in the source.
	text string
	// change says what it is turned into.
	change string
}

func (m mutant) String() string {
	return fmt.Sprintf("%s:%d: %s: %s", m.file, m.line, m.text, m.change)
}

// insertion is text that is put into the source at an offset.
type insertion struct {
	offset int
	text   string
	// closing is set for what ends an expression: at one offset that comes
	// before what begins the next.
	closing bool
}

// instrument wraps the conditions of one file, numbered from first on.
func instrument(path string, source []byte, first int) (text []byte, mutants []mutant, pkg string, err error) {
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, path, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, nil, "", err
	}
	offset := func(p token.Pos) int { return files.Position(p).Offset }
	slice := func(e ast.Expr) string { return string(source[offset(e.Pos()):offset(e.End())]) }
	var insertions []insertion
	wrap := func(e ast.Expr, function, more, change string) {
		number := first + len(mutants)
		mutants = append(mutants, mutant{
			file: filepath.Base(path), line: files.Position(e.Pos()).Line,
			text: string(bytes.Join(bytes.Fields([]byte(slice(e))), []byte(" "))), change: change,
		})
		insertions = append(insertions,
			insertion{offset(e.Pos()), fmt.Sprintf("%s(%d, ", function, number), false},
			insertion{offset(e.End()), more + ")", true})
	}
	seen := map[ast.Expr]bool{}
	invert := func(e ast.Expr) {
		if !seen[e] {
			seen[e] = true
			wrap(e, "mutantNot", "", "inverted")
		}
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			invert(n.Cond)
		case *ast.ForStmt:
			if n.Cond != nil {
				invert(n.Cond)
			}
		case *ast.UnaryExpr:
			if n.Op == token.NOT {
				invert(n)
			}
		case *ast.BinaryExpr:
			switch n.Op {
			case token.LAND:
				wrap(n.X, "mutantTrue", "", "left out of "+slice(n))
				wrap(n.Y, "mutantTrue", "", "left out of "+slice(n))
			case token.LOR:
				wrap(n.X, "mutantFalse", "", "left out of "+slice(n))
				wrap(n.Y, "mutantFalse", "", "left out of "+slice(n))
			case token.EQL, token.NEQ:
				invert(n)
			case token.LSS, token.GTR, token.LEQ, token.GEQ:
				invert(n)
				wrap(n, "mutantEdge", fmt.Sprintf(", (%s) == (%s)", slice(n.X), slice(n.Y)), "wrong at its edge")
			}
		}
		return true
	})
	return apply(source, insertions), mutants, parsed.Name.Name, nil
}

// apply puts insertions into the source. They were made from the outside in:
// at one offset the outer ones begin first and end last.
func apply(source []byte, insertions []insertion) []byte {
	slices.SortStableFunc(insertions, func(a, b insertion) int {
		switch {
		case a.offset != b.offset:
			return a.offset - b.offset
		case a.closing != b.closing && a.closing:
			return -1
		case a.closing != b.closing:
			return 1
		}
		return 0
	})
	// Those that close at one offset were made from the outside in as well.
	for i := 0; i < len(insertions); {
		j := i
		for j < len(insertions) && insertions[j].offset == insertions[i].offset && insertions[j].closing == insertions[i].closing {
			j++
		}
		if insertions[i].closing {
			slices.Reverse(insertions[i:j])
		}
		i = j
	}
	var out bytes.Buffer
	at := 0
	for _, one := range insertions {
		out.Write(source[at:one.offset])
		out.WriteString(one.text)
		at = one.offset
	}
	out.Write(source[at:])
	return out.Bytes()
}

// switches is the file that decides which mutant is on.
func switches(pkg string) string {
	return "package " + pkg + `

import (
	"os"
	"strconv"
)

var mutantOn, _ = strconv.Atoi(os.Getenv("MUTANT"))

func mutantNot(n int, v bool) bool { return v != (n == mutantOn) }

func mutantTrue(n int, v bool) bool { return v || n == mutantOn }

func mutantFalse(n int, v bool) bool { return v && n != mutantOn }

func mutantEdge(n int, v, equal bool) bool {
	if equal && n == mutantOn {
		return !v
	}
	return v
}
`
}

func overlayFile(scratch string, replaced map[string]string) (string, error) {
	absolute := map[string]string{}
	for path, by := range replaced {
		whole, err := filepath.Abs(path)
		if err != nil {
			return "", err
		}
		absolute[whole] = by
	}
	text, err := json.Marshal(map[string]any{"Replace": absolute})
	if err != nil {
		return "", err
	}
	name := filepath.Join(scratch, "overlay.json")
	return name, os.WriteFile(name, text, 0o600)
}
