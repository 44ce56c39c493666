// Package challenges carries the catalogue: every challenge's directory, of its
// proofs the right ones, some of which learners are shown, the curriculum, and
// texts about its items.
package challenges

import "embed"

// FS holds one directory for each challenge, curriculum.yaml, and learn.
//
//go:embed curriculum.yaml learn */challenge.yaml */debrief.md */scenario */before */faults */trials */files */proof/right
var FS embed.FS
