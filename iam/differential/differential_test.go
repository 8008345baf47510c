package differential_test

import (
	"math/rand"
	"strings"
	"testing"

	"github.com/minio/pkg/v3/policy"
	"github.com/no403/no403/iam"
	"github.com/no403/no403/symbol"
)

const (
	policies = 20_000
	requests = 5 // for each policy
)

// TestAgainstMinIO generates policies and requests that often have something to
// do with each other, and asks both engines.
func TestAgainstMinIO(t *testing.T) {
	g := generator{rand.New(rand.NewSource(1))}
	count := make(map[iam.Outcome]int)
	refused := 0
	for range policies {
		document := g.policy()
		ours, err := iam.Parse(document, symbol.Of)
		theirs, theirErr := policy.ParseBucketPolicyConfig(strings.NewReader(document), bucket)
		if (err == nil) != (theirErr == nil) {
			t.Fatalf("one of the two refuses %s: %v, %v", document, err, theirErr)
		}
		if err != nil {
			refused++
			continue
		}
		for range requests {
			r := g.request()
			outcome := ours.Evaluate(r.ours()).Outcome
			count[outcome]++
			allowed := theirs.IsAllowed(r.theirs())
			if outcome == iam.Unknown || allowed != (outcome == iam.Allow) {
				t.Errorf("%s\n%+v: got %s, MinIO allows it: %t", document, r, outcome, allowed)
			}
		}
	}
	t.Logf("%d policies, %d refused by both; requests: %v", policies, refused, count)
	// What is never allowed or never denied compares nothing.
	for _, outcome := range []iam.Outcome{iam.Allow, iam.ExplicitDeny, iam.ImplicitDeny} {
		if count[outcome] < policies*requests/10 {
			t.Errorf("only %d times %s", count[outcome], outcome)
		}
	}
	if refused > policies/20 {
		t.Errorf("%d policies were refused", refused)
	}
}
