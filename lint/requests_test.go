package lint_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/lint"
)

// asked returns the representative requests of the distribution "d" in words,
// those first whose denial is an error because every viewer makes them.
func asked(t *testing.T, source string) (ordinary, others []string) {
	t.Helper()
	n := 0
	each := rule("each", func(*cloudfront.Distribution, cloudfront.Request) lint.Decision {
		n++ // each denial has a cause of its own
		d := lint.Deny("always")
		d.Path = strconv.Itoa(n)
		return d
	})
	for _, f := range lint.Run(config(t, source), []*lint.Rule{each}).Findings {
		if f.Severity == lint.Error {
			ordinary = append(ordinary, words(f.Witness))
		} else {
			others = append(others, words(f.Witness))
		}
	}
	slices.Sort(ordinary)
	slices.Sort(others)
	return ordinary, others
}

func words(r cloudfront.Request) string {
	text := r.Method + " " + r.URL()
	for _, w := range []struct {
		set  bool
		text string
	}{
		{r.Signed, "signed"},
		{r.Admitted, "admitted"},
		{r.Headers["user-agent"] != "", "by " + r.Headers["user-agent"]},
		{r.Missing, "missing"},
		{r.Country != "", "from " + r.Country},
		{r.Headers["origin"] != "", "for " + r.Headers["access-control-request-method"] + " of " + r.Headers["origin"]},
	} {
		if w.set {
			text += " " + w.text
		}
	}
	return text
}

const own = "https://${aws_cloudfront_distribution.d.domain_name}"

