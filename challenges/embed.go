// Package challenges carries the catalogue: every challenge's directory but
// its proofs, and the curriculum.
package challenges

import "embed"

// FS holds one directory for each challenge, and curriculum.yaml.
//
//go:embed curriculum.yaml */challenge.yaml */debrief.md */scenario */faults */trials
var FS embed.FS
