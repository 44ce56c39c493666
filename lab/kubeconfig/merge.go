package kubeconfig

import (
	"bytes"
	"fmt"
	"runtime"

	"golang.org/x/sys/unix"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
)

// Merge puts the one context of the kubeconfig from, with its cluster and
// user, into the kubeconfig to of a user, as that user. The current context
// stays as it is. An entry of the same name that belongs to another cluster is
// an error.
func Merge(from, to string, uid, gid int) error {
	own, err := clientcmd.LoadFromFile(from)
	if err != nil {
		return fmt.Errorf("read kubeconfig: %w", err)
	}
	return change(to, uid, gid, func(users *api.Config) error {
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
}

// Unmerge takes out what Merge put in, unless it has become another cluster's.
func Unmerge(from, to string, uid, gid int) error {
	own, err := clientcmd.LoadFromFile(from)
	if err != nil {
		return fmt.Errorf("read kubeconfig: %w", err)
	}
	return change(to, uid, gid, func(users *api.Config) error {
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
}

// change rewrites a user's kubeconfig under kubectl's own lock, with no more
// rights on files than the user has: what is written is theirs, and nothing
// that they could not write themselves.
func change(path string, uid, gid int, edit func(*api.Config) error) error {
	access := &clientcmd.PathOptions{
		GlobalFile:   path,
		LoadingRules: &clientcmd.ClientConfigLoadingRules{ExplicitPath: path},
	}
	result := make(chan error, 1)
	go func() {
		// These rights belong to the thread, which ends with this goroutine.
		runtime.LockOSThread()
		if err := asUser(uid, gid); err != nil {
			result <- err
			return
		}
		config, err := access.GetStartingConfig()
		if err == nil {
			err = edit(config)
		}
		if err == nil {
			err = clientcmd.ModifyConfig(access, *config, false)
		}
		result <- err
	}()
	if err := <-result; err != nil {
		return fmt.Errorf("change kubeconfig: %w", err)
	}
	return nil
}

// asUser gives the calling thread a user's rights on files.
func asUser(uid, gid int) error {
	if _, err := unix.SetfsgidRetGid(gid); err != nil {
		return fmt.Errorf("act as group %d: %w", gid, err)
	}
	if _, err := unix.SetfsuidRetUid(uid); err != nil {
		return fmt.Errorf("act as user %d: %w", uid, err)
	}
	return nil
}
