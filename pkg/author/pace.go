package author

import (
	"bufio"
	"context"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

const (
	// few cases run at once on a machine however busy it is: much of a case is
	// waiting.
	few = 5
	// spare is the share of the processors that has to be idle for one more.
	spare = 0.08
	// looking is how long the processors are looked at before each case, which
	// is also the time that the case before it has to show what it takes.
	looking = 700 * time.Millisecond
)

// pace lets cases begin one after the other while processors are idle. Where the
// cluster is on this machine, as many run at once as it bears, and what else
// runs there counts as well; where it is not, the pool's room is the bound.
type pace struct {
	// door holds one token: only one waits for the processors at a time.
	door    chan struct{}
	running atomic.Int64
	// clock tells how long all processors together have been idle and have been
	// there so far, in any unit; ok is false where that is not known.
	clock func() (idle, all float64, ok bool)
}

func newPace(clock func() (idle, all float64, ok bool)) *pace {
	return &pace{door: make(chan struct{}, 1), clock: clock}
}

// begin waits until one more case may run, and returns how to tell that it has
// ended. Its only error is that of ctx.
func (p *pace) begin(ctx context.Context) (end func(), err error) {
	select {
	case p.door <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-p.door }()
	for p.running.Load() >= few {
		idle, all, ok := p.clock()
		select {
		case <-time.After(looking):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		idleNow, allNow, _ := p.clock()
		if !ok || idleNow-idle >= spare*(allNow-all) {
			break
		}
	}
	p.running.Add(1)
	return func() { p.running.Add(-1) }, nil
}

// processors reads how long this machine's processors have been idle, from the
// first line of /proc/stat, as proc_stat(5) has it. Waiting for a disk is not
// idle here: one more case would wait there as well.
func processors() (idle, all float64, ok bool) {
	file, err := os.Open("/proc/stat")
	if err != nil {
		return 0, 0, false
	}
	defer file.Close()
	line, err := bufio.NewReader(file).ReadString('\n')
	if err != nil {
		return 0, 0, false
	}
	return spent(line)
}

// spent reads that line.
func spent(line string) (idle, all float64, ok bool) {
	const idleField, guestField = 4, 9 // guests' time is part of user and nice
	fields := strings.Fields(line)
	if len(fields) <= idleField || fields[0] != "cpu" {
		return 0, 0, false
	}
	for i, field := range fields[1:min(len(fields), guestField)] {
		value, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return 0, 0, false
		}
		all += value
		if i+1 == idleField {
			idle = value
		}
	}
	return idle, all, true
}
