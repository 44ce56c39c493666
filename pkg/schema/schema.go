// Package schema has the JSON schema of challenge.yaml, for editors: it knows
// every field, with what pkg/challenge says of it.
//
// It is made of the types in pkg/challenge; a test holds it to them, and
// writes it anew with
//
//	go test ./pkg/schema -update
package schema

import _ "embed"

//go:embed challenge.schema.json
var challengeSchema []byte

// Challenge is the schema as JSON.
func Challenge() []byte { return challengeSchema }