func TestRequests(t *testing.T) {
	const zone = `
		resource "aws_route53_zone" "z" { name = "example.com" }
		resource "aws_route53_record" "r" {
			for_each = toset(["www", "*.pages"])
			zone_id  = aws_route53_zone.z.zone_id
			name     = each.key
			type     = "CNAME"
			records  = [aws_cloudfront_distribution.d.domain_name]
		}`
	for name, tc := range map[string]struct {
		source           string
		ordinary, others []string
	}{
		"one behavior": {
			distribution("d", "default_cache_behavior {}"),
			[]string{"GET " + own + "/app.js"},
			[]string{
				"GET http" + strings.TrimPrefix(own, "https") + "/app.js",
				"GET " + own + "/", "GET " + own + "/no403-missing-page missing",
			},
		},
		"a path only the behavior serves": {
			distribution("d", "aliases = [\"www.example.com\"]\n"+
				"ordered_cache_behavior {\n path_pattern = \"/*.js\"\n}\nordered_cache_behavior {\n path_pattern = \"/api/*\"\n}\ndefault_cache_behavior {}"),
			[]string{"GET https://www.example.com/api/example", "GET https://www.example.com/example.js", "GET https://www.example.com/index.html"},
			[]string{
				"GET http://www.example.com/api/example", "GET http://www.example.com/example.js", "GET http://www.example.com/index.html",
				"GET https://www.example.com/", "GET https://www.example.com/api/example missing",
				"GET https://www.example.com/example.js missing", "GET https://www.example.com/no403-missing-page missing",
			},
		},
		// An earlier pattern takes what the second one is for.
		"a behavior that no path reaches": {
			distribution("d", "aliases = [\"www.example.com\"]\n"+
				"ordered_cache_behavior {\n path_pattern = \"/a/*\"\n}\nordered_cache_behavior {\n path_pattern = \"/a/b/*\"\n}\ndefault_cache_behavior {}"),
			[]string{"GET https://www.example.com/a/app.js", "GET https://www.example.com/app.js"},
			[]string{
				"GET http://www.example.com/a/app.js", "GET http://www.example.com/app.js",
				"GET https://www.example.com/", "GET https://www.example.com/a/app.js missing", "GET https://www.example.com/a/b/app.js",
				"GET https://www.example.com/a/b/app.js missing", "GET https://www.example.com/no403-missing-page missing",
			},
		},
		"the root object": {
			distribution("d", "aliases = [\"www.example.com\"]\ndefault_root_object = \"home.html\"\ndefault_cache_behavior {}"),
			[]string{"GET https://www.example.com/home.html"},
			[]string{"GET http://www.example.com/home.html", "GET https://www.example.com/", "GET https://www.example.com/no403-missing-page missing"},
		},
		// What the code compares makes requests that it refuses.
		"a function that refuses some requests": {
			distribution("d", "aliases = [\"www.example.com\"]\ndefault_cache_behavior {\n function_association {\n event_type = \"viewer-request\"\n function_arn = aws_cloudfront_function.f.arn\n }\n}") + `
			resource "aws_cloudfront_function" "f" {
				code = <<-EOT
					function handler(event) {
						var r = event.request;
						if (r.uri.startsWith("/admin/")) return { statusCode: 403 };
						if (r.headers["user-agent"] && r.headers["user-agent"].value.includes("bot")) return { statusCode: 403 };
						if (r.uri === "/moved") return { statusCode: 301 };
						return r;
					}
				EOT
			}`,
			[]string{"GET https://www.example.com/app.js"},
			[]string{
				"GET http://www.example.com/app.js", "GET https://www.example.com/", "GET https://www.example.com/admin/example",
				"GET https://www.example.com/app.js by bot", "GET https://www.example.com/no403-missing-page missing",
			},
		},
		"a function that wants a token": {
			distribution("d", "aliases = [\"www.example.com\"]\ndefault_cache_behavior {\n function_association {\n event_type = \"viewer-request\"\n function_arn = aws_cloudfront_function.f.arn\n }\n}") + `
			resource "aws_cloudfront_function" "f" {
				code = "function handler(event) { return event.request.headers.authorization ? event.request : { statusCode: 401 }; }"
			}`,
			[]string{"GET https://www.example.com/app.js admitted"},
			[]string{
				"GET http://www.example.com/app.js admitted", "GET https://www.example.com/ admitted", "GET https://www.example.com/app.js",
				"GET https://www.example.com/no403-missing-page admitted missing",
			},
		},
		// The ordinary name is one that the distribution lists.
		"every host that DNS sends here": {
			distribution("d", "aliases = [\"*.pages.example.com\"]\ndefault_cache_behavior {}") + zone,
			[]string{"GET https://any.pages.example.com/", "GET https://any.pages.example.com/app.js", "GET https://www.example.com/"},
			[]string{
				"GET http://any.pages.example.com/app.js", "GET https://any.pages.example.com/",
				"GET https://any.pages.example.com/no403-missing-page missing",
			},
		},
		"signed and not": {
			distribution("d", "aliases = [\"www.example.com\"]\ndefault_cache_behavior {\n trusted_key_groups = [\"kg\"]\n}"),
			[]string{"GET https://www.example.com/app.js signed"},
			[]string{
				"GET http://www.example.com/app.js signed", "GET https://www.example.com/ signed",
				"GET https://www.example.com/app.js", "GET https://www.example.com/no403-missing-page signed missing",
			},
		},
		// Error pages are for those who have no signature.
		"error pages": {
			distribution("d", "aliases = [\"www.example.com\"]\ncustom_error_response {\n error_code = 403\n response_page_path = \"/403.html\"\n}\ndefault_cache_behavior {\n trusted_key_groups = [\"kg\"]\n}"),
			[]string{"GET https://www.example.com/app.js signed"},
			[]string{
				"GET http://www.example.com/app.js signed", "GET https://www.example.com/ signed", "GET https://www.example.com/403.html",
				"GET https://www.example.com/app.js", "GET https://www.example.com/no403-missing-page signed missing",
			},
		},
		"countries of an allow list": {
			distribution("d", "aliases = [\"www.example.com\"]\nrestrictions {\n geo_restriction {\n restriction_type = \"whitelist\"\n locations = [\"US\", \"CA\"]\n}\n}\ndefault_cache_behavior {}"),
			[]string{"GET https://www.example.com/app.js from CA"},
			[]string{
				"GET http://www.example.com/app.js from CA", "GET https://www.example.com/ from CA", "GET https://www.example.com/ from IN",
				"GET https://www.example.com/no403-missing-page missing from CA",
			},
		},
		"countries of a block list": {
			distribution("d", "aliases = [\"www.example.com\"]\nrestrictions {\n geo_restriction {\n restriction_type = \"blacklist\"\n locations = [\"XX\", \"KP\"]\n}\n}\ndefault_cache_behavior {}"),
			[]string{"GET https://www.example.com/app.js"},
			[]string{
				"GET http://www.example.com/app.js", "GET https://www.example.com/", "GET https://www.example.com/ from KP",
				"GET https://www.example.com/no403-missing-page missing",
			},
		},
		"preflights": {
			distribution("d", "aliases = [\"www.example.com\"]\ndefault_cache_behavior {\n allowed_methods = [\"GET\", \"HEAD\", \"PUT\"]\n response_headers_policy_id = aws_cloudfront_response_headers_policy.p.id\n}") + `
				resource "aws_cloudfront_response_headers_policy" "p" {
					cors_config {
						access_control_allow_origins { items = ["https://app.example.com"] }
						access_control_allow_methods { items = ["GET", "PUT"] }
						access_control_allow_headers { items = ["*"] }
					}
				}`,
			[]string{"GET https://www.example.com/app.js"},
			[]string{
				"GET http://www.example.com/app.js", "GET https://www.example.com/", "GET https://www.example.com/no403-missing-page missing",
				"OPTIONS https://www.example.com/app.js for PUT of https://app.example.com",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			ordinary, others := asked(t, tc.source)
			if diff := cmp.Diff(tc.ordinary, ordinary); diff != "" {
				t.Errorf("ordinary (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tc.others, others); diff != "" {
				t.Errorf("others (-want +got):\n%s", diff)
			}
		})
	}
}

// The number of requests grows with hosts and behaviors, not with their
// product: one more host is as many more requests whatever there is already.
func TestNumberOfRequests(t *testing.T) {
	number := func(hosts, behaviors int) int {
		var content, records strings.Builder
		for i := range behaviors {
			fmt.Fprintf(&content, "ordered_cache_behavior {\n path_pattern = \"/%d/*\"\n}\n", i)
		}
		for i := range hosts {
			fmt.Fprintf(&records, "resource \"aws_route53_record\" \"r%[1]d\" {\n zone_id = aws_route53_zone.z.zone_id\n name = \"h%[1]d\"\n type = \"CNAME\"\n records = [aws_cloudfront_distribution.d.domain_name]\n}\n", i)
		}
		ordinary, others := asked(t, distribution("d", content.String()+"default_cache_behavior {}")+
			"resource \"aws_route53_zone\" \"z\" {\n name = \"example.com\"\n}\n"+records.String())
		return len(ordinary) + len(others)
	}
	perHost, perBehavior := number(2, 1)-number(1, 1), number(1, 2)-number(1, 1)
	if perHost < 1 || perBehavior < 1 {
		t.Errorf("%d for each host, %d for each behavior", perHost, perBehavior)
	}
	if got, want := number(9, 7), number(1, 1)+8*perHost+6*perBehavior; got != want {
		t.Errorf("9 hosts and 7 behaviors make %d requests, want %d", got, want)
	}
}
