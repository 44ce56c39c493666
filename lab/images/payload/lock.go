package payload

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// lock makes runs that share a cache wait for each other. The kernel gives the
// lock back whatever becomes of the run.
func (b Build) lock() (unlock func(), err error) {
	if err := os.MkdirAll(b.Cache, 0o755); err != nil {
		return nil, fmt.Errorf("prepare cache: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(b.Cache, "lock"), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("lock cache: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		b.say("waiting for another run that uses %s", b.Cache)
		if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
			f.Close()
			return nil, fmt.Errorf("lock cache: %w", err)
		}
	}
	return func() { f.Close() }, nil
}
