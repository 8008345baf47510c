package cloudfront_test

import (
	"encoding/json"
	"fmt"
	pathpkg "path"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
)

// ordered writes cache behaviors with the path patterns, and the default one.
func ordered(patterns ...string) string {
	var b strings.Builder
	for _, p := range patterns {
		fmt.Fprintf(&b, "ordered_cache_behavior {\n path_pattern = %q\n}\n", p)
	}
	return b.String() + "default_cache_behavior {}"
}

// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern.
func TestPathPatterns(t *testing.T) {
	for _, tc := range []struct {
		pattern       string
		match, others []string
	}{
		{"/images/*.jpg", []string{"/images/a.jpg", "/images/.jpg", "/images/2024/a.jpg"}, []string{"/a.jpg", "/images/a.jpeg", "/x/images/a.jpg"}},
		{"/images/*", []string{"/images/", "/images/a", "/images/a/b"}, []string{"/images", "/image/a", "/"}},
		{"*.gif", []string{"/a.gif", "/x/y/a.gif", "/.gif"}, []string{"/a.gif/", "/gif"}},
		{"*", []string{"/", "/a", "/a/b/"}, nil},
		{"/*", []string{"/", "/a", "/a/b/"}, nil},
		// A question mark is exactly one character.
		{"/a??.jpg", []string{"/ant.jpg", "/abe.jpg", "/a/b.jpg"}, []string{"/a.jpg", "/ab.jpg", "/apple.jpg"}},
		{"/v?/*", []string{"/v1/x", "/v2/"}, []string{"/v/x", "/v10/x"}},
		// The leading slash is optional.
		{"images/*", []string{"/images/a"}, []string{"/x/images/a"}},
		{"a*.jpg", []string{"/apple.jpg", "/appalachian_trail.jpg"}, []string{"/x/apple.jpg"}},
		{"?/x", []string{"/a/x"}, []string{"/x", "/ab/x"}},
		{"*/x", []string{"/x", "/a/x", "/a/b/x"}, []string{"/xx", "/a/x/"}},
		// Case counts.
		{"/*.jpg", []string{"/logo.jpg"}, []string{"/LOGO.JPG", "/logo.Jpg"}},
		{"/API/*", []string{"/API/x"}, []string{"/api/x"}},
		// Other special characters stand for themselves.
		{"/a.b", []string{"/a.b"}, []string{"/aXb"}},
		{"/$[a]+", []string{"/$[a]+"}, []string{"/$a", "/$aa"}},
		// Paths are normalized before they are compared.
		{"/a/b", []string{"/a/b", "/a//b", "//a/b", "/a/./b", "/a/x/../b", "/../a/b"}, []string{"/a/b/", "/b", "/a/b/.."}},
		{"/a/", []string{"/a/", "/a//", "/x/../a/"}, []string{"/a"}},
		{"/", []string{"/", "//", "/x/../"}, []string{"/x"}},
	} {
		d := distribution(t, ordered(tc.pattern))
		for _, path := range tc.match {
			if got := d.BehaviorFor(cloudfront.Request{Path: path}); got != d.Behaviors[0] {
				t.Errorf("%s does not match %s", tc.pattern, path)
			}
		}
		for _, path := range tc.others {
			if got := d.BehaviorFor(cloudfront.Request{Path: path}); got != d.DefaultBehavior() {
				t.Errorf("%s matches %s", tc.pattern, path)
			}
		}
	}
}

// The first pattern in order counts, whichever fits better.
func TestBehaviorFor(t *testing.T) {
	d := distribution(t, ordered("/images/*", "/images/icons/*", "*.png", "/api/v?/*"))
	for path, want := range map[string]string{
		"/images/a.png":        `behavior "/images/*"`,
		"/images/icons/a.png":  `behavior "/images/*"`,
		"/a.png":               `behavior "*.png"`,
		"/api/v1/x.png":        `behavior "*.png"`,
		"/api/v1/x":            `behavior "/api/v?/*"`,
		"/api/v10/x":           "the default behavior",
		"/":                    "the default behavior",
		"/imagesX":             "the default behavior",
		"/x/../images/a.html":  `behavior "/images/*"`,
		"/images/../page.html": "the default behavior",
	} {
		if got := d.BehaviorFor(get(path)); got == nil || got.String() != want {
			t.Errorf("%s is served by %v, want %s", path, got, want)
		}
	}
}

// A pattern that is not known may be the one that matches.
func TestUnknownPattern(t *testing.T) {
	d := distribution(t, `
		ordered_cache_behavior { path_pattern = "/first/*" }
		ordered_cache_behavior { path_pattern = "/${aws_s3_bucket.b.id}/*" }
		default_cache_behavior {}`,
		`resource "aws_s3_bucket" "b" {}`)
	for path, want := range map[string]string{
		"/first/a": `behavior "/first/*"`,
		"/x/a":     "<nil>",
		"/x":       "the default behavior", // whatever the name of the bucket is
	} {
		got := "<nil>"
		if b := d.BehaviorFor(get(path)); b != nil {
			got = b.String()
		}
		if got != want {
			t.Errorf("%s is served by %s, want %s", path, got, want)
		}
	}
}

