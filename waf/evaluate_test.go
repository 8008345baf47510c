package waf_test

import "testing"

// TestEvaluate asks small web ACLs about requests. Each case cites the page of
// the developer guide that says what AWS WAF does.
func TestEvaluate(t *testing.T) {
	pages := map[string]string{
		"default": "web-acl-default-action.html", "order": "web-acl-processing-order.html", "action": "waf-rule-action.html",
		"string": "waf-rule-statement-type-string-match.html", "transform": "waf-rule-statement-transformation.html",
		"fields": "waf-rule-statement-fields-list.html", "regex": "waf-rule-statement-type-regex-match.html",
		"patterns": "waf-rule-statement-type-regex-pattern-set-match.html", "geo": "waf-rule-statement-type-geo-match.html",
		"ip": "waf-rule-statement-type-ipset-match.html", "size": "waf-rule-statement-type-size-constraint-match.html",
		"logic": "waf-rule-statements-logical.html", "label": "waf-rule-statement-type-label-match.html",
		"rate": "waf-rule-statement-type-rate-based.html", "attack": "waf-rule-statement-type-sqli-match.html",
		"captcha": "waf-captcha-and-challenge-actions.html", "custom": "customizing-the-response-for-blocked-requests.html",
		"group": "waf-rule-groups.html", "override": "web-acl-rule-group-settings.html",
		"managed": "aws-managed-rule-groups-baseline.html", "forwarded": "waf-rule-statement-forwarded-ip-address.html",
	}
	for name, tc := range evaluations {
		t.Run(name, func(t *testing.T) {
			if pages[tc.page] == "" {
				t.Fatalf("%q is no page", tc.page)
			}
			defaults := tc.defaults
			if defaults == "" {
				defaults = "allow"
			}
			a := acl(t, defaults, tc.rules, tc.others)
			for words, want := range tc.want {
				answer := a.Evaluate(request(t, words))
				if got := show(answer); got != want {
					t.Errorf("%s: got %s (%s), want %s: see %s", words, got, answer.Because, want, guide+pages[tc.page])
				}
				if answer.Because == "" && want == "unknown" {
					t.Errorf("%s: no reason", words)
				}
			}
		})
	}
}

type evaluation struct {
	page                    string
	defaults, rules, others string
	want                    map[string]string // by request
}

type answers map[string]string

const dynamicRules = "dynamic \"rule\" {\nfor_each = var.x\ncontent {}\n}\n"

const variable = "variable \"x\" {}\n"

