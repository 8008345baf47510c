package edgecode_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/no403/no403/edgecode"
)

// outcome writes what a function does as a short text: the ways in which it may
// end, sorted.
func outcome(t *testing.T, source string, in edgecode.Input) string {
	t.Helper()
	p, err := edgecode.Parse([]byte(source))
	if err != nil {
		t.Fatal(err)
	}
	var ends []string
	for _, e := range p.Run("handler", in).Ends {
		if s := short(e); !slices.Contains(ends, s) {
			ends = append(ends, s)
		}
	}
	if len(ends) == 0 {
		return "unknown"
	}
	slices.Sort(ends)
	return strings.Join(ends, " or ")
}

func short(e edgecode.End) string {
	switch e.Kind {
	case edgecode.Answers:
		if e.Status == 0 {
			return "answers"
		}
		return strconv.Itoa(e.Status)
	case edgecode.Fails:
		return "fails"
	}
	s := "?"
	if e.URI.Known {
		s = e.URI.Value
	} else if !e.Rewritten {
		s = "same"
	}
	if e.Redirected {
		s += " elsewhere"
	}
	return s
}

// get is an ordinary request.
func get(uri string, headers ...string) edgecode.Input {
	in := edgecode.Input{
		Method: edgecode.Known("GET"), URI: edgecode.Known(uri), Host: edgecode.Known("www.example.com"), Query: edgecode.Known(""),
		Headers: make(map[string]string), Bare: true,
	}
	for i := 0; i+1 < len(headers); i += 2 {
		in.Headers[headers[i]] = headers[i+1]
	}
	return in
}

func with(in edgecode.Input, change func(*edgecode.Input)) edgecode.Input {
	change(&in)
	return in
}

func in(country string) edgecode.Input {
	return with(get("/"), func(i *edgecode.Input) { i.Country = edgecode.Known(country) })
}

func at(host string) edgecode.Input {
	return with(get("/a"), func(i *edgecode.Input) { i.Host = edgecode.Known(host) })
}

func asking(query string) edgecode.Input {
	return with(get("/"), func(i *edgecode.Input) { i.Query = edgecode.Known(query) })
}

func by(method string) edgecode.Input {
	return with(get("/x"), func(i *edgecode.Input) { i.Method = edgecode.Known(method) })
}