// Reachable tells of behaviors that an earlier pattern leaves nothing to.
func TestReachable(t *testing.T) {
	for _, tc := range []struct {
		patterns []string
		last     symbol.Truth
	}{
		{[]string{"/a/*"}, yes},
		{[]string{"/a/*", "/b/*"}, yes},
		{[]string{"/a/*", "/a/b/*"}, no},
		{[]string{"/a*", "/a/*"}, no},
		{[]string{"/a/*", "/a*"}, yes},
		{[]string{"*.jpg", "/a/*.jpg"}, no},
		{[]string{"*.jpg", "/a/*"}, yes},
		{[]string{"/a/?", "/a/*"}, yes},
		{[]string{"a/*", "/a/x"}, no}, // the leading slash is optional
		{[]string{"/*", "/a"}, no},
		{[]string{"*", "?.gif"}, no},
	} {
		d := distribution(t, ordered(tc.patterns...))
		last := d.Behaviors[len(tc.patterns)-1]
		if got := last.Reachable(); got != tc.last {
			t.Errorf("%v: the last is reachable: %v", tc.patterns, got)
		}
	}
}

func TestSamplePaths(t *testing.T) {
	d := distribution(t, ordered("/api/*", "*.jpg", "/docs/*.html", "/exact", "images/*", "/v?/x", "*"))
	got := make(map[string]string)
	for _, b := range d.Behaviors[:len(d.Behaviors)-1] {
		path, ok := b.SamplePath()
		if served := d.BehaviorFor(get(path)); !ok || served != b {
			t.Errorf("%s: %s (%v) is served by %v", b, path, ok, served)
		}
		got[b.Paths()] = path
	}
	// People should recognise them.
	want := map[string]string{
		"/api/*": "/api/example", "*.jpg": "/example.jpg", "/docs/*.html": "/docs/example.html",
		"/exact": "/exact", "images/*": "/images/app.js", "/v?/x": "/va/x", "*": "/",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestBehaviorInWords(t *testing.T) {
	d := distribution(t, ordered("/api/*"))
	alone := distribution(t, ordered())
	for _, tc := range []struct {
		b           *cloudfront.Behavior
		name, paths string
	}{
		{d.Behaviors[0], `behavior "/api/*"`, "/api/*"},
		{d.DefaultBehavior(), "the default behavior", "what no path pattern matches"},
		{alone.DefaultBehavior(), "the default behavior", "every path"},
	} {
		if tc.b.String() != tc.name || tc.b.Paths() != tc.paths {
			t.Errorf("got %q, %q", tc.b.String(), tc.b.Paths())
		}
	}
}

// FuzzPathPattern compares which behavior serves a path with what a regular
// expression makes of the pattern, and asks for a sample of what is served.
func FuzzPathPattern(f *testing.F) {
	f.Add("/images/*.jp?g", "/images/a/b.jpeg")
	f.Add("*.js", "/app.js")
	f.Add("a*b*c", "/aXbXbc")
	f.Add("/*", "/")
	f.Add("", "/%41//../b/.")
	f.Add("????", "/äöü")
	f.Fuzz(func(t *testing.T, pattern, path string) {
		if len(pattern) > 255 || !utf8.ValidString(pattern+path) || strings.ContainsAny(pattern+path, "\uE000\uE001\uE002") {
			return // CloudFront takes no longer ones, and those characters are tokens
		}
		quoted, err := json.Marshal(pattern)
		if err != nil {
			t.Fatal(err)
		}
		d := state(t, [3]string{"aws_cloudfront_distribution", "d", fmt.Sprintf(`{"id":"E1","origin":[{"origin_id":"a","domain_name":"a.example.com"}],
			"ordered_cache_behavior":[{"path_pattern":%s,"target_origin_id":"a"}],"default_cache_behavior":[{"target_origin_id":"a"}]}`, quoted)}).Distributions[0]
		ordered := d.Behaviors[0]
		served := d.BehaviorFor(cloudfront.Request{Path: path})
		if served == nil {
			t.Fatalf("no behavior serves %q", path)
		}
		if sample, ok := ordered.SamplePath(); ok && d.BehaviorFor(cloudfront.Request{Path: sample}) != ordered {
			t.Errorf("%q is no sample of %q", sample, pattern)
		}
		if strings.Contains(path, "%") || path != "/" && path != pathpkg.Clean("/"+path) {
			return // it is compared in another form
		}
		whole := pattern
		if whole != "" && !strings.HasPrefix(whole, "/") && !strings.HasPrefix(whole, "*") {
			whole = "/" + whole // which patterns need not have
		}
		expression := "(?s)^" + strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(regexp.QuoteMeta(whole)) + "$"
		if want := regexp.MustCompile(expression).MatchString(path); (served == ordered) != want {
			t.Errorf("the pattern %q serves %q: %v, want %v", pattern, path, served == ordered, want)
		}
	})
}