var evaluations = map[string]evaluation{
	"default allow":         {"default", "allow", "", "", answers{"?": "allow"}},
	"default block":         {"default", "block", "", "", answers{"?": "block"}},
	"block before default":  {"default", "allow", rule("1", "block", matches(path, "EXACTLY", "/a")), "", answers{"GET /a": "block", "GET /b": "allow", "?": "unknown"}},
	"allow before default":  {"default", "block", rule("1", "allow", matches(path, "EXACTLY", "/a")), "", answers{"GET /a": "allow", "GET /b": "block", "?": "unknown"}},
	"lower priority first":  {"order", "allow", rule("2", "block", matches(path, "EXACTLY", "/a")) + rule("1", "allow", matches(path, "EXACTLY", "/a")), "", answers{"GET /a": "allow"}},
	"same outcome":          {"order", "block", rule("1", "block", matches(path, "EXACTLY", "/a")), "", answers{"?": "block"}},
	"unknown before allow":  {"order", "allow", rule("1", "block", countries(`"CN"`)) + rule("2", "allow", matches(path, "EXACTLY", "/a")), "", answers{"GET /a": "unknown", "GET /a country=DE": "allow"}},
	"unknown behind allow":  {"order", "block", rule("1", "allow", matches(path, "EXACTLY", "/a")) + rule("2", "block", countries(`"CN"`)), "", answers{"GET /a": "allow"}},
	"priorities not known":  {"order", "allow", rule("var.x", "allow", matches(path, "STARTS_WITH", "/")) + rule("2", "block", matches(path, "EXACTLY", "/a")), variable, answers{"GET /a": "unknown"}},
	"rules not known":       {"order", "block", dynamicRules, variable, answers{"GET /a": "unknown"}},
	"rules as JSON":         {"order", "block", "rule_json = var.x\n", variable, answers{"GET /a": "unknown"}},
	"count goes on":         {"action", "block", rule("1", "count", matches(path, "STARTS_WITH", "/")), "", answers{"?": "block"}},
	"action not known":      {"action", "allow", rule("1", "dynamic \"block\" {\nfor_each = var.x\ncontent {}\n}", matches(path, "EXACTLY", "/a")), variable, answers{"GET /a": "unknown", "GET /b": "allow"}},
	"captcha, then default": {"captcha", "allow", rule("1", "captcha", matches(path, "EXACTLY", "/a")), "", answers{"GET /a": "allow after a challenge", "GET /b": "allow"}},
	"challenge, then block": {"captcha", "block", rule("1", "challenge", matches(path, "STARTS_WITH", "/")), "", answers{"?": "block after a challenge"}},
	"custom 404":            {"custom", "allow", rule("1", "block {\ncustom_response {\nresponse_code = 404\n}\n}", matches(path, "STARTS_WITH", "/")), "", answers{"?": "block with another status"}},
	"custom 403":            {"custom", "allow", rule("1", "block {\ncustom_response {\nresponse_code = 403\n}\n}", matches(path, "STARTS_WITH", "/")), "", answers{"?": "block"}},
	"custom not known":      {"custom", "allow", rule("1", "block {\ncustom_response {\nresponse_code = var.x\n}\n}", matches(path, "STARTS_WITH", "/")), variable, answers{"?": "block with another status"}},

	"exactly":             {"string", "", rule("1", "block", matches(path, "EXACTLY", "/a")), "", answers{"GET /a": "block", "GET /ab": "allow", "GET /A": "allow"}},
	"starts with":         {"string", "", rule("1", "block", matches(path, "STARTS_WITH", "/a")), "", answers{"GET /ab": "block", "GET /ba": "allow", "?": "unknown"}},
	"starts elsewhere":    {"string", "", rule("1", "block", matches(path, "STARTS_WITH", "a")), "", answers{"GET /a": "allow", "?": "allow"}},
	"ends with":           {"string", "", rule("1", "block", matches(path, "ENDS_WITH", ".php")), "", answers{"GET /a.php": "block", "GET /a.php5": "allow", "?": "unknown"}},
	"contains":            {"string", "", rule("1", "block", matches(path, "CONTAINS", "admin")), "", answers{"GET /x/admin/": "block", "GET /a": "allow"}},
	"contains the slash":  {"string", "", rule("1", "block", matches(path, "CONTAINS", "/")), "", answers{"?": "block"}},
	"contains word":       {"string", "", rule("1", "block", matches(path, "CONTAINS_WORD", "admin")), "", answers{"GET /admin/": "block", "GET /admins": "allow", "GET /my_admin": "allow", "GET /x-admin": "block", "GET /admins/admin": "block"}},
	"constraint unknown":  {"string", "", rule("1", "block", matches(path, "${var.x}", "/a")), variable, answers{"GET /a": "unknown"}},
	"string not known":    {"string", "", rule("1", "block", matches(path, "EXACTLY", "/${var.x}")), variable, answers{"GET /a": "unknown", "GET a": "allow"}},
	"empty string":        {"string", "", rule("1", "block", matches(path, "CONTAINS", "")), "", answers{"GET /a": "unknown"}},
	"lowercase":           {"transform", "", rule("1", "block", matches(path, "STARTS_WITH", "/admin", "LOWERCASE")), "", answers{"GET /ADMIN": "block"}},
	"decoded":             {"transform", "", rule("1", "block", matches(path, "STARTS_WITH", "/admin", "URL_DECODE")), "", answers{"GET /%61dmin": "block", "GET /b": "allow"}},
	"decoded, lowercase":  {"transform", "", rule("1", "block", matches(path, "STARTS_WITH", "/admin", "URL_DECODE", "LOWERCASE")), "", answers{"GET /%41dmin": "block"}},
	"not decoded":         {"transform", "", rule("1", "block", matches(path, "STARTS_WITH", "/admin")), "", answers{"GET /%61dmin": "allow"}},
	"badly encoded":       {"transform", "", rule("1", "block", matches(path, "STARTS_WITH", "/admin", "URL_DECODE")), "", answers{"GET /%zz": "unknown"}},
	"hex decoded":         {"transform", "", rule("1", "block", matches(path, "CONTAINS", "/", "HEX_DECODE")), "", answers{"GET /": "unknown"}},
	"normalized":          {"transform", "", rule("1", "block", matches(path, "STARTS_WITH", "/admin", "NORMALIZE_PATH")), "", answers{"GET /admin": "block", "GET /a/../admin": "unknown"}},
	"no entities":         {"transform", "", rule("1", "block", matches(path, "EXACTLY", "/a", "HTML_ENTITY_DECODE")), "", answers{"GET /a": "block", "GET /&#97;": "unknown"}},
	"query string":        {"fields", "", rule("1", "block", matches(query, "CONTAINS", "debug=1")), "", answers{"GET /?debug=1": "block", "GET /": "allow", "?": "unknown"}},
	"query argument":      {"fields", "", rule("1", "block", matches("single_query_argument {\nname = \"debug\"\n}", "EXACTLY", "1")), "", answers{"GET /?a=2&Debug=1": "block", "GET /?a=1": "allow"}},
	"no query arguments":  {"fields", "", rule("1", "block", matches("all_query_arguments {}", "CONTAINS", "x")), "", answers{"GET /": "allow", "GET /?x": "unknown"}},
	"method":              {"fields", "", rule("1", "block", matches(method, "EXACTLY", "POST")), "", answers{"POST /": "block", "GET /": "allow", "?": "unknown"}},
	"header":              {"fields", "", rule("1", "block", matches(agent, "CONTAINS", "bot")), "", answers{"GET / user-agent:robot": "block", "GET / user-agent:x": "allow", "GET / !user-agent": "allow", "GET /": "unknown"}},
	"body of a GET":       {"fields", "", rule("1", "block", matches(body, "CONTAINS", "x")), "", answers{"GET /": "allow", "POST /": "unknown"}},
	"cookies":             {"fields", "", rule("1", "block", matches("cookies {\nmatch_scope = \"ALL\"\noversize_handling = \"CONTINUE\"\nmatch_pattern {\nall {}\n}\n}", "CONTAINS", "x")), "", answers{"GET /": "unknown"}},
	"fingerprint":         {"fields", "", rule("1", "block", matches("ja3_fingerprint {\nfallback_behavior = \"NO_MATCH\"\n}", "EXACTLY", "x")), "", answers{"GET /": "unknown"}},
	"regex":               {"regex", "", rule("1", "block", regex(path, "^/a[0-9]+$")), "", answers{"GET /a12": "block", "GET /ab": "allow", "?": "unknown"}},
	"regex, lookahead":    {"regex", "", rule("1", "block", regex(path, "^/(?!a)")), "", answers{"GET /b": "unknown"}},
	"pattern set":         {"patterns", "", rule("1", "block", "regex_pattern_set_reference_statement {\narn = aws_wafv2_regex_pattern_set.p.arn\nfield_to_match {\nuri_path {}\n}\n"+transformed("NONE")+"}\n"), "resource \"aws_wafv2_regex_pattern_set\" \"p\" {\nregular_expression {\nregex_string = \"^/a\"\n}\nregular_expression {\nregex_string = \"b$\"\n}\n}\n", answers{"GET /ax": "block", "GET /xb": "block", "GET /x": "allow"}},
	"pattern set missing": {"patterns", "", rule("1", "block", "regex_pattern_set_reference_statement {\narn = var.x\nfield_to_match {\nuri_path {}\n}\n"+transformed("NONE")+"}\n"), variable, answers{"GET /a": "unknown"}},

	"country":              {"geo", "", rule("1", "block", countries(`"CN", "RU"`)), "", answers{"GET / country=CN": "block", "GET / country=DE": "allow", "GET /": "unknown"}},
	"other countries":      {"geo", "", rule("1", "block", not(countries(`"DE"`))), "", answers{"GET / country=CN": "block", "GET / country=DE": "allow", "GET /": "unknown"}},
	"countries not known":  {"geo", "", rule("1", "block", countries(`var.x, "CN"`)), variable, answers{"GET / country=CN": "block", "GET / country=DE": "unknown"}},
	"country in a header":  {"forwarded", "", rule("1", "block", "geo_match_statement {\ncountry_codes = [\"CN\"]\nforwarded_ip_config {\nheader_name = \"X-Forwarded-For\"\nfallback_behavior = \"MATCH\"\n}\n}\n"), "", answers{"GET / country=CN": "unknown"}},
	"address":              {"ip", "", rule("1", "block", inSet), ips(`"192.0.2.0/24", "2001:db8::/32"`), answers{"GET / from=192.0.2.7": "block", "GET / from=2001:db8::1": "block", "GET / from=203.0.113.1": "allow", "GET /": "unknown"}},
	"empty set":            {"ip", "", rule("1", "block", inSet), ips(``), answers{"?": "allow"}},
	"not in an empty set":  {"ip", "", rule("1", "block", not(inSet)), ips(``), answers{"?": "block"}},
	"not in private":       {"ip", "", rule("1", "block", not(inSet)), ips(`"10.0.0.0/8"`), answers{"?": "block"}},
	"wider than private":   {"ip", "", rule("1", "block", not(inSet)), ips(`"10.0.0.0/7"`), answers{"?": "unknown"}},
	"addresses not known":  {"ip", "", rule("1", "block", not(inSet)), variable + ips(`var.x`), answers{"?": "unknown", "GET / from=192.0.2.7": "unknown"}},
	"set not here":         {"ip", "", rule("1", "block", inSet), "", answers{"GET / from=192.0.2.7": "unknown"}},
	"address in a header":  {"forwarded", "", rule("1", "block", not("ip_set_reference_statement {\narn = aws_wafv2_ip_set.s.arn\nip_set_forwarded_ip_config {\nheader_name = \"X-Forwarded-For\"\nfallback_behavior = \"NO_MATCH\"\nposition = \"FIRST\"\n}\n}\n")), ips(``), answers{"GET /": "unknown", "GET / !x-forwarded-for": "unknown", "GET / x-forwarded-for:192.0.2.1": "block"}},
	"size":                 {"size", "", rule("1", "block", size(path, "GT", "3")), "", answers{"GET /abc": "block", "GET /ab": "allow", "?": "unknown"}},
	"size of no body":      {"size", "", rule("1", "block", size(body, "GT", "8192")), "", answers{"GET /": "allow", "POST /": "unknown"}},
	"size, each operator":  {"size", "", rule("1", "block", all("and_statement", size(path, "EQ", "2"), size(path, "NE", "3"), size(path, "LE", "2"), size(path, "LT", "3"), size(path, "GE", "2"))), "", answers{"GET /a": "block", "GET /": "allow"}},
	"and":                  {"logic", "", rule("1", "block", all("and_statement", matches(path, "STARTS_WITH", "/a"), countries(`"CN"`))), "", answers{"GET /a country=CN": "block", "GET /b": "allow", "GET /a": "unknown"}},
	"or":                   {"logic", "", rule("1", "block", all("or_statement", matches(path, "STARTS_WITH", "/a"), countries(`"CN"`))), "", answers{"GET /a": "block", "GET /b country=CN": "block", "GET /b": "unknown"}},
	"not":                  {"logic", "", rule("1", "block", not(matches(secret, "EXACTLY", "s"))), "", answers{"GET / !x-secret": "block", "GET / x-secret:s": "allow", "GET / x-secret:t": "block", "GET /": "unknown"}},
	"label":                {"label", "", labelled("1", "a", matches(path, "EXACTLY", "/a")) + rule("2", "block", labelA), "", answers{"GET /a": "block", "GET /b": "allow", "?": "unknown"}},
	"label set later":      {"label", "", labelled("2", "a", matches(path, "EXACTLY", "/a")) + rule("1", "block", labelA), "", answers{"GET /a": "allow"}},
	"label in a namespace": {"label", "", labelled("1", "n:a", matches(path, "EXACTLY", "/a")) + rule("2", "block", "label_match_statement {\nscope = \"NAMESPACE\"\nkey = \"n:\"\n}\n"), "", answers{"GET /a": "block", "GET /b": "allow"}},
	"label of AWS":         {"label", "", rule("2", "block", "label_match_statement {\nscope = \"LABEL\"\nkey = \"awswaf:clientip:geo:country:CN\"\n}\n"), "", answers{"GET /a": "unknown"}},
	"label of a group":     {"label", "", group("count", managed, common) + rule("2", "block", labelA), "", answers{"GET /a user-agent:x !cookie": "unknown"}},
	"rate":                 {"rate", "", rule("1", "block", rate), "", answers{"?": "allow"}},
	"rate, default block":  {"rate", "block", rule("1", "block", rate), "", answers{"?": "block"}},
	"attack":               {"attack", "", rule("1", "block", "sqli_match_statement {\nfield_to_match {\nquery_string {}\n}\n"+transformed("NONE")+"}\n"), "", answers{"GET /": "allow", "GET /?a=1": "unknown"}},
	"attack in the path":   {"attack", "", rule("1", "block", "xss_match_statement {\nfield_to_match {\nuri_path {}\n}\n"+transformed("NONE")+"}\n"), "", answers{"GET /": "unknown"}},
	"no such statement":    {"logic", "", rule("1", "block", "new_statement {}\n"), "", answers{"GET /": "unknown"}},

	"own group":                {"group", "", group("none", own, ownRef), ownGroup, answers{"GET /a": "block", "GET /b": "allow"}},
	"own group, counted":       {"override", "", group("count", own, ownRef), ownGroup, answers{"?": "allow"}},
	"own group, one counted":   {"override", "", group("none", own, ownRef+toCount("r1")), ownGroup, answers{"?": "allow"}},
	"own group, other counted": {"override", "", group("none", own, ownRef+toCount("r2")), ownGroup, answers{"GET /a": "block"}},
	"own group, override":      {"override", "", "rule {\nname = \"g\"\npriority = 1\nstatement {\nrule_group_reference_statement {\n" + ownRef + "}\n}\n}\n", ownGroup, answers{"GET /a": "unknown", "GET /b": "allow"}},
	"group not here":           {"group", "", group("none", own, ownRef), "", answers{"GET /a": "unknown"}},
	"group not here, counted":  {"override", "", group("count", own, ownRef), "", answers{"GET /a": "allow"}},
	"managed":                  {"managed", "", group("none", managed, common), "", answers{"GET / !user-agent": "block", "GET /": "unknown", "GET / user-agent:x": "unknown"}},
	"managed, default block":   {"managed", "block", group("none", managed, common), "", answers{"?": "block"}},
	"managed, counted":         {"override", "", group("count", managed, common), "", answers{"GET / !user-agent": "allow"}},
	"managed, one counted":     {"override", "", group("none", managed, common+toCount("NoUserAgent_HEADER")), "", answers{"GET / !user-agent": "unknown"}},
	"managed, one excluded":    {"override", "", group("none", managed, common+"excluded_rule {\nname = \"NoUserAgent_HEADER\"\n}\n"), "", answers{"GET / !user-agent": "unknown"}},
	"managed, scoped down":     {"managed", "", group("none", managed, common+"scope_down_statement {\n"+matches(path, "STARTS_WITH", "/api/")+"}\n"), "", answers{"GET /api/ !user-agent": "block", "GET / !user-agent": "allow"}},
	"managed, long query":      {"managed", "", group("none", managed, common), "", answers{"GET /?" + long: "block"}},
	"managed, to allow":        {"override", "block", group("none", managed, common+"rule_action_override {\nname = \"Other\"\naction_to_use {\nallow {}\n}\n}\n"), "", answers{"?": "unknown"}},
	"managed by others":        {"managed", "", group("none", managed, "vendor_name = \"Example\"\nname = \"AWSManagedRulesCommonRuleSet\"\n"), "", answers{"GET / !user-agent": "unknown"}},
}

var long = func() string {
	b := make([]byte, 3000)
	for i := range b {
		b[i] = 'a'
	}
	return string(b)
}()

var ownGroup = "resource \"aws_wafv2_rule_group\" \"g\" {\n" + rule("1", "block", matches(path, "EXACTLY", "/a")) + "}\n"

func toCount(name string) string {
	return "rule_action_override {\nname = \"" + name + "\"\naction_to_use {\ncount {}\n}\n}\n"
}
