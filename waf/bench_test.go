package waf_test

import (
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/no403/no403/hclload"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/no403/no403/waf"
)

// guide is where the pages are that the cases cite.
const guide = "https://docs.aws.amazon.com/waf/latest/developerguide/"

// library reads Terraform, of which the tests write no more than what matters.
func library(t testing.TB, source string) (*waf.Library, *tf.Config) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg := hclload.Load(dir, hclload.Options{})
	lookup := func(text symbol.Text, _ string, types ...string) *tf.Resource {
		s, _ := text.Sole()
		r := cfg.Resource(s.Address)
		for _, kind := range types {
			if r != nil && r.Type == kind {
				return r
			}
		}
		return nil
	}
	return waf.NewLibrary(cfg, lookup), cfg
}

// acl compiles the web ACL with the rules and the default action.
func acl(t testing.TB, defaults, rules, others string) *waf.ACL {
	t.Helper()
	l, cfg := library(t, "resource \"aws_wafv2_web_acl\" \"w\" {\ndefault_action {\n"+defaults+" {}\n}\n"+rules+"\n}\n"+others)
	return l.ACL(cfg.Resource("aws_wafv2_web_acl.w"))
}

// rule writes a rule whose action is one word or a block.
func rule(priority, action, statement string) string {
	if !strings.Contains(action, "{") {
		action += " {}"
	}
	return "rule {\nname = \"r" + priority + "\"\npriority = " + priority + "\naction {\n" + action + "\n}\nstatement {\n" + statement + "\n}\n}\n"
}

func labelled(priority, label, statement string) string {
	r := rule(priority, "count", statement)
	return strings.Replace(r, "rule {", "rule {\nrule_label {\nname = \""+label+"\"\n}", 1)
}

// group writes a rule that asks a rule group.
func group(override, kind, content string) string {
	return "rule {\nname = \"g\"\npriority = 1\noverride_action {\n" + override + " {}\n}\nstatement {\n" + kind + " {\n" + content + "\n}\n}\n}\n"
}

func matches(field, constraint, search string, transformations ...string) string {
	if len(transformations) == 0 {
		transformations = []string{"NONE"}
	}
	s := "byte_match_statement {\nsearch_string = \"" + search + "\"\npositional_constraint = \"" + constraint + "\"\nfield_to_match {\n" + field + "\n}\n"
	return s + transformed(transformations...) + "}\n"
}

func transformed(names ...string) string {
	var b strings.Builder
	for i, name := range names {
		fmt.Fprintf(&b, "text_transformation {\npriority = %d\ntype = %q\n}\n", i, name)
	}
	return b.String()
}

func not(s string) string { return "not_statement {\nstatement {\n" + s + "}\n}\n" }

func all(kind string, parts ...string) string {
	return kind + " {\n statement {\n" + strings.Join(parts, "}\n statement {\n") + "}\n}\n"
}

func countries(codes string) string {
	return "geo_match_statement {\ncountry_codes = [" + codes + "]\n}\n"
}

func size(field, operator, n string) string {
	return "size_constraint_statement {\ncomparison_operator = \"" + operator + "\"\nsize = " + n + "\nfield_to_match {\n" + field + "\n}\n" + transformed("NONE") + "}\n"
}

func regex(field, pattern string) string {
	return "regex_match_statement {\nregex_string = \"" + pattern + "\"\nfield_to_match {\n" + field + "\n}\n" + transformed("NONE") + "}\n"
}

func ips(addresses string) string {
	return "resource \"aws_wafv2_ip_set\" \"s\" {\naddresses = [" + addresses + "]\n}\n"
}

const (
	path    = "uri_path {}"
	query   = "query_string {}"
	method  = "method {}"
	body    = "body {}"
	agent   = "single_header {\nname = \"User-Agent\"\n}"
	secret  = "single_header {\nname = \"X-Secret\"\n}"
	inSet   = "ip_set_reference_statement {\narn = aws_wafv2_ip_set.s.arn\n}\n"
	rate    = "rate_based_statement {\nlimit = 100\n}\n"
	labelA  = "label_match_statement {\nscope = \"LABEL\"\nkey = \"a\"\n}\n"
	common  = "vendor_name = \"AWS\"\nname = \"AWSManagedRulesCommonRuleSet\"\n"
	ownRef  = "arn = aws_wafv2_rule_group.g.arn\n"
	managed = "managed_rule_group_statement"
	own     = "rule_group_reference_statement"
)

// a request writes what is known of one: the method, the URI, and after it
// "country=DE", "from=192.0.2.1", "name:value" of a header, "name:" of a header
// that is empty, and "!name" of one that is missing. "?" is one of which nothing
// is known but that its path begins with a slash.
func request(t *testing.T, words string) waf.Request {
	t.Helper()
	if words == "?" {
		return waf.Request{Path: "/"}
	}
	fields := strings.Fields(words)
	r := waf.Request{Method: fields[0], PathKnown: true, QueryKnown: true}
	r.Path, r.Query, _ = strings.Cut(fields[1], "?")
	headers := make(map[string]waf.Header)
	for _, f := range fields[2:] {
		if code, ok := strings.CutPrefix(f, "country="); ok {
			r.Country = code
			continue
		}
		if address, ok := strings.CutPrefix(f, "from="); ok {
			r.Source = netip.MustParseAddr(address)
			continue
		}
		if name, ok := strings.CutPrefix(f, "!"); ok {
			headers[name] = waf.Header{Presence: waf.Absent}
			continue
		}
		name, value, _ := strings.Cut(f, ":")
		headers[name] = waf.Header{Presence: waf.Known, Value: symbol.Literal(value)}
	}
	r.Header = func(name string) waf.Header { return headers[name] }
	return r
}

// show writes an answer as the cases do.
func show(a waf.Answer) string {
	words := map[waf.Outcome]string{waf.Allowed: "allow", waf.Blocked: "block", waf.UnknownOutcome: "unknown"}[a.Outcome]
	if a.Outcome == waf.Blocked && a.Status != 403 {
		words = "block with another status"
	}
	if a.Challenge != nil {
		words += " after a challenge"
	}
	return words
}
