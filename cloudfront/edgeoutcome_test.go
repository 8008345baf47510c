package cloudfront_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
)

const (
	indexCode = `function handler(event) {
		var request = event.request;
		if (request.uri.endsWith('/')) {
			request.uri += 'index.html';
		}
		return request;
	}`
	tokenCode = `function handler(event) {
		if (!event.request.headers['x-token']) {
			return {statusCode: 403};
		}
		return event.request;
	}`
	hostCode = `function handler(event) {
		if (event.request.headers.host.value !== 'www.example.com') {
			return {statusCode: 301};
		}
		return event.request;
	}`
	storeCode = `import cf from 'cloudfront';
	async function handler(event) {
		event.request.uri = await cf.kvs().get(event.request.uri);
		return event.request;
	}`
	holeCode = `function handler(event) {
		if (event.request.uri === '/$${aws_s3_bucket.b.id}') {
			return {statusCode: 403};
		}
		return event.request;
	}`
)

// atEdge asks what a CloudFront function makes of a request.
func atEdge(t *testing.T, more, code string, r cloudfront.Request) cloudfront.EdgeOutcome {
	t.Helper()
	d := distribution(t, `default_cache_behavior {
		function_association {
			event_type   = "viewer-request"
			function_arn = aws_cloudfront_function.f.arn
		}
	}
	`+more, "resource \"aws_s3_bucket\" \"b\" {}\nresource \"aws_cloudfront_function\" \"f\" {\n code = <<-EOT\n"+strings.ReplaceAll(code, "$${", "${")+"\nEOT\n}")
	return d.DefaultBehavior().AtEdge(r)
}

func TestAtEdge(t *testing.T) {
	ask := func(path string) cloudfront.Request {
		return cloudfront.Request{Method: "GET", Scheme: "https", Host: symbol.Literal("www.example.com"), Path: path}
	}
	with := func(r cloudfront.Request, change func(*cloudfront.Request)) cloudfront.Request {
		change(&r)
		return r
	}
	admitted := func(r *cloudfront.Request) { r.Admitted = true }
	missing := func(r *cloudfront.Request) { r.Missing = true }
	elsewhere := func(r *cloudfront.Request) { r.Host = symbol.Literal("example.com") }
	for name, tc := range map[string]struct {
		code, more string
		r          cloudfront.Request
		want       string
	}{
		"rewritten":                        {indexCode, "", ask("/docs/"), "/docs/index.html"},
		"passed on":                        {indexCode, "", ask("/app.js"), "/app.js"},
		"the root":                         {indexCode, "", ask("/"), "/index.html"},
		"the root with a root object":      {indexCode, "default_root_object = \"index.html\"", ask("/"), "/index.html"},
		"the root with another object":     {indexCode, "default_root_object = \"home.html\"", ask("/"), "/ or another"},
		"a missing page":                   {indexCode, "", with(ask("/no/"), missing), "/no/index.html missing"},
		"a missing page turned into one":   {`function handler(e) { e.request.uri = '/app.html'; return e.request; }`, "", with(ask("/no"), missing), "/app.html"},
		"refused":                          {tokenCode, "", ask("/a"), "403"},
		"refused, but it brings the token": {tokenCode, "", with(ask("/a"), admitted), "/a may answer"},
		"another host":                     {hostCode, "", with(ask("/a"), elsewhere), "301"},
		"another host, admitted":           {hostCode, "", with(ask("/a"), func(r *cloudfront.Request) { elsewhere(r); admitted(r) }), "/a may answer"},
		"what a store holds":               {storeCode, "", ask("/a"), "/a or another"},
		"a value that nobody knows yet":    {holeCode, "", ask("/a"), "/a may answer"},
		"not JavaScript":                   {"def handler(event): return event.uri", "", ask("/a"), "/a or another"},
		"no code at all":                   {"$${aws_s3_bucket.b.id}", "", ask("/a"), "/a or another may answer"},
		"not JavaScript, without uri":      {"def handler(event): return event", "", ask("/a"), "/a"},
		"no handler":                       {"const uri = 1, statusCode = 2;", "", ask("/a"), "/a or another may answer"},
	} {
		t.Run(name, func(t *testing.T) {
			o := atEdge(t, tc.more, tc.code, tc.r)
			got := o.Request.Path
			switch {
			case o.AlwaysAnswers:
				got = strconv.Itoa(o.Status)
			case !o.PathKnown:
				got += " or another"
			}
			if o.Request.Missing {
				got += " missing"
			}
			if o.Answers && !o.AlwaysAnswers {
				got += " may answer"
			}
			if got != tc.want {
				t.Errorf("got %s, want %s (%+v)", got, tc.want, o)
			}
		})
	}
}

func TestRefuses(t *testing.T) {
	for name, tc := range map[string]struct {
		aliases, code string
		want          cloudfront.Refusal
	}{
		"all":                {"", `function handler() { return {statusCode: 403}; }`, cloudfront.RefusesAll},
		"another status":     {"", `function handler() { return {statusCode: 404}; }`, cloudfront.RefusesSome},
		"some":               {"", tokenCode, cloudfront.RefusesSome},
		"the names":          {`"a.example.com"`, strings.Replace(hostCode, "301", "403", 1), cloudfront.RefusesNames},
		"one of the names":   {`"a.example.com", "www.example.com"`, strings.Replace(hostCode, "301", "403", 1), cloudfront.RefusesSome},
		"a wildcard":         {`"*.example.com"`, strings.Replace(hostCode, "301", "403", 1), cloudfront.RefusesSome},
		"names of any":       {"", strings.Replace(hostCode, "301", "403", 1), cloudfront.RefusesSome},
		"every other method": {"", `function handler(e) { return e.request.method === 'POST' ? e.request : {statusCode: 403}; }`, cloudfront.RefusesAll},
	} {
		t.Run(name, func(t *testing.T) {
			d := distribution(t, "aliases = ["+tc.aliases+"]\ndefault_cache_behavior {\n function_association {\n event_type = \"viewer-request\"\n function_arn = aws_cloudfront_function.f.arn\n }\n}",
				"resource \"aws_cloudfront_function\" \"f\" {\n code = <<-EOT\n"+tc.code+"\nEOT\n}")
			if got := d.DefaultBehavior().Refuses(); got != tc.want {
				t.Errorf("got %d, want %d", got, tc.want)
			}
		})
	}
}
