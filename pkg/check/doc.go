// Package check decides: checks and evidence in, verdicts out. It is pure: it
// asks no cluster and no clock, so that every verdict can be repeated from
// recorded evidence.
//
// The rules are in docs/decisions/003-verdicts.md.
package check