const (
	index = `function handler(event) {
		var request = event.request;
		var uri = request.uri;
		if (uri.endsWith('/')) {
			request.uri += 'index.html';
		} else if (!uri.includes('.')) {
			request.uri += '/index.html';
		}
		return request;
	}`
	basicAuth = `
	const users = { admin: 'secret' };
	function unauthorized() {
		return { statusCode: 401, statusDescription: 'Unauthorized', headers: { 'www-authenticate': { value: 'Basic' } } };
	}
	function handler(event) {
		const { headers } = event.request;
		const expected = 'Basic ' + Buffer.from('admin:' + users.admin).toString('base64');
		if (!headers.authorization || headers.authorization.value !== expected) {
			return unauthorized();
		}
		return event.request;
	}`
	redirect = `function handler(event) {
		const request = event.request;
		const host = request.headers.host.value;
		if (!host.startsWith('www.')) {
			return {
				statusCode: 301,
				statusDescription: 'Moved',
				headers: { location: { value: ` + "`https://www.${host}${request.uri}`" + ` } },
			};
		}
		return request;
	}`
	blocked = `
	const BLOCKED = ['/admin', '/internal'];
	const denied = { statusCode: 403, statusDescription: 'Forbidden' };
	async function handler(event) {
		for (const prefix of BLOCKED) {
			if (event.request.uri.startsWith(prefix)) return denied;
		}
		return event.request;
	}`
	secret = `function handler(event) {
		var h = event.request.headers;
		if (h['x-origin-secret'] && h['x-origin-secret'].value === 'abc') { return event.request; }
		return { statusCode: 403 };
	}`
	country = `function handler(event) {
		var request = event.request;
		var country = request.headers['cloudfront-viewer-country'];
		if (country && ['RU', 'KP'].includes(country.value)) { return { statusCode: 403, statusDescription: 'no' } }
		return request;
	}`
	routes = `function handler(event) {
		var r = event.request;
		var m = r.uri.match(/^\/v(\d+)\/(.*)$/);
		if (m) { r.uri = '/release-' + m[1] + '/' + m[2]; }
		r.uri = r.uri.replace(/\/+/g, '/').replace(/^\/docs(\/|$)/, '/d$1');
		return r;
	}`
	table = `
	var redirects = { '/old': '/new', '/gone': null };
	function handler(event) {
		var uri = event.request.uri;
		if (uri in redirects) {
			if (redirects[uri] === null) { return { statusCode: 410 }; }
			return { statusCode: 302, headers: { location: { value: redirects[uri] } } };
		}
		return event.request;
	}`
	switched = `function handler(event) {
		switch (event.request.method) {
		case 'OPTIONS':
			return { statusCode: 204 };
		case 'GET':
		case 'HEAD':
			break;
		default:
			return { statusCode: 405 };
		}
		return event.request;
	}`
	store = `
	import cf from 'cloudfront';
	const kvs = cf.kvs();
	async function handler(event) {
		try {
			event.request.uri = await kvs.get(event.request.uri);
		} catch (e) {
			console.log(e);
		}
		return event.request;
	}`
	storeDenies = `
	import cf from 'cloudfront';
	async function handler(event) {
		try {
			const rule = await cf.kvs('id').get(event.request.uri);
			if (rule === 'deny') return { statusCode: 403 };
		} catch (e) { return { statusCode: 403 }; }
		return event.request;
	}`
	lambda = `'use strict';
	exports.handler = async (event) => {
		const { request } = event.Records[0].cf;
		if (request.uri === '/' || request.uri.endsWith('/')) {
			request.uri = request.uri + 'index.html';
		}
		return request;
	};`
	callback = `exports.handler = (event, context, callback) => {
		const request = event.Records[0].cf.request;
		const headers = request.headers;
		if (typeof headers.authorization === 'undefined') {
			return callback(null, { status: '401', statusDescription: 'Unauthorized' });
		}
		callback(null, request);
	};`
	origin = `export const handler = async (event) => {
		const request = event.Records[0].cf.request;
		if (request.uri.startsWith('/eu/')) {
			request.origin.s3.domainName = 'eu.s3.amazonaws.com';
			request.headers.host = [{ key: 'host', value: 'eu.s3.amazonaws.com' }];
		}
		return request;
	};`
	helpers = `
	import cf from 'cloudfront';
	function handler(event) {
		if (event.request.uri.startsWith('/eu/')) { cf.updateRequestOrigin({ domainName: 'eu.example.com' }); }
		return event.request;
	}`
	spa = `var handler = (event) => {
		const request = event.request;
		const ok = /\.(js|css|png)$/i.test(request.uri) || request.uri === '/robots.txt';
		return ok ? request : Object.assign({}, request, { uri: '/index.html' });
	};`
	agents = `function handler(event) {
		var ua = event.request.headers['user-agent'] ? event.request.headers['user-agent'].value.toLowerCase() : '';
		if (ua.includes('curl') || ua === '') { return { statusCode: 403 }; }
		return event.request;
	}`
	token = `function handler(event) {
		var q = event.request.querystring;
		if (!q.token || q.token.value.length !== 4) { return { statusCode: 403 }; }
		delete event.request.querystring.token;
		return event.request;
	}`
	cookies = `function handler(event) {
		if (event.request.cookies.session?.value) return event.request;
		return { statusCode: 302, headers: { location: { value: '/login' } } };
	}`
	strip = `function handler(event) {
		const parts = event.request.uri.split('/').filter(p => p !== '');
		parts.shift();
		return { ...event.request, uri: '/' + parts.join('/') };
	}`
	always  = `function handler() { return { statusCode: 403, body: 'closed' }; }`
	wrapped = `const middy = require('middy');
	const handler = (event) => event.Records[0].cf.request;
	exports.handler = middy(handler);`
	twice = `exports.handler = async (event, context, callback) => {
		callback(null, event.Records[0].cf.request);
		return { status: '403' };
	};`
	hoisted = `function handler(event) {
		if (event.request.uri === '/a') { var target = '/b'; early = '/c'; }
		if (target !== undefined) { event.request.uri = early; }
		var early;
		return event.request;
	}`
	fails = `function handler(event) { return event.request.nothing.here; }`
)

