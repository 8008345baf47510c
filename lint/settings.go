package lint

import (
	"slices"
	"strings"
	"time"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// Settings are what people state about their distributions and about the
// rules. A nil pointer states nothing.
type Settings struct {
	// Viewers are requests that must not be denied: a denial is an error even
	// where the rule takes it for meant.
	Viewers []*Class
	// Refused are denials that are meant. What Viewers holds is not refused.
	Refused []*Class
	// Rules has what is set for rules, by slug.
	Rules map[string]RuleSetting
	// Known, if not nil, says of a finding that no comment is about why it does
	// not count. It is asked once about each cause, each distribution that it
	// denies and each place where it is written, in an order that the
	// configuration gives.
	Known func(Finding) Suppression
	// Today decides which comments have expired; the zero Time is now.
	Today time.Time
}

// A RuleSetting changes a rule for all distributions.
type RuleSetting struct {
	// Off tells that the rule is not asked.
	Off bool
	// Severity is that of the findings of the rule that are no notes.
	Severity Severity
	// Reason says why, in the words of whoever set it.
	Reason string
}

// A Class is a set of requests. In Viewers, what is not stated is as an
// ordinary request has it; in Refused, it is anything.
type Class struct {
	Name   string
	Reason string
	Range  tf.Range

	// Distributions are addresses, Hosts names and Paths path patterns: a star
	// stands for any text.
	Distributions, Hosts, Paths []string
	Methods, Schemes, Countries []string
	Headers                     map[string]string // names in lower case
	Signed                      symbol.Truth      // Unknown where it is not stated
	Rules                       []string          // of Refused only
}

// today returns the day that counts.
func (s *Settings) today() time.Time {
	if s == nil || s.Today.IsZero() {
		return time.Now()
	}
	return s.Today
}

// known returns why a finding does not count.
func (s *Settings) known(f Finding) Suppression {
	if s == nil || s.Known == nil || f.Suppressed() {
		return f.Suppression
	}
	return s.Known(f)
}

// setting returns what is set for a rule.
func (s *Settings) setting(r *Rule) RuleSetting {
	if s == nil {
		return RuleSetting{}
	}
	return s.Rules[r.Slug]
}

// viewers returns the classes of requests that must not be denied.
func (s *Settings) viewers(d *cloudfront.Distribution) []*Class {
	if s == nil {
		return nil
	}
	var classes []*Class
	for _, c := range s.Viewers {
		if c.about(d) {
			classes = append(classes, c)
		}
	}
	return classes
}

// refused returns the class that tells that a denial is meant, nil without.
func (s *Settings) refused(d *cloudfront.Distribution, rule *Rule, r cloudfront.Request) *Class {
	if s == nil {
		return nil
	}
	for _, c := range s.Refused {
		if c.about(d) && (len(c.Rules) == 0 || slices.Contains(c.Rules, rule.Slug)) && c.holds(r) {
			return c
		}
	}
	return nil
}

// about reports whether the class is about requests to a distribution. One
// that states hosts alone is about the distributions that serve them.
func (c *Class) about(d *cloudfront.Distribution) bool {
	if len(c.Distributions) > 0 {
		return anyMatches(c.Distributions, symbol.Literal(d.Address()))
	}
	if len(c.Hosts) == 0 {
		return true
	}
	return slices.ContainsFunc(c.Hosts, func(host string) bool {
		name := sampleHost(symbol.Literal(host))
		return d.Lists(name) == symbol.True || slices.ContainsFunc(d.Hosts(), func(h cloudfront.Host) bool {
			return symbol.Match(symbol.Literal(host), h.Name) == symbol.True
		})
	})
}

// holds reports whether a request is certainly one of the class.
func (c *Class) holds(r cloudfront.Request) bool {
	for name, value := range c.Headers {
		if !strings.EqualFold(r.Headers[name], value) {
			return false
		}
	}
	return matchesIfStated(c.Hosts, r.Host) &&
		matchesIfStated(c.Paths, symbol.Literal(r.Path)) &&
		isOneOf(c.Methods, r.Method) && isOneOf(c.Schemes, r.Scheme) && isOneOf(c.Countries, r.Country) &&
		(c.Signed == symbol.Unknown || c.Signed == symbol.TruthOf(r.Signed))
}

func isOneOf(list []string, value string) bool { return len(list) == 0 || slices.Contains(list, value) }

func matchesIfStated(patterns []string, t symbol.Text) bool {
	return len(patterns) == 0 || anyMatches(patterns, t)
}

func anyMatches(patterns []string, t symbol.Text) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		return symbol.Match(symbol.Literal(p), t) == symbol.True
	})
}
