package author

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/challenge"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/handout"
	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// script runs a proof as a learner would type it, with the namespaces in
// NS_MAIN and so on, the files that are handed to the learner in a directory
// FILES, and a directory of its own in TMPDIR. It returns what the proof
// answered.
func (p *Prover) script(ctx context.Context, path string, namespaces map[string]string) (map[string]string, error) {
	scratch, err := os.MkdirTemp("", "kubectl-mastery-proof-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(scratch)
	answers, err := offerAnswer(scratch)
	if err != nil {
		return nil, err
	}
	command := exec.CommandContext(ctx, "bash", "-eu", "-o", "pipefail", path)
	command.Env = append(append(os.Environ(), p.Env...), "TMPDIR="+scratch)
	for alias, name := range namespaces {
		variable := strings.Trim(challenge.NamespaceVariable(alias), "${}")
		command.Env = append(command.Env, variable+"="+name)
	}
	command.Env = append(command.Env, "ANSWERS="+answers, "PATH="+filepath.Dir(answers)+string(os.PathListSeparator)+lookUp(command.Env, "PATH"))
	handed, err := p.Challenge.Handout(challenge.Substitution{Namespaces: namespaces, Registry: p.Registry})
	if err != nil {
		return nil, err
	}
	if len(handed) > 0 {
		files := filepath.Join(scratch, "files")
		if _, err := handout.Write(files, handed); err != nil {
			return nil, err
		}
		command.Env = append(command.Env, filesVariable+"="+files)
	}
	var output bytes.Buffer
	command.Stdout, command.Stderr = &output, &output
	if err := command.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w: %s", path, err, strings.TrimSpace(output.String()))
	}
	given, err := readAnswers(p.Challenge, answers)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return given, nil
}

// filesVariable names the directory with what is handed to the learner.
const filesVariable = "FILES"

// lookUp is the value of a variable in an environment; the last one counts.
func lookUp(env []string, name string) string {
	for i := len(env) - 1; i >= 0; i-- {
		if value, found := strings.CutPrefix(env[i], name+"="); found {
			return value
		}
	}
	return ""
}

// answerCommand stands in for `kubectl mastery answer`, since a proof has no
// record: answer QUESTION VALUE...
const answerCommand = `#!/bin/sh
set -eu
question=$1
shift
printf '%s' "$*" > "$ANSWERS/$question"
`

// offerAnswer puts the command answer into a directory, and returns the one
// beside it that the answers go to.
func offerAnswer(scratch string) (answers string, err error) {
	bin := filepath.Join(scratch, "bin")
	answers = filepath.Join(bin, "answers")
	if err := os.MkdirAll(answers, 0o700); err != nil {
		return "", err
	}
	return answers, os.WriteFile(filepath.Join(bin, "answer"), []byte(answerCommand), 0o700)
}

// readAnswers reads what a proof answered, as the record would keep it.
func readAnswers(c *challenge.Challenge, dir string) (map[string]string, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	given := map[string]string{}
	for _, file := range files {
		if _, err := c.Question(file.Name()); err != nil {
			return nil, err
		}
		typed, err := os.ReadFile(filepath.Join(dir, file.Name()))
		if err != nil {
			return nil, err
		}
		if given[file.Name()], err = record.Tidy(string(typed)); err != nil {
			return nil, fmt.Errorf("answer %s: %w", file.Name(), err)
		}
	}
	return given, nil
}
