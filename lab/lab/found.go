package lab

import (
	"errors"
	"os"
)

// find reads the lab, and leaves it nil if there is none. What an up left that was
// killed before the lab was whole, or a down before all of it was gone, is removed.
func (u *upper) find() error {
	lab, err := u.read(u.Name)
	switch {
	case err == nil && !lab.Unfinished:
		u.lab = lab
		return nil
	case err == nil:
		err = u.stop(lab)
	case errors.Is(err, os.ErrNotExist):
		// One whose description somebody has removed may even run.
		err = u.endNamed(u.Name)
	}
	if err != nil {
		return err
	}
	return u.dir.Remove()
}
