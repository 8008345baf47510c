package waf_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/no403/no403/hclload"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/no403/no403/waf"
)

// probes are requests of which more and more is known.
var probes = []string{"?", "GET /", "GET /a", "GET /api/x?debug=1", "POST /", "GET / country=CN", "GET / !user-agent", "GET / from=192.0.2.7", "GET /a x-secret:s"}

func compile(t testing.TB, tc evaluation, more string) *waf.ACL {
	defaults := tc.defaults
	if defaults == "" {
		defaults = "allow"
	}
	return acl(t, defaults, tc.rules+more, tc.others)
}

// TestCounting adds a rule that counts, before and behind: no answer changes.
func TestCounting(t *testing.T) {
	for name, tc := range evaluations {
		if name == "priorities not known" {
			continue
		}
		plain := compile(t, tc, "")
		counted := compile(t, tc, rule("0", "count", matches(path, "STARTS_WITH", "/"))+rule("99", "count", inSet))
		for _, p := range probes {
			r := request(t, p)
			if before, after := plain.Evaluate(r), counted.Evaluate(r); show(before) != show(after) {
				t.Errorf("%s, %s: %s, and %s with a rule that counts", name, p, show(before), show(after))
			}
		}
	}
}

// TestRefining tells the same web ACL more of a request: what was certain stays.
func TestRefining(t *testing.T) {
	for name, tc := range evaluations {
		a := compile(t, tc, "")
		of := func(r waf.Request) waf.Answer { return a.Evaluate(r) }
		for _, p := range probes[1:] {
			r := request(t, p)
			vague := []waf.Request{{Path: "/"}, {Path: r.Path, PathKnown: true}, {Method: r.Method, Path: "/"}, {Path: "/", Country: r.Country}, {Path: "/", Header: r.Header}}
			for _, v := range vague {
				before, after := of(v), of(r)
				if before.Outcome != waf.UnknownOutcome && (before.Outcome != after.Outcome || before.Status != after.Status) {
					t.Errorf("%s, %s: %s was certain, then %s (%s)", name, p, show(before), show(after), after.Because)
				}
				if before.Denied != symbol.Unknown && before.Denied != after.Denied {
					t.Errorf("%s, %s: denied %v, then %v", name, p, before.Denied, after.Denied)
				}
			}
		}
	}
}

// FuzzEvaluate reads whatever may stand in a web ACL.
func FuzzEvaluate(f *testing.F) {
	for _, tc := range evaluations {
		f.Add(tc.rules, tc.others)
	}
	f.Add(group("none", own, ownRef), "resource \"aws_wafv2_rule_group\" \"g\" {\n"+group("none", own, ownRef)+"}\n")
	f.Add("", classicSource)
	f.Fuzz(func(t *testing.T, rules, others string) {
		dir := t.TempDir()
		source := "resource \"aws_wafv2_web_acl\" \"w\" {\ndefault_action {\nallow {}\n}\n" + rules + "\n}\n" + others
		if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		cfg := hclload.Load(dir, hclload.Options{})
		l := waf.NewLibrary(cfg, func(text symbol.Text, _ string, _ ...string) *tf.Resource {
			s, _ := text.Sole()
			return cfg.Resource(s.Address)
		})
		for _, kind := range []string{"aws_wafv2_web_acl", "aws_waf_web_acl"} {
			for _, r := range cfg.OfType(kind) {
				a := l.ACL(r)
				a.Examples()
				for _, p := range probes {
					answer := a.Evaluate(request(t, p))
					if answer.Outcome == waf.Blocked {
						a.Words(answer.Rule)
					}
				}
			}
		}
	})
}
