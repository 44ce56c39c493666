// Package test tries the lab as its users do: by the built program, on a real
// cluster. It needs root, and what `make` has built.
package test