func TestRun(t *testing.T) {
	lambdaAt := func(event edgecode.Event, i edgecode.Input) edgecode.Input {
		i.Event = event
		return i
	}
	for _, tc := range []struct {
		name, source string
		in           edgecode.Input
		want         string
	}{
		{"index of a directory", index, get("/docs/"), "/docs/index.html"},
		{"index without slash", index, get("/docs"), "/docs/index.html"},
		{"a file has its name", index, get("/app.js"), "/app.js"},
		{"index of the root", index, get("/"), "/index.html"},
		{"index of any request", index, edgecode.Input{}, "? or same"},
		{"no credentials", basicAuth, get("/"), "401"},
		{"the right credentials", basicAuth, get("/", "authorization", "Basic YWRtaW46c2VjcmV0"), "/"},
		{"wrong credentials", basicAuth, get("/", "authorization", "Basic x"), "401"},
		{"any credentials", basicAuth, with(get("/"), func(i *edgecode.Input) { i.Bare = false }), "/ or 401"},
		{"the apex", redirect, at("example.com"), "301"},
		{"www", redirect, at("www.example.com"), "/a"},
		{"any host", redirect, with(get("/a"), func(i *edgecode.Input) { i.Host = edgecode.Text{} }), "/a or 301"},
		{"a blocked prefix", blocked, get("/admin/users"), "403"},
		{"the second blocked prefix", blocked, get("/internal"), "403"},
		{"no blocked prefix", blocked, get("/news"), "/news"},
		{"any path", blocked, edgecode.Input{}, "403 or same"},
		{"without the secret", secret, get("/"), "403"},
		{"with the secret", secret, get("/", "x-origin-secret", "abc"), "/"},
		{"with another secret", secret, get("/", "x-origin-secret", "abd"), "403"},
		{"with any headers", secret, edgecode.Input{URI: edgecode.Known("/")}, "/ or 403"},
		{"a blocked country", country, in("KP"), "403"},
		{"another country", country, in("DE"), "/"},
		{"some country", country, get("/"), "/ or 403"},
		{"version in the path", routes, get("/v2/a/b"), "/release-2/a/b"},
		{"slashes", routes, get("//x///y"), "/x/y"},
		{"prefix", routes, get("/docs/a"), "/d/a"},
		{"prefix alone", routes, get("/docs"), "/d"},
		{"no prefix", routes, get("/docsx"), "/docsx"},
		{"moved", table, get("/old"), "302"},
		{"gone", table, get("/gone"), "410"},
		{"in no table", table, get("/x"), "/x"},
		{"any of the table", table, edgecode.Input{}, "302 or 410 or same"},
		{"preflight", switched, by("OPTIONS"), "204"},
		{"fallthrough", switched, by("GET"), "/x"},
		{"default", switched, by("POST"), "405"},
		{"any method", switched, edgecode.Input{URI: edgecode.Known("/x")}, "/x or 204 or 405"},
		{"key value store", store, get("/a"), "/a or ?"},
		{"key value store that decides", storeDenies, get("/a"), "/a or 403"},
		{"Lambda, root", lambda, lambdaAt(edgecode.OriginLambda, get("/")), "/index.html"},
		{"Lambda, directory", lambda, lambdaAt(edgecode.ViewerLambda, get("/a/")), "/a/index.html"},
		{"Lambda, file", lambda, lambdaAt(edgecode.ViewerLambda, get("/a")), "/a"},
		{"callback answers", callback, lambdaAt(edgecode.ViewerLambda, get("/")), "401"},
		{"callback passes", callback, lambdaAt(edgecode.ViewerLambda, get("/", "authorization", "x")), "/"},
		{"origin changed", origin, lambdaAt(edgecode.OriginLambda, get("/eu/x")), "/eu/x elsewhere"},
		{"origin left", origin, lambdaAt(edgecode.OriginLambda, get("/us/x")), "/us/x"},
		{"helper changes the origin", helpers, get("/eu/x"), "/eu/x elsewhere"},
		{"helper not asked", helpers, get("/us/x"), "/us/x"},
		{"single page, route", spa, get("/users/1"), "/index.html"},
		{"single page, asset", spa, get("/a.JS"), "/a.JS"},
		{"single page, file", spa, get("/robots.txt"), "/robots.txt"},
		{"user agent", agents, get("/", "user-agent", "curl/8"), "403"},
		{"browser", agents, get("/", "user-agent", "Mozilla"), "/"},
		{"some user agent", agents, get("/"), "/ or 403"},
		{"token missing", token, get("/"), "403"},
		{"token", token, asking("token=1234"), "/"},
		{"token too long", token, asking("token=12345"), "403"},
		{"no cookie", cookies, get("/"), "302"},
		{"cookie", cookies, get("/", "cookie", "a=b; session=1"), "/"},
		{"prefix taken off", strip, get("/api/v1/x"), "/v1/x"},
		{"a handler that is wrapped", wrapped, lambdaAt(edgecode.ViewerLambda, get("/")), "unknown"},
		{"callback and result", twice, lambdaAt(edgecode.ViewerLambda, get("/")), "unknown"},
		{"variables before their declaration", hoisted, get("/a"), "/c"},
		{"variables that get no value", hoisted, get("/x"), "/x"},
		{"always", always, edgecode.Input{}, "403"},
		{"fails", fails, get("/"), "fails"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := outcome(t, tc.source, tc.in); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}
