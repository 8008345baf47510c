package waf_test

import (
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

// guide is where the pages of the developer guide are.
const guide = "https://docs.aws.amazon.com/waf/latest/developerguide/"

// read reads the web ACL "acl" of some Terraform.
func read(t testing.TB, source string) *waf.ACL {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	return readDir(dir)
}

func readDir(dir string) *waf.ACL {
	cfg := hclload.Load(dir, hclload.Options{})
	lookup := func(arn tf.Value, types ...string) *tf.Resource {
		text, _ := arn.Text()
		s, _ := text.Sole()
		if r := cfg.Resource(s.Address); r != nil && strings.HasPrefix(s.Address, types[0]) {
			return r
		}
		return nil
	}
	for _, r := range cfg.OfType("aws_wafv2_web_acl") {
		return waf.Read(r, lookup, "")
	}
	return nil
}

// The parts of web ACLs, as short as tests want them.

func acl(defaults string, rules ...string) string {
	return "resource \"aws_wafv2_web_acl\" \"acl\" {\nscope = \"CLOUDFRONT\"\ndefault_action {\n" + defaults + "\n}\n" + strings.Join(rules, "\n") + "\n}\n"
}

func rule(priority, action, statement string, more ...string) string {
	return "rule {\nname = \"r" + priority + "\"\npriority = " + priority + "\naction {\n" + action + "\n}\nstatement {\n" + statement + "\n}\n" + strings.Join(more, "\n") + "\n}\n"
}

func group(override, statement string) string {
	return "rule {\nname = \"g1\"\npriority = 1\noverride_action {\n" + override + " {}\n}\nstatement {\n" + statement + "\n}\n}\n"
}

const (
	allow = "allow {}"
	block = "block {}"
	count = "count {}"
)

func custom(code string) string {
	return "block {\ncustom_response {\nresponse_code = " + code + "\n}\n}"
}

func geo(codes string) string { return "geo_match_statement {\ncountry_codes = [" + codes + "]\n}" }

func bytes(field, position, text, transformation string) string {
	return "byte_match_statement {\npositional_constraint = \"" + position + "\"\nsearch_string = " + text + "\nfield_to_match {\n" + field +
		"\n}\ntext_transformation {\npriority = 0\ntype = \"" + transformation + "\"\n}\n}"
}

func pathIs(position, text string) string {
	return bytes("uri_path {}", position, `"`+text+`"`, "NONE")
}

func header(name string) string { return "single_header {\nname = \"" + name + "\"\n}" }

func regex(pattern string) string {
	return "regex_match_statement {\nregex_string = \"" + pattern + "\"\nfield_to_match {\nuri_path {}\n}\ntext_transformation {\npriority = 0\ntype = \"NONE\"\n}\n}"
}

func size(field, operator, size string) string {
	return "size_constraint_statement {\ncomparison_operator = \"" + operator + "\"\nsize = " + size + "\nfield_to_match {\n" + field + "\n}\ntext_transformation {\npriority = 0\ntype = \"NONE\"\n}\n}"
}

func not(s string) string { return "not_statement {\nstatement {\n" + s + "\n}\n}" }

func nested(kind string, statements ...string) string {
	return kind + "_statement {\nstatement {\n" + strings.Join(statements, "\n}\nstatement {\n") + "\n}\n}"
}

const ips = "ip_set_reference_statement {\narn = aws_wafv2_ip_set.s.arn\n}"

func ipSet(addresses string) string {
	return "resource \"aws_wafv2_ip_set\" \"s\" {\naddresses = [" + addresses + "]\n}\n"
}

func label(name string) string { return "rule_label {\nname = \"" + name + "\"\n}" }

func hasLabel(scope, key string) string {
	return "label_match_statement {\nscope = \"" + scope + "\"\nkey = \"" + key + "\"\n}"
}

func managed(name, more string) string {
	return "managed_rule_group_statement {\nvendor_name = \"AWS\"\nname = \"" + name + "\"\n" + more + "\n}"
}

const ownGroup = "rule_group_reference_statement {\narn = aws_wafv2_rule_group.g.arn\n}"

func rules(list ...string) string {
	return "resource \"aws_wafv2_rule_group\" \"g\" {\n" + strings.Join(list, "\n") + "\n}\n"
}

// request is GET /docs/a.html from Germany, without a query.
func request(changes ...func(*waf.Request)) *waf.Request {
	headers := map[string]string{"host": "www.example.com", "user-agent": "curl/8.5.0"}
	r := &waf.Request{
		Method: "GET", Path: symbol.Literal("/docs/a.html"), Query: waf.Absent(), Country: "DE", Solved: true,
		Source: waf.Source{Addr: netip.MustParseAddr("198.51.100.7")},
		Header: func(name string) waf.Part {
			if value, set := headers[name]; set {
				return waf.Holding(symbol.Literal(value))
			}
			return waf.Absent()
		},
	}
	for _, change := range changes {
		change(r)
	}
	return r
}

func anywhere(r *waf.Request) { r.Country = "" }

func somebody(r *waf.Request) { r.Source = waf.Source{} }

func posts(r *waf.Request) { r.Method = "POST" }

func unsolved(r *waf.Request) { r.Solved = false }

func anyDocs(r *waf.Request) {
	r.Path = symbol.Literal("/docs/").Append(symbol.Of(symbol.Symbol{Address: "${rest}"}))
}

func query(q string) func(*waf.Request) {
	return func(r *waf.Request) { r.Query = waf.Holding(symbol.Literal(q)) }
}

func TestBench(t *testing.T) {
	const (
		yes      = waf.Allowed
		no       = waf.Blocked
		other    = waf.Answered
		unknown  = waf.Unknown
		actions  = "waf-rule-action.html"
		defaults = "web-acl-default-action.html"
		order    = "web-acl-processing.html"
		custom4  = "customizing-the-response-for-blocked-requests.html"
		geos     = "waf-rule-statement-type-geo-match.html"
		sets     = "waf-rule-statement-type-ipset-match.html"
		strs     = "waf-rule-statement-type-string-match.html"
		change   = "waf-rule-statement-transformation.html"
		regexes  = "waf-rule-statement-type-regex-match.html"
		sizes    = "waf-rule-statement-type-size-constraint-match.html"
		logic    = "waf-rule-statements-logical.html"
		labels   = "waf-labels.html"
		rates    = "waf-rule-statement-type-rate-based.html"
		attacks  = "waf-rule-statement-type-sqli-match.html"
		groups   = "web-acl-rule-group-override-options.html"
		captcha  = "waf-captcha-and-challenge-how-it-works.html"
	)
	for _, tc := range []struct {
		source string
		r      *waf.Request
		want   waf.Verdict
		page   string // below guide
	}{
		// Defaults and actions.
		{acl(allow), request(), yes, defaults},
		{acl(block), request(), no, defaults},
		{acl(custom("404")), request(), other, custom4},
		{acl(custom("403")), request(), no, custom4},
		{acl(custom("var.code")) + "variable \"code\" {}\n", request(), unknown, custom4},
		{acl(allow, rule("1", block, geo(`"DE"`))), request(), no, actions},
		{acl(block, rule("1", allow, geo(`"DE"`))), request(), yes, actions},
		{acl(allow, rule("1", count, geo(`"DE"`))), request(), yes, actions},
		{acl(allow, rule("1", "captcha {}", geo(`"DE"`))), request(unsolved), other, captcha},
		{acl(allow, rule("1", "captcha {}", geo(`"DE"`))), request(), yes, captcha},
		{acl(allow, rule("1", "challenge {}", geo(`"DE"`)), rule("2", block, geo(`"DE"`))), request(), no, captcha},
		{acl(allow, rule("1", custom("429"), geo(`"DE"`))), request(), other, custom4},
		{acl(allow, "dynamic \"rule\" {\nfor_each = var.x\ncontent {}\n}") + "variable \"x\" {}\n", request(), unknown, order},

		// The order is that of the priorities.
		{acl(allow, rule("2", block, geo(`"DE"`)), rule("1", allow, geo(`"DE"`))), request(), yes, order},
		{acl(allow, rule("1", block, geo(`"DE"`)), rule("2", allow, geo(`"DE"`))), request(), no, order},
		{acl(allow, rule("1", count, geo(`"DE"`)), rule("2", block, geo(`"DE"`))), request(), no, order},
		{acl(block, rule("1", allow, geo(`"US"`)), rule("2", count, geo(`"DE"`))), request(), no, order},
		{acl(allow, rule("1", block, geo("var.c")), rule("2", block, geo(`"DE"`))) + "variable \"c\" {}\n", request(), no, order},
		{acl(allow, rule("1", allow, geo("var.c")), rule("2", block, geo(`"DE"`))) + "variable \"c\" {}\n", request(), unknown, order},

		// Countries.
		{acl(allow, rule("1", block, geo(`"RU", "BY"`))), request(), yes, geos},
		{acl(allow, rule("1", block, geo(`"DE"`))), request(anywhere), unknown, geos},
		{acl(allow, rule("1", block, not(geo(`"US"`)))), request(), no, geos},
		{acl(allow, rule("1", block, not(geo(`"DE"`)))), request(), yes, geos},
		{acl(allow, rule("1", block, "geo_match_statement {\ncountry_codes = [\"DE\"]\nforwarded_ip_config {\nheader_name = \"X-Forwarded-For\"\nfallback_behavior = \"MATCH\"\n}\n}")), request(), unknown, geos},

		// Addresses.
		{acl(allow, rule("1", block, ips)) + ipSet(`"198.51.100.0/24"`), request(), no, sets},
		{acl(allow, rule("1", block, ips)) + ipSet(`"203.0.113.0/24"`), request(), yes, sets},
		{acl(allow, rule("1", block, not(ips))) + ipSet(``), request(somebody), no, sets},
		{acl(allow, rule("1", block, not(ips))) + ipSet(`"10.0.0.0/8"`), request(somebody), no, sets},
		{acl(allow, rule("1", block, not(ips))) + ipSet(`"203.0.113.0/24"`), request(somebody), unknown, sets},
		{acl(allow, rule("1", block, ips)) + ipSet(``), request(somebody), yes, sets},
		{acl(allow, rule("1", block, ips)) + ipSet(`var.a`) + "variable \"a\" {}\n", request(), unknown, sets},
		{acl(allow, rule("1", block, "ip_set_reference_statement {\narn = \"arn:aws:wafv2:x\"\n}")), request(), unknown, sets},

		// Texts.
		{acl(allow, rule("1", block, pathIs("STARTS_WITH", "/docs/"))), request(), no, strs},
		{acl(allow, rule("1", block, pathIs("STARTS_WITH", "/admin/"))), request(), yes, strs},
		{acl(allow, rule("1", block, pathIs("ENDS_WITH", ".html"))), request(), no, strs},
		{acl(allow, rule("1", block, pathIs("EXACTLY", "/docs"))), request(), yes, strs},
		{acl(allow, rule("1", block, pathIs("CONTAINS", "cs/a"))), request(), no, strs},
		{acl(allow, rule("1", block, pathIs("CONTAINS_WORD", "docs"))), request(), no, strs},
		{acl(allow, rule("1", block, pathIs("CONTAINS_WORD", "doc"))), request(), yes, strs},
		{acl(allow, rule("1", block, pathIs("STARTS_WITH", "/docs/"))), request(anyDocs), no, strs},
		{acl(allow, rule("1", block, pathIs("STARTS_WITH", "/docs/a"))), request(anyDocs), unknown, strs},
		{acl(allow, rule("1", block, pathIs("STARTS_WITH", "/admin"))), request(anyDocs), yes, strs},
		{acl(allow, rule("1", block, bytes("method {}", "EXACTLY", `"POST"`, "NONE"))), request(posts), no, strs},
		{acl(allow, rule("1", block, bytes(header("User-Agent"), "STARTS_WITH", `"curl/"`, "NONE"))), request(), no, strs},
		{acl(allow, rule("1", block, bytes(header("x-secret"), "EXACTLY", `"s"`, "NONE"))), request(), yes, strs},
		{acl(allow, rule("1", block, not(bytes(header("x-secret"), "EXACTLY", `"s"`, "NONE")))), request(), no, strs},
		{acl(allow, rule("1", block, bytes("query_string {}", "CONTAINS", `"debug"`, "NONE"))), request(), yes, strs},
		{acl(allow, rule("1", block, bytes("query_string {}", "CONTAINS", `"debug"`, "NONE"))), request(query("debug=1")), no, strs},
		{acl(allow, rule("1", block, bytes("single_query_argument {\nname = \"debug\"\n}", "EXACTLY", `"1"`, "NONE"))), request(query("debug=1")), no, strs},
		{acl(allow, rule("1", block, bytes("body {}", "CONTAINS", `"x"`, "NONE"))), request(), yes, strs},
		{acl(allow, rule("1", block, bytes("body {}", "CONTAINS", `"x"`, "NONE"))), request(posts), unknown, strs},
		{acl(allow, rule("1", block, bytes("cookies {}", "CONTAINS", `"x"`, "NONE"))), request(), unknown, strs},

		// Transformations.
		{acl(allow, rule("1", block, bytes(header("host"), "EXACTLY", `"www.example.com"`, "LOWERCASE"))), request(), no, change},
		{acl(allow, rule("1", block, bytes("uri_path {}", "EXACTLY", `"/DOCS/a.html"`, "LOWERCASE"))), request(), yes, change},
		{acl(allow, rule("1", block, bytes("uri_path {}", "CONTAINS", `"/docs"`, "URL_DECODE"))), request(), no, change},
		{acl(allow, rule("1", block, bytes("uri_path {}", "CONTAINS", `"/docs"`, "NORMALIZE_PATH"))), request(), no, change},
		{acl(allow, rule("1", block, bytes("uri_path {}", "CONTAINS", `"/docs"`, "CMD_LINE"))), request(), unknown, change},

		// Regular expressions and sizes.
		{acl(allow, rule("1", block, regex(`^/docs/.*[.]html$`))), request(), no, regexes},
		{acl(allow, rule("1", block, regex(`[.]php$`))), request(), yes, regexes},
		{acl(allow, rule("1", block, regex(`(?!docs)`))), request(), unknown, regexes},
		{acl(allow, rule("1", block, regex(`^/docs/`))), request(anyDocs), unknown, regexes},
		{acl(allow, rule("1", block, size("uri_path {}", "GT", "1024"))), request(), yes, sizes},
		{acl(allow, rule("1", block, size("uri_path {}", "GT", "5"))), request(), no, sizes},
		{acl(allow, rule("1", block, size("uri_path {}", "LE", "100"))), request(), no, sizes},
		{acl(allow, rule("1", block, size("body {}", "GT", "8192"))), request(), yes, sizes},
		{acl(allow, rule("1", block, size("body {}", "GT", "8192"))), request(posts), unknown, sizes},

		// Statements within statements.
		{acl(allow, rule("1", block, nested("and", geo(`"DE"`), pathIs("STARTS_WITH", "/docs/")))), request(), no, logic},
		{acl(allow, rule("1", block, nested("and", geo(`"DE"`), pathIs("STARTS_WITH", "/admin/")))), request(), yes, logic},
		{acl(allow, rule("1", block, nested("or", geo(`"US"`), pathIs("STARTS_WITH", "/docs/")))), request(), no, logic},
		{acl(allow, rule("1", block, nested("and", geo("var.c"), pathIs("STARTS_WITH", "/admin/")))) + "variable \"c\" {}\n", request(), yes, logic},
		{acl(allow, rule("1", block, not(nested("or", geo(`"US"`), geo(`"FR"`))))), request(), no, logic},

		// Labels of earlier rules.
		{acl(allow, rule("1", count, geo(`"DE"`), label("europe")), rule("2", block, hasLabel("LABEL", "europe"))), request(), no, labels},
		{acl(allow, rule("2", count, geo(`"DE"`), label("europe")), rule("1", block, hasLabel("LABEL", "europe"))), request(), yes, labels},
		{acl(allow, rule("1", count, geo(`"US"`), label("europe")), rule("2", block, hasLabel("LABEL", "europe"))), request(), yes, labels},
		{acl(allow, rule("1", block, hasLabel("LABEL", "awswaf:managed:aws:bot-control:bot:verified"))), request(), yes, labels},
		{acl(allow, rule("1", count, geo(`"DE"`), label("where:europe")), rule("2", block, hasLabel("NAMESPACE", "where:"))), request(), no, labels},

		// Rates and attacks: no first, ordinary request is one.
		{acl(allow, rule("1", block, "rate_based_statement {\nlimit = 100\naggregate_key_type = \"IP\"\n}")), request(), yes, rates},
		{acl(allow, rule("1", block, "sqli_match_statement {\nfield_to_match {\nquery_string {}\n}\n}")), request(), yes, attacks},

		// Rule groups.
		{acl(allow, group("none", ownGroup)) + rules(rule("1", block, geo(`"DE"`))), request(), no, groups},
		{acl(allow, group("count", ownGroup)) + rules(rule("1", block, geo(`"DE"`))), request(), yes, groups},
		{acl(allow, group("none", ownGroup)) + rules(rule("1", block, geo(`"US"`))), request(), yes, groups},
		{acl(block, group("none", ownGroup)) + rules(rule("1", allow, geo(`"DE"`))), request(), yes, groups},
		{acl(allow, group("none", "rule_group_reference_statement {\narn = aws_wafv2_rule_group.g.arn\nrule_action_override {\nname = \"r1\"\naction_to_use {\ncount {}\n}\n}\n}")) + rules(rule("1", block, geo(`"DE"`))), request(), yes, groups},
		{acl(allow, group("none", "rule_group_reference_statement {\narn = \"arn:aws:wafv2:x\"\n}")), request(), unknown, groups},
		{acl(allow, group("none", managed("AWSManagedRulesCommonRuleSet", ""))), request(), unknown, groups},
		{acl(allow, group("count", managed("AWSManagedRulesCommonRuleSet", ""))), request(), yes, groups},
		{acl(allow, group("none", managed("AWSManagedRulesCommonRuleSet", "")), rule("2", block, geo(`"DE"`))), request(), no, groups},
		{acl(block, group("none", managed("AWSManagedRulesBotControlRuleSet", ""))), request(), unknown, groups},
		{acl(allow, group("none", managed("AWSManagedRulesCommonRuleSet", "scope_down_statement {\n"+geo(`"US"`)+"\n}"))), request(), yes, groups},
	} {
		answer := read(t, tc.source).Evaluate(tc.r)
		if answer.Verdict != tc.want || (answer.Verdict == unknown) != (answer.Because != "") {
			t.Errorf("got %v (%s), want %v by %s%s:\n%s", answer.Verdict, answer.Because, tc.want, guide, tc.page, tc.source)
		}
	}
}
