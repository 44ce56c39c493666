package author

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// TestPace has a machine whose processors each case takes an eighth of, and one
// that does not tell.
func TestPace(t *testing.T) {
	for name, test := range map[string]struct {
		known bool
		want  int64
	}{
		"busy with eight":       {true, 8},
		"nobody knows how busy": {false, 20},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var p *pace
				idle, last := 0.0, time.Now()
				p = newPace(func() (float64, float64, bool) {
					idle += time.Since(last).Seconds() * max(0, 1-float64(p.running.Load())/8)
					last = time.Now()
					return idle, float64(last.UnixNano()) / 1e9, test.known
				})
				ctx, cancel := context.WithCancel(t.Context())
				var ends []func()
				for range 20 {
					waits, stop := context.WithTimeout(ctx, 10*time.Second)
					if end, err := p.begin(waits); err == nil {
						ends = append(ends, end)
					}
					stop()
				}
				if got := p.running.Load(); got != test.want || int64(len(ends)) != got {
					t.Errorf("%d run at once, %d began; want %d", got, len(ends), test.want)
				}
				ends[0]()
				if _, err := p.begin(ctx); err != nil || p.running.Load() != test.want {
					t.Errorf("after one has ended: %v, %d run", err, p.running.Load())
				}
				cancel()
				if _, err := p.begin(ctx); err == nil {
					t.Error("it began after it was told to stop")
				}
			})
		})
	}
}

func TestSpent(t *testing.T) {
	for line, want := range map[string][2]float64{
		"cpu  10 2 3 100 5 0 1 4 7 0\n": {100, 125},
		"cpu 1 2 3 4\n":                 {4, 10},
		"cpu  10 2 3\n":                 {},
		"intr 1 2 3 4 5\n":              {},
		"cpu 1 2 x 4 5\n":               {},
		"":                              {},
	} {
		idle, all, ok := spent(line)
		if idle != want[0] || all != want[1] || ok != (want[1] > 0) {
			t.Errorf("%q: %v of %v, %v; want %v", line, idle, all, ok, want)
		}
	}
}
