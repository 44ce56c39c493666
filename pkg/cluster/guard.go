package cluster

import (
	"fmt"
	"regexp"
)

// production matches names of contexts that look like production: prod,
// production, prd or live as a word of their own.
var production = regexp.MustCompile(`(?i)(^|[^a-z])(prod|production|prd|live)([^a-z]|$)`)

// Guard refuses a context that looks like production, unless the user named
// it literally with --context. To name an overlay of it is not to name it.
func (c *Cluster) Guard() error {
	named := c.flags.Context != nil && *c.flags.Context != "" && *c.flags.Context == c.Context
	if named || !production.MatchString(c.Context) {
		return nil
	}
	return fmt.Errorf("context %q looks like production; to practise there all the same, name it: --context %s", c.Context, c.Context)
}
