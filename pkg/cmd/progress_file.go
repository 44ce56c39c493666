package cmd

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/kubectl-mastery/kubectl-mastery/pkg/record"
)

// maxImport bounds a file that is read as a record, in bytes; the API server
// keeps no larger one.
const maxImport = 1 << 20

func (a *app) newProgressExport() *cobra.Command {
	return &cobra.Command{
		Use:     "export",
		Short:   "Print your record, to be kept or imported elsewhere",
		Example: "  kubectl mastery progress export > record.yaml",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			known, err := a.known(c.Context())
			if err != nil {
				return err
			}
			document, err := known.Format()
			if err != nil {
				return err
			}
			_, err = a.term.Out.Write(document)
			return err
		},
	}
}

func (a *app) newProgressImport() *cobra.Command {
	return &cobra.Command{
		Use:     "import FILE",
		Short:   "Add what a record holds to yours on this cluster; - reads it from standard input",
		Example: "  kubectl mastery progress import record.yaml",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("name the file that `kubectl mastery progress export` has printed, or - for standard input")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			imported, err := readRecord(args[0], a.term.In)
			if err != nil {
				return err
			}
			s, err := a.openAs(c.Context(), imported.Learner)
			if err != nil {
				return err
			}
			now := s.cluster.Now().UTC().Truncate(time.Second)
			before := runs(s.record)
			merged, err := s.store.Update(c.Context(), func(r *record.Record) { *r = *record.Merge(r, foreign(imported, r, now)) })
			if err != nil {
				return err
			}
			s.remember()
			whose := ""
			if imported.Learner != s.store.Learner && imported.Learner != "" {
				whose = " of " + imported.Learner
			}
			s.term.Say("%s %s%s was added to the record of %s: %d attempts, of which %d are new to it. See: kubectl mastery progress",
				s.term.Sign(Good), args[0], whose, s.store.Learner, runs(imported), runs(merged)-before)
			return nil
		},
	}
}

// runs counts the attempts in a record.
func runs(r *record.Record) int {
	n := 0
	for _, history := range r.Challenges {
		n += len(history.Runs)
	}
	return n
}

// readRecord reads a record from a file.
func readRecord(path string, in io.Reader) (*record.Record, error) {
	if path != "-" {
		file, err := os.Open(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no file %s; name the one that `kubectl mastery progress export` was written to", path)
		}
		if err != nil {
			return nil, fmt.Errorf("read the record: %w", err)
		}
		defer file.Close()
		in = file
	}
	text, err := io.ReadAll(io.LimitReader(in, maxImport+1))
	if err != nil {
		return nil, fmt.Errorf("read the record: %w", err)
	}
	if len(text) > maxImport {
		return nil, fmt.Errorf("%s holds more than %d KiB, so it is no record; nothing was changed", path, maxImport>>10)
	}
	r, err := record.Parse(text)
	if errors.Is(err, record.ErrUnreadable) {
		return nil, fmt.Errorf("%s is no record, as `kubectl mastery progress export` prints them; nothing was changed", path)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w; nothing was changed: %s", path, err, record.Upgrade)
	}
	return r, nil
}

// foreign is an imported record as it counts here. What it says of runs that
// are not known here is of the past: a file must not tell stop what to remove.
func foreign(imported, here *record.Record, now time.Time) *record.Record {
	known := map[string]bool{}
	for _, history := range here.Challenges {
		for _, run := range history.Runs {
			known[run.ID] = true
		}
	}
	past := record.New(here.Learner)
	for id, history := range imported.Challenges {
		for _, run := range history.Runs {
			if !known[run.ID] {
				if run.Stopped.IsZero() {
					run.Stopped = now
				}
				run.Namespaces = nil
			}
			past.Put(id, run)
		}
	}
	return past
}
