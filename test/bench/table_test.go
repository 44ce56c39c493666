package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLine(t *testing.T) {
	for _, tt := range []struct {
		want, format string
		aim          float64
		values       []float64
	}{
		{"| a | 2.0 | 1.0 | 3.5 |  |", "%.1f", 0, []float64{3.5, 1, 2}},
		{"| a | 2.00 | 1.00 | 3.50 | 1.2: missed |", "%.2f", 1.2, []float64{3.5, 1, 2}},
		{"| a | 596 |  |  | 600: kept |", "%.0f", 600, []float64{596.4}},
	} {
		if diff := cmp.Diff(tt.want, line("a", tt.format, tt.aim, tt.values)); diff != "" {
			t.Errorf("line (-want +got):\n%s", diff)
		}
	}
}

// TestMerge shows that what only some starts have stays in its place.
func TestMerge(t *testing.T) {
	for _, tt := range []struct{ list, other, want []string }{
		{nil, []string{"a", "b"}, []string{"a", "b"}},
		{[]string{"a", "c"}, []string{"a", "b", "c", "d"}, []string{"a", "b", "c", "d"}},
		{[]string{"a", "b", "c"}, []string{"a", "c"}, []string{"a", "b", "c"}},
	} {
		if diff := cmp.Diff(tt.want, merge(tt.list, tt.other)); diff != "" {
			t.Errorf("merge %v and %v (-want +got):\n%s", tt.list, tt.other, diff)
		}
	}
}

func TestTotal(t *testing.T) {
	c := &cluster{end: []float64{5, 6}, use: map[string]*use{
		"etcd":    {start: []float64{0.5, 0.25}, memory: []float64{40}, cpu: []float64{1}, crowd: []float64{2}},
		"kubelet": {start: []float64{1, 2}, memory: []float64{60}, cpu: []float64{0.5}},
		"runc":    {start: []float64{0.25}},
	}}
	want := &use{start: []float64{1.75, 2.25}, memory: []float64{100}, cpu: []float64{1.5}, crowd: []float64{2}}
	if diff := cmp.Diff(want, c.total(), cmp.AllowUnexported(use{})); diff != "" {
		t.Errorf("total (-want +got):\n%s", diff)
	}
}

func TestRatios(t *testing.T) {
	if diff := cmp.Diff([]float64{1.5, 0.5}, ratios([]float64{3, 2}, []float64{2, 4})); diff != "" {
		t.Errorf("ratios (-want +got):\n%s", diff)
	}
}
