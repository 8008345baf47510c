package differential_test

import (
	"encoding/json"
	"math/rand"
	"testing"

	"github.com/minio/pkg/v3/policy"
	"github.com/no403/no403/iam"
)

const (
	policies          = 25_000
	requestsPerPolicy = 6
)

// A tally counts what the comparison has seen.
type tally struct {
	refused  int
	requests int
	outcomes map[iam.Outcome]int
}

// TestAgreement compares the two engines on random policies and requests.
func TestAgreement(t *testing.T) {
	g := generator{Rand: rand.New(rand.NewSource(403))}
	seen := tally{outcomes: map[iam.Outcome]int{}}
	for range policies {
		document := g.document()
		ours, theirs := parse(t, document)
		if ours == nil || theirs == nil {
			seen.refused++
			continue
		}
		for range requestsPerPolicy {
			r := g.request()
			outcome := ours.Evaluate(r.ours()).Outcome
			if other := ask(theirs, r); outcome != other {
				t.Errorf("iam says %v, the other engine %v\npolicy: %s\nrequest: %+v", outcome, other, document, r)
			}
			seen.requests++
			seen.outcomes[outcome]++
		}
		if t.Failed() {
			return
		}
	}
	seen.check(t)
}

// parse reads a policy with both engines. Each is nil where it is refused,
// which both must do or neither.
func parse(t *testing.T, document string) (ours *iam.Policy, theirs *policy.BucketPolicy) {
	t.Helper()
	ours, err := iam.Parse(document, nil)
	theirs = &policy.BucketPolicy{}
	otherErr := json.Unmarshal([]byte(document), theirs)
	if otherErr != nil {
		theirs = nil
	}
	if (err == nil) != (otherErr == nil) {
		t.Errorf("iam reads it with error %v, the other engine with error %v\npolicy: %s", err, otherErr, document)
	}
	return ours, theirs
}

// ask evaluates a request with the other engine. It only tells whether the
// request is allowed. But it allows the owner of a bucket whatever no Deny
// forbids, and so tells the two denies apart.
func ask(theirs *policy.BucketPolicy, r request) iam.Outcome {
	args := r.theirs()
	owner := args
	owner.IsOwner = true
	switch {
	case theirs.IsAllowed(args):
		return iam.Allow
	case theirs.IsAllowed(owner):
		return iam.ImplicitDeny
	}
	return iam.ExplicitDeny
}

// check fails where the figures tell that little was compared.
func (seen tally) check(t *testing.T) {
	t.Helper()
	t.Logf("%d policies, of them %d refused by both; %d requests: %d allowed, %d denied explicitly, %d implicitly",
		policies, seen.refused, seen.requests,
		seen.outcomes[iam.Allow], seen.outcomes[iam.ExplicitDeny], seen.outcomes[iam.ImplicitDeny])
	if seen.refused*20 >= policies {
		t.Error("5% of the policies or more were refused")
	}
	for _, outcome := range []iam.Outcome{iam.Allow, iam.ExplicitDeny, iam.ImplicitDeny} {
		if seen.outcomes[outcome]*10 < seen.requests {
			t.Errorf("less than 10%% of the answers are %v", outcome)
		}
	}
}
