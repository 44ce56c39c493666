package cmd

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/pflag"

	"github.com/kubectl-mastery/kubectl-mastery/lab/lab"
	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// Environment variables that stand for flags.
const (
	dataDirEnv = "KUBECTL_MASTERY_LAB_DATA_DIR"
	payloadEnv = "KUBECTL_MASTERY_LAB_PAYLOAD"
)

// A place is where labs are kept, and where their programs are.
type place struct{ dataDir string }

func (p *place) addFlags(flags *pflag.FlagSet) {
	dir := os.Getenv(dataDirEnv)
	if dir == "" {
		dir = string(state.DefaultRoot)
	}
	flags.StringVar(&p.dataDir, "data-dir", dir, "directory of all labs (also $"+dataDirEnv+")")
}

// machine is this host with the labs of the place.
func (p *place) machine() (lab.Machine, error) {
	dir, err := filepath.Abs(p.dataDir)
	if err != nil {
		return lab.Machine{}, fmt.Errorf("find data directory: %w", err)
	}
	payload, err := payload()
	if err != nil {
		return lab.Machine{}, err
	}
	owner, err := lab.FindOwner()
	if err != nil {
		return lab.Machine{}, err
	}
	return lab.Machine{Root: state.Root(dir), Payload: payload, Owner: owner}, nil
}

// payload is the directory beside this very program, links followed, unless
// the environment says otherwise.
func payload() (string, error) {
	dir := os.Getenv(payloadEnv)
	if dir == "" {
		self, err := os.Executable()
		if err == nil {
			self, err = filepath.EvalSymlinks(self)
		}
		if err != nil {
			return "", fmt.Errorf("find the lab's programs: %w", err)
		}
		dir = filepath.Join(filepath.Dir(self), "mastery-lab")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("find the lab's programs: %w", err)
	}
	return dir, nil
}

// find finds a lab of the place.
func (p *place) find(name string) (lab.Machine, *state.Lab, error) {
	machine, err := p.machine()
	if err != nil {
		return machine, nil, err
	}
	found, err := machine.Find(name)
	return machine, found, err
}
