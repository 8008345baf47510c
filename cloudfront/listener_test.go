package cloudfront_test

import (
	"strings"
	"testing"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
)

const (
	fixed403 = "type = \"fixed-response\"\n fixed_response {\n content_type = \"text/plain\"\n status_code = \"403\"\n}"
	forward  = "type = \"forward\"\n target_group_arn = \"arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/t/0\""
)

// listenerRule returns a rule whose conditions are given as "kind: values".
func listenerRule(priority, action string, conditions ...string) string {
	var b strings.Builder
	b.WriteString("resource \"aws_lb_listener_rule\" \"r" + priority + "\" {\n listener_arn = aws_lb_listener.l.arn\n priority = " + priority + "\n action {\n" + action + "\n}\n")
	for _, c := range conditions {
		kind, values, _ := strings.Cut(c, ": ")
		if name, header := strings.CutPrefix(kind, "header "); header {
			kind, values = "http_header", values+"\n http_header_name = \""+name+"\""
		}
		b.WriteString("condition {\n" + kind + " {\n values = " + values + "\n}\n}\n")
	}
	b.WriteString("}\n")
	return b.String()
}

// asked returns what a listener on port 80 does with a request that CloudFront
// sends it.
func asked(t *testing.T, r cloudfront.Request, origin, behavior, action string, rules ...string) cloudfront.ListenerAnswer {
	t.Helper()
	d := distribution(t, `
		aliases = ["www.example.com"]
		origin {
			origin_id = "o"
			domain_name = aws_lb.b.dns_name
			custom_origin_config {
				http_port = 80
				https_port = 443
				origin_protocol_policy = "http-only"
				origin_ssl_protocols = ["TLSv1.2"]
			}
			`+origin+`
		}
		default_cache_behavior {
			target_origin_id = "o"
			`+behavior+`
		}`,
		"resource \"aws_lb\" \"b\" {}\nresource \"aws_lb_listener\" \"l\" {\n load_balancer_arn = aws_lb.b.arn\n port = 80\n protocol = \"HTTP\"\n default_action {\n"+action+"\n}\n}",
		"resource \"random_password\" \"a\" { length = 32 }\nresource \"random_password\" \"b\" { length = 32 }\nvariable \"v\" { type = string }",
		strings.Join(rules, ""))
	b := d.BehaviorFor(r)
	o, _ := b.Origin()
	return o.Listener(b, r)
}

const allViewer = `origin_request_policy_id = "216adef6-5c7f-47e4-b989-5492eafa07d3"`

