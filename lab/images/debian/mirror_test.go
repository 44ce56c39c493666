package debian

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestHostMirrors(t *testing.T) {
	for name, tt := range map[string]struct {
		// targets and addresses are what apt-get says of its lists and of its
		// sources.
		targets, addresses string
		want               Mirrors
		err                error
	}{
		"a Debian machine": {
			targets: "Debian http://near.example/debian/\nDebian http://near.example/debian/\nDebian http://near.example/debian-security/\n",
			want:    Mirrors{Main: "http://near.example/debian", Security: "http://near.example/debian-security"},
		},
		"others' packages for Debian": {
			targets: "Vendor https://vendor.example/linux/debian/\nDebian http://near.example/debian/\n",
			want:    Mirrors{Main: "http://near.example/debian"},
		},
		"before the first update": {
			addresses: "'http://near.example/debian/dists/trixie/InRelease' near.example_debian_dists_trixie_InRelease 0 \n" +
				"'http://near.example/debian-security/dists/trixie-security/InRelease' near.example_InRelease 0 \n",
			want: Mirrors{Main: "http://near.example/debian", Security: "http://near.example/debian-security"},
		},
		"another distribution": {
			targets:   "Ubuntu http://near.example/ubuntu/\n",
			addresses: "'http://near.example/ubuntu/dists/noble/InRelease' near.example_InRelease 0 \n",
			err:       ErrNoMirror,
		},
		"no sources": {err: ErrNoMirror},
	} {
		t.Run(name, func(t *testing.T) {
			bin := t.TempDir()
			script := "#!/bin/sh\n[ $1 = update ] && printf %s \"$ADDRESSES\" || printf %s \"$TARGETS\"\n"
			if err := os.WriteFile(filepath.Join(bin, "apt-get"), []byte(script), 0o755); err != nil {
				t.Fatal(err)
			}
			t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
			t.Setenv("TARGETS", tt.targets)
			t.Setenv("ADDRESSES", tt.addresses)
			got, err := hostMirrors(t.Context())
			if got != tt.want || !errors.Is(err, tt.err) {
				t.Errorf("got %+v, %v; want %+v, %v", got, err, tt.want, tt.err)
			}
		})
	}
}
