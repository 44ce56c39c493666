package probe

import (
	"fmt"
	"path"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// Names of the files that TLS needs; their directory tells apart whose they
// are.
const (
	tlsDirectory  = "/tls"
	authorityFile = "ca.crt"
	clientFile    = "tls.crt"
	keyFile       = "tls.key"
)

// files gathers what a probe's pod mounts of Secrets and ConfigMaps. All of it
// is optional: what is missing is for the try to tell, not for the pod to wait
// for.
type files struct {
	sources []corev1.VolumeProjection
}

func (f *files) authority(source string) string {
	match := sourcePattern.FindStringSubmatch(source)
	directory := f.directory()
	item := []corev1.KeyToPath{{Key: match[3], Path: directory + "/" + authorityFile}}
	object, optional := corev1.LocalObjectReference{Name: match[2]}, true
	if match[1] == "secret" {
		f.sources = append(f.sources, corev1.VolumeProjection{Secret: &corev1.SecretProjection{LocalObjectReference: object, Items: item, Optional: &optional}})
	} else {
		f.sources = append(f.sources, corev1.VolumeProjection{ConfigMap: &corev1.ConfigMapProjection{LocalObjectReference: object, Items: item, Optional: &optional}})
	}
	return path.Join(tlsDirectory, directory, authorityFile)
}

func (f *files) client(source string) (certificate, key string) {
	directory, optional := f.directory(), true
	f.sources = append(f.sources, corev1.VolumeProjection{Secret: &corev1.SecretProjection{
		LocalObjectReference: corev1.LocalObjectReference{Name: clientPattern.FindStringSubmatch(source)[1]},
		Items: []corev1.KeyToPath{
			{Key: corev1.TLSCertKey, Path: directory + "/" + clientFile},
			{Key: corev1.TLSPrivateKeyKey, Path: directory + "/" + keyFile},
		},
		Optional: &optional,
	}})
	return path.Join(tlsDirectory, directory, clientFile), path.Join(tlsDirectory, directory, keyFile)
}

func (f *files) directory() string { return fmt.Sprint(len(f.sources)) }

// named is what a mounted file is to the learner.
func (t TLS) named(file string) string {
	if path.Base(file) == authorityFile {
		object, key, _ := strings.Cut(t.CA, ":")
		return fmt.Sprintf("key %s of %s", key, object)
	}
	return fmt.Sprintf("key %s of %s", path.Base(file), t.Client)
}
