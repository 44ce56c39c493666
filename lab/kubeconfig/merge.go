package kubeconfig

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"runtime"

	"golang.org/x/sys/unix"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
)

// Merge puts the one context of the kubeconfig from, with its cluster and
// user, into the kubeconfig to of a user, as that user. The current context
// stays as it is. An entry of the same name that belongs to another cluster is
// an error. It tells whether it made the file.
func Merge(from, to string, uid, gid int) (made bool, err error) {
	own, err := clientcmd.LoadFromFile(from)
	if err != nil {
		return false, fmt.Errorf("read kubeconfig: %w", err)
	}
	err = change(to, uid, gid, func(users *api.Config) error {
		_, missing := os.Stat(to)
		made = errors.Is(missing, os.ErrNotExist)
		// Entries are written to the file that they say they come from.
		for name, cluster := range own.Clusters {
			cluster.LocationOfOrigin = ""
			if there := users.Clusters[name]; there != nil && there.Server != cluster.Server {
				return fmt.Errorf("%s has another cluster %q already: rename it there, or give the lab another name", to, name)
			}
			users.Clusters[name] = cluster
		}
		for name, user := range own.AuthInfos {
			user.LocationOfOrigin = ""
			users.AuthInfos[name] = user
		}
		for name, context := range own.Contexts {
			context.LocationOfOrigin = ""
			users.Contexts[name] = context
		}
		return nil
	})
	return made, err
}

// Unmerge takes out what Merge put in, unless it has become another cluster's. A
// file that Merge made is removed if there is nothing else in it.
func Unmerge(from, to string, uid, gid int, made bool) error {
	own, err := clientcmd.LoadFromFile(from)
	if err != nil {
		return fmt.Errorf("read kubeconfig: %w", err)
	}
	err = change(to, uid, gid, func(users *api.Config) error {
		for name, cluster := range own.Clusters {
			there := users.Clusters[name]
			if there == nil || !bytes.Equal(there.CertificateAuthorityData, cluster.CertificateAuthorityData) {
				continue
			}
			delete(users.Clusters, name)
			delete(users.AuthInfos, own.Contexts[own.CurrentContext].AuthInfo)
			delete(users.Contexts, own.CurrentContext)
			if users.CurrentContext == own.CurrentContext {
				users.CurrentContext = ""
			}
		}
		return nil
	})
	if err != nil || !made {
		return err
	}
	if err := asUser(uid, gid, func() error { return removeEmpty(to) }); err != nil {
		return fmt.Errorf("remove a kubeconfig with nothing in it: %w", err)
	}
	return nil
}

// removeEmpty removes a kubeconfig that says nothing, unless somebody changes it.
func removeEmpty(path string) error {
	// As kubectl locks it.
	lock, err := os.OpenFile(path+".lock", os.O_CREATE|os.O_EXCL, 0)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer os.Remove(lock.Name())
	defer lock.Close()
	config, err := clientcmd.LoadFromFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil || !api.IsConfigEmpty(config) {
		return err
	}
	return os.Remove(path)
}

// change rewrites a user's kubeconfig under kubectl's own lock, with no more
// rights on files than the user has: what is written is theirs, and nothing
// that they could not write themselves.
func change(path string, uid, gid int, edit func(*api.Config) error) error {
	access := &clientcmd.PathOptions{
		GlobalFile:   path,
		LoadingRules: &clientcmd.ClientConfigLoadingRules{ExplicitPath: path},
	}
	err := asUser(uid, gid, func() error {
		config, err := access.GetStartingConfig()
		if err == nil {
			err = edit(config)
		}
		if err != nil {
			return err
		}
		return clientcmd.ModifyConfig(access, *config, false)
	})
	if err != nil {
		return fmt.Errorf("change kubeconfig: %w", err)
	}
	return nil
}

// asUser calls do with a user's rights on files.
func asUser(uid, gid int, do func() error) error {
	result := make(chan error, 1)
	go func() {
		// These rights belong to the thread, which ends with this goroutine.
		runtime.LockOSThread()
		err := become(uid, gid)
		if err == nil {
			err = do()
		}
		result <- err
	}()
	return <-result
}

// become gives the calling thread a user's rights on files.
func become(uid, gid int) error {
	if _, err := unix.SetfsgidRetGid(gid); err != nil {
		return fmt.Errorf("act as group %d: %w", gid, err)
	}
	if _, err := unix.SetfsuidRetUid(uid); err != nil {
		return fmt.Errorf("act as user %d: %w", uid, err)
	}
	return nil
}
