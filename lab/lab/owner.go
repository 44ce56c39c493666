package lab

import (
	"fmt"
	"os"
	"os/user"
	"strconv"

	"github.com/kubectl-mastery/kubectl-mastery/lab/state"
)

// FindOwner tells who asks: under sudo, the user who called it.
func FindOwner() (state.Owner, error) {
	id := strconv.Itoa(os.Getuid())
	if sudo := os.Getenv("SUDO_UID"); sudo != "" && os.Getuid() == 0 {
		id = sudo
	}
	who, err := user.LookupId(id)
	if err != nil {
		return state.Owner{}, fmt.Errorf("find who asks: %w", err)
	}
	uid, err := strconv.Atoi(who.Uid)
	if err != nil {
		return state.Owner{}, fmt.Errorf("find who asks: %w", err)
	}
	gid, err := strconv.Atoi(who.Gid)
	if err != nil {
		return state.Owner{}, fmt.Errorf("find who asks: %w", err)
	}
	home := who.HomeDir
	// Without sudo it is where kubectl looks as well.
	if own := os.Getenv("HOME"); own != "" && uid == os.Getuid() {
		home = own
	}
	return state.Owner{UID: uid, GID: gid, Home: home}, nil
}
