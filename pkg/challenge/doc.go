// Package challenge says what a challenge is: the types of challenge.yaml,
// strict loading from any fs.FS, and validation. It reads no cluster and runs
// no program; a challenge is data.
//
// The format is described in docs/decisions/001-challenge-format.md.
package challenge