// The load balancer compares header values, hosts and paths by patterns, the
// latter with their case.
// See https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html.
func TestListenerConditions(t *testing.T) {
	custom := func(value string) string {
		return "custom_header {\n name = \"X-Origin-Verify\"\n value = " + value + "\n}"
	}
	const (
		unknown = cloudfront.ListenerNotKnown
		passes  = cloudfront.ListenerPasses
		header  = cloudfront.ListenerWantsHeader
		host    = cloudfront.ListenerWantsHost
		address = cloudfront.ListenerWantsAddress
		path    = cloudfront.ListenerRefusesPath
		other   = cloudfront.ListenerRefuses
	)
	for _, tc := range []struct {
		condition, origin, behavior string
		want                        cloudfront.ListenerVerdict
	}{
		{`header X-Origin-Verify: ["s"]`, "", "", header},
		{`header X-Origin-Verify: ["s"]`, "", allViewer, header},
		{`header x-origin-VERIFY: ["S"]`, custom(`"s"`), "", passes},
		{`header X-Origin-Verify: ["s*"]`, custom(`"secret"`), "", passes},
		{`header X-Origin-Verify: ["s?"]`, custom(`"s"`), "", header},
		{`header X-Origin-Verify: ["a", "b"]`, custom(`"b"`), "", passes},
		{`header X-Origin-Verify: ["a", var.v]`, custom(`"b"`), "", unknown},
		{`header X-Origin-Verify: [random_password.a.result]`, custom("random_password.a.result"), "", passes},
		{`header X-Origin-Verify: [random_password.a.result]`, custom("random_password.b.result"), "", header},
		{`header X-Origin-Verify: [random_password.a.result]`, custom(`"s"`), "", unknown},
		{`header X-Origin-Verify: ["v1-${random_password.a.result}"]`, custom(`"v1-${random_password.a.result}"`), "", passes},
		{`header X-Origin-Verify: ["v1-${random_password.a.result}"]`, custom(`"v2-${random_password.a.result}"`), "", header},
		{`header User-Agent: ["Amazon CloudFront"]`, "", "", passes},
		{`header User-Agent: ["Amazon CloudFront"]`, "", allViewer, unknown},
		{`header Referer: ["https://www.example.com/*"]`, "", "", header},
		{`header Via: ["*CloudFront*"]`, "", "", unknown},
		{`header Host: ["www.example.com"]`, "", "", host},
		{`host_header: ["www.example.com"]`, "", "", host},
		{`host_header: ["WWW.example.com"]`, "", allViewer, passes},
		{`host_header: ["*.example.com"]`, "", allViewer, passes},
		{`host_header: ["shop.example.com"]`, "", allViewer, host},
		{`host_header: [aws_lb.b.dns_name]`, "", "", passes},
		{`host_header: ["*.elb.amazonaws.com"]`, "", "", passes},
		{`host_header: [var.v]`, "", "", unknown},
		{`host_header: ["www.example.com"]`, "", "origin_request_policy_id = var.v", unknown},
		{`path_pattern: ["/a/*"]`, "", "", passes},
		{`path_pattern: ["/A/*"]`, "", "", path},
		{`path_pattern: ["/v1/*"]`, `origin_path = "/v1"`, "", passes},
		{`path_pattern: ["/a/*"]`, `origin_path = var.v`, "", unknown},
		{`http_request_method: ["GET"]`, "", "", passes},
		{`http_request_method: ["POST"]`, "", "", other},
		{`source_ip: ["10.0.0.0/8", "fc00::/7"]`, "", "", address},
		{`source_ip: ["10.0.0.0/8", "52.46.0.0/18"]`, "", "", unknown},
		{`source_ip: ["81.2.69.142/32", "81.2.69.160/28"]`, "", "", address},
		{`source_ip: ["81.2.69.142/32", "52.46.0.0/18"]`, "", "", unknown},
		{`source_ip: ["81.2.69.0/27"]`, "", "", unknown},
		{`source_ip: ["2001:4860:4860::8888/128"]`, "", "", unknown},
		{`source_ip: ["0.0.0.0/0"]`, "", "", passes},
	} {
		a := asked(t, get("/a/b"), tc.origin, tc.behavior, fixed403, listenerRule("1", forward, tc.condition))
		if a.Verdict != tc.want {
			t.Errorf("%s with %q, %q: %d (%s), want %d", tc.condition, tc.origin, tc.behavior, a.Verdict, a.Because, tc.want)
		}
	}
}

// The first rule by priority whose conditions are met decides, else the default
// action.
func TestListenerOrder(t *testing.T) {
	const (
		unknown = cloudfront.ListenerNotKnown
		passes  = cloudfront.ListenerPasses
		path    = cloudfront.ListenerRefusesPath
		other   = cloudfront.ListenerRefuses
	)
	all, maybe, never := `path_pattern: ["/*"]`, `path_pattern: [var.v]`, `path_pattern: ["/never"]`
	for name, tc := range map[string]struct {
		action string
		rules  []string
		want   cloudfront.ListenerVerdict
	}{
		"no rules":                              {fixed403, nil, other},
		"default forwards":                      {forward, nil, passes},
		"a rule for nothing asked":              {fixed403, []string{listenerRule("1", forward, never)}, path},
		"forwarded first":                       {fixed403, []string{listenerRule("2", fixed403, all), listenerRule("1", forward, all)}, passes},
		"refused first":                         {forward, []string{listenerRule("2", forward, all), listenerRule("1", fixed403, all)}, path},
		"one that may be for it":                {forward, []string{listenerRule("1", fixed403, maybe)}, unknown},
		"all that may be for it forward":        {fixed403, []string{listenerRule("1", forward, maybe), listenerRule("2", forward, all)}, passes},
		"all that may be for it refuse":         {fixed403, []string{listenerRule("1", fixed403, maybe)}, other},
		"another status":                        {strings.Replace(fixed403, "403", "404", 1), nil, passes},
		"a status that is not known":            {strings.Replace(fixed403, `"403"`, "var.v", 1), nil, unknown},
		"an action that is not known":           {"type = var.v", nil, unknown},
		"a rule without priority":               {fixed403, []string{strings.Replace(listenerRule("1", forward, all), "priority = 1\n", "", 1)}, passes},
		"a priority that is not known":          {fixed403, []string{strings.Replace(listenerRule("1", fixed403, all), "priority = 1\n", "priority = var.v\n", 1), listenerRule("2", forward, all)}, unknown},
		"rules of a listener that is not known": {fixed403, []string{strings.Replace(listenerRule("1", forward, never), "aws_lb_listener.l.arn", "var.v", 1)}, unknown},
	} {
		if a := asked(t, get("/a"), "", "", tc.action, tc.rules...); a.Verdict != tc.want {
			t.Errorf("%s: %d (%s), want %d", name, a.Verdict, a.Because, tc.want)
		}
	}
}

