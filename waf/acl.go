package waf

import (
	"cmp"
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// An ACL is a web ACL, compiled: references are followed and rules are in the
// order in which AWS WAF asks them.
// See https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing-order.html.
type ACL struct {
	Resource *tf.Resource
	// At is the default action.
	At tf.Block
	// Regional tells that the ACL is for regional services, not for CloudFront.
	Regional symbol.Truth

	defaults action
	rules    []*Rule
	// incomplete says why there may be other rules.
	incomplete string
	// unordered tells that the order of the rules is not known.
	unordered bool
	anything  *Answer // for a request of which nothing is known
}

// A Rule is a rule of a web ACL or rule group.
type Rule struct {
	// Name is the rule's name for people.
	Name string
	// Resource holds the rule at the place At.
	Resource *tf.Resource
	At       tf.Block

	priority  int64
	ordered   bool
	statement statement
	action    action
	labels    []string
	labelled  bool // labels are all that it sets
	maybe     bool // the rule may not be there

	group     *group
	counted   symbol.Truth // override_action turns the outcome of the group into a count
	scope     statement    // what the group is asked about, nil for every request
	overrides map[string]action
	overruled bool // overrides are all that there are
}

// A group is the rules of a rule group.
type group struct {
	rules []*Rule
	// incomplete says why there may be other rules.
	incomplete string
	// others tells that rules which are not at hand may set labels.
	others bool
}

// Words names the requests that a rule is for, to go after "requests"; without a
// rule, those that are left to the default action.
func (a *ACL) Words(r *Rule) string {
	if r != nil {
		return r.statement.words()
	}
	var allowed []string
	for _, rule := range a.rules {
		if rule.action.kind == allow {
			allowed = append(allowed, rule.statement.words())
		}
	}
	if len(allowed) == 1 {
		return opposite(allowed[0])
	}
	return "other than those " + strings.Join(allowed, " or ")
}

// order sorts rules by priority.
func order(rules []*Rule) (ordered bool) {
	slices.SortStableFunc(rules, func(a, b *Rule) int { return cmp.Compare(a.priority, b.priority) })
	return len(rules) < 2 || !slices.ContainsFunc(rules, func(r *Rule) bool { return !r.ordered })
}
