package check

import (
	"fmt"

	"github.com/distribution/reference"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
)

func celSameImage(a, b ref.Val) ref.Val {
	same, why := sameImage(said(a), said(b))
	if why != "" {
		return unknowable(why)
	}
	return types.Bool(same)
}

// sameImage compares image references as the container runtime understands
// them: nginx, docker.io/library/nginx and nginx:latest are one. Whether a
// digest is what a tag of the same repository stands for only its registry
// knows; unknown then says so.
func sameImage(a, b string) (same bool, unknown string) {
	left, errLeft := reference.ParseDockerRef(a)
	right, errRight := reference.ParseDockerRef(b)
	if errLeft != nil || errRight != nil {
		return a == b, ""
	}
	_, byDigest := left.(reference.Digested)
	_, otherByDigest := right.(reference.Digested)
	if byDigest != otherByDigest && left.Name() == right.Name() {
		return false, fmt.Sprintf("whether %s is %s only their registry knows; to have it compared, name the image in the same way", a, b)
	}
	return left.String() == right.String(), ""
}
