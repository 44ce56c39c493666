package state

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// A Lock is a file that one process at a time holds. The kernel knows the
// holder and lets go of the lock when it ends, however it ends, so a lock
// never goes stale and no process id has to be trusted.
//
// A process must open each of these files once: closing any descriptor of it
// gives the lock up.
type Lock struct{ file *os.File }

// ErrHeld says that another process holds the lock.
var ErrHeld = errors.New("held by another process")

// TryLock takes the lock of that file; the error is ErrHeld if another
// process has it.
func TryLock(path string) (*Lock, error) { return lock(path, unix.F_SETLK) }

// WaitLock takes the lock of that file as soon as it is free.
func WaitLock(path string) (*Lock, error) { return lock(path, unix.F_SETLKW) }

func lock(path string, how int) (*Lock, error) {
	for {
		l, err := lockFile(path, how)
		if err != nil {
			return nil, err
		}
		// Its last holder may have removed the file meanwhile: the next one would
		// make another, and there would be two holders.
		same, err := l.isAt(path)
		if same && err == nil {
			return l, nil
		}
		if err = errors.Join(err, l.Unlock()); err != nil {
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
	}
}

func lockFile(path string, how int) (*Lock, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	if err := control(f, how, whole()); err != nil {
		f.Close()
		if errors.Is(err, unix.EAGAIN) || errors.Is(err, unix.EACCES) {
			err = ErrHeld
		}
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return &Lock{file: f}, nil
}

// isAt tells whether the locked file is still the one with that path.
func (l *Lock) isAt(path string) (bool, error) {
	own, err := l.file.Stat()
	if err != nil {
		return false, err
	}
	there, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(own, there), err
}

// Unlock lets go of the lock; the file stays. No lock is no error.
func (l *Lock) Unlock() error {
	if l == nil {
		return nil
	}
	return l.file.Close()
}

// Discard removes the file and lets go of the lock. No lock is no error.
func (l *Lock) Discard() error {
	if l == nil {
		return nil
	}
	err := os.Remove(l.file.Name())
	if errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	if err = errors.Join(err, l.file.Close()); err != nil {
		return fmt.Errorf("remove lock: %w", err)
	}
	return nil
}

// Holder returns the process that holds the lock of that file, 0 if nobody
// does. It needs no right but to read the file.
func Holder(path string) (int, error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("look at lock: %w", err)
	}
	defer f.Close()
	found := whole()
	if err := control(f, unix.F_GETLK, found); err != nil {
		return 0, fmt.Errorf("look at lock %s: %w", path, err)
	}
	if found.Type == unix.F_UNLCK {
		return 0, nil
	}
	return int(found.Pid), nil
}

func whole() *unix.Flock_t {
	return &unix.Flock_t{Type: unix.F_WRLCK, Whence: io.SeekStart}
}

func control(f *os.File, how int, lock *unix.Flock_t) error {
	for {
		err := unix.FcntlFlock(f.Fd(), how, lock)
		if !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}
