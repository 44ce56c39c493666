package payload

import (
	"bytes"
	"strings"
	"testing"
)

func TestMainRefuses(t *testing.T) {
	tests := []struct{ args, want string }{
		{"", "payload: usage: payload -out DIR"},
		{"-out a -cache b more", "payload: usage: payload -out DIR"},
		{"-nosuch", "flag provided but not defined: -nosuch"},
		{"-out a -cache b -lab testdata/nowhere", "payload: load components: open "},
	}
	for _, test := range tests {
		var said bytes.Buffer
		if code := Main(t.Context(), strings.Fields(test.args), &said); code != 1 || !strings.Contains(said.String(), test.want) {
			t.Errorf("payload %s: exit code %d, says %q; want 1 and %q", test.args, code, said.String(), test.want)
		}
	}
	var said bytes.Buffer
	if code := Main(t.Context(), []string{"-h"}, &said); code != 0 || !strings.Contains(said.String(), "-refresh") {
		t.Errorf("payload -h: exit code %d, says %q", code, said.String())
	}
}