// CloudFront asks the port that the protocol policy of the origin leads to.
func TestListenerPort(t *testing.T) {
	source := `
		resource "aws_lb" "b" {}
		resource "aws_lb_listener" "plain" {
			load_balancer_arn = aws_lb.b.arn
			port = 8080
			protocol = "HTTP"
			default_action {
				` + forward + `
			}
		}
		resource "aws_lb_listener" "tls" {
			load_balancer_arn = aws_lb.b.arn
			port = 8443
			protocol = "HTTPS"
			default_action {
				` + fixed403 + `
			}
		}`
	for policy, want := range map[string]string{
		"http-only": "", "https-only": "aws_lb_listener.tls", "match-viewer": "aws_lb_listener.tls",
	} {
		o := originOf(t, `
			domain_name = aws_lb.b.dns_name
			custom_origin_config {
				http_port = 8080
				https_port = 8443
				origin_protocol_policy = "`+policy+`"
				origin_ssl_protocols = ["TLSv1.2"]
			}`, source)
		a := o.Listener(o.Distribution.DefaultBehavior(), get("/a"))
		if got := a.Refused(); got != (want != "") {
			t.Errorf("%s: refused %v (%s)", policy, got, a.Because)
		}
		plain := get("/a")
		plain.Scheme = "http"
		if a := o.Listener(o.Distribution.DefaultBehavior(), plain); policy == "match-viewer" && a.Refused() {
			t.Errorf("http viewers are refused (%s)", a.Because)
		}
	}
}

// An origin may go by a name that a record gives the load balancer.
func TestBalancerByRecord(t *testing.T) {
	const source = `
		resource "aws_lb" "b" {}
		resource "aws_route53_zone" "z" { name = "example.com" }
		resource "aws_route53_record" "full" {
			zone_id = aws_route53_zone.z.zone_id
			name = "origin.example.com"
			type = "A"
			alias {
				name = aws_lb.b.dns_name
				zone_id = aws_lb.b.zone_id
				evaluate_target_health = false
			}
		}
		resource "aws_route53_record" "short" {
			zone_id = aws_route53_zone.z.zone_id
			name = "short"
			type = "CNAME"
			ttl = 60
			records = [aws_route53_record.full.fqdn]
		}
		resource "aws_route53_record" "weighted" {
			zone_id = aws_route53_zone.z.zone_id
			name = "weighted.example.com"
			type = "CNAME"
			ttl = 60
			records = [aws_lb.b.dns_name]
			set_identifier = "one"
		}`
	for name, want := range map[string]string{
		`"origin.example.com"`:          "aws_lb.b",
		"aws_route53_record.full.fqdn":  "aws_lb.b",
		"aws_route53_record.full.name":  "aws_lb.b",
		`"short.example.com"`:           "aws_lb.b",
		"aws_route53_record.short.fqdn": "aws_lb.b",
		`"weighted.example.com"`:        "",
		`"other.example.com"`:           "",
	} {
		if e := originOf(t, "domain_name = "+name, source).Endpoint(); e.Address != want {
			t.Errorf("%s leads to %q, want %q", name, e.Address, want)
		}
	}
}

// What a viewer sends counts where it is forwarded.
func TestListenerViewerHeader(t *testing.T) {
	r := get("/a")
	r.Headers = map[string]string{"x-key": "s"}
	r.Host = symbol.Literal("www.example.com")
	rule := listenerRule("1", forward, `header X-Key: ["s"]`)
	if a := asked(t, r, "", allViewer, fixed403, rule); a.Verdict != cloudfront.ListenerPasses {
		t.Errorf("forwarded: %d (%s)", a.Verdict, a.Because)
	}
	if a := asked(t, r, "", "cache_policy_id = \"4135ea2d-6df8-44a3-9df3-4b5a84be39ad\"", fixed403, rule); a.Verdict != cloudfront.ListenerWantsHeader {
		t.Errorf("not forwarded: %d (%s)", a.Verdict, a.Because)
	}
}
