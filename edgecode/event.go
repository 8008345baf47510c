package edgecode

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// usual are the headers that browsers, or CloudFront itself, send without being
// asked for it.
var usual = []string{
	"accept", "accept-charset", "accept-encoding", "accept-language", "cache-control", "cdn-loop", "content-length", "content-type",
	"date", "dnt", "if-match", "if-modified-since", "if-none-match", "if-unmodified-since", "origin", "pragma", "priority", "range",
	"referer", "te", "true-client-ip", "upgrade-insecure-requests", "user-agent", "via",
}

// isUsual reports whether a header may come with any request.
func isUsual(name string) bool {
	return slices.Contains(usual, name) || strings.HasPrefix(name, "cloudfront-") || strings.HasPrefix(name, "sec-") ||
		strings.HasPrefix(name, "x-forwarded-") || strings.HasPrefix(name, "x-amz")
}

// header returns a header of the request; present is false when it is known not
// to be there, and known is false when that is not known.
func (r *run) header(name string) (t Text, of string, present, known bool) {
	name = strings.ToLower(name)
	switch v, ok := r.in.Headers[name]; {
	case ok:
		return Known(v), "header:" + name, true, true
	case name == "host":
		return r.in.Host, "host", true, true
	case name == "cloudfront-viewer-country":
		return r.in.Country, "country", true, r.in.Country.Known
	case r.in.Bare && !isUsual(name):
		return Text{}, "", false, true
	}
	return Text{}, "header:" + name, true, false
}

// headers returns the headers of the request; shape makes the value of one.
func (r *run) headers(shape func(name string, v value) value) value {
	o := newObject()
	o.rest = func(name string) value {
		t, of, present, known := r.header(name)
		switch {
		case !present || name != strings.ToLower(name):
			return undef
		case !known:
			return value{of: of}
		}
		return shape(name, part(of, t))
	}
	return objectOf(o)
}

// event returns the event and the request in it.
func (r *run) event() (event, request value) {
	req := newObject()
	req.put("method", part("method", r.in.Method))
	req.put("uri", part("uri", r.in.URI))
	if r.in.Event == Function {
		req.put("headers", r.headers(func(_ string, v value) value { return fields(field{"value", v}) }))
		req.put("querystring", r.query())
		req.put("cookies", r.cookies())
		event = fields(field{"request", objectOf(req)}, field{"viewer", unknown}, field{"context", unknown}, field{"version", textOf("1.0")})
		return event, objectOf(req)
	}
	req.put("headers", r.headers(func(name string, v value) value {
		return newList(fields(field{"key", textOf(name)}, field{"value", v}))
	}))
	req.put("querystring", part("query", r.in.Query))
	req.put("clientIp", some(text))
	req.put("body", unknown)
	if r.in.Event == OriginLambda {
		origin := newObject()
		origin.rest = func(string) value { return objectOf(&obj{rest: func(string) value { return unknown }}) }
		req.put("origin", objectOf(origin))
	}
	record := fields(field{"cf", fields(field{"config", unknown}, field{"request", objectOf(req)})})
	return fields(field{"Records", newList(record)}), objectOf(req)
}

// A field is a property with its name.
type field struct {
	name string
	v    value
}

// fields makes an object.
func fields(list ...field) value {
	o := newObject()
	for _, f := range list {
		o.put(f.name, f.v)
	}
	return objectOf(o)
}

// query returns the query string as CloudFront functions see it.
func (r *run) query() value {
	o := newObject()
	values, err := url.ParseQuery(r.in.Query.Value)
	if !r.in.Query.Known || err != nil {
		o.rest = func(string) value { return unknown }
		return objectOf(o)
	}
	for _, name := range sorted(values) {
		o.put(name, fields(field{"value", part("query:"+name, Known(values.Get(name)))}))
	}
	return objectOf(o)
}

// cookies returns the cookies as CloudFront functions see them.
func (r *run) cookies() value {
	o := newObject()
	line, given := r.in.Headers["cookie"]
	if !given && !r.in.Bare {
		o.rest = func(string) value { return unknown }
	}
	for _, pair := range strings.Split(line, ";") {
		if name, v, ok := strings.Cut(strings.TrimSpace(pair), "="); ok {
			o.put(name, fields(field{"value", textOf(v)}))
		}
	}
	return objectOf(o)
}

// end tells what the handler's result does.
func (r *run) end(result, request value) End {
	if result.kind == anything || result.kind == object && result.obj.lost {
		return End{}
	}
	end := End{Kind: Fails, Condition: written(r.condition), Held: r.held}
	if result.kind != object {
		return end
	}
	o := result.obj
	name := "status"
	if r.in.Event == Function {
		name = "statusCode"
	}
	if status, answers := o.props[name]; answers {
		end.Kind = Answers
		end.Status, end.Line = r.status(status)
		return end
	}
	if _, isRequest := o.props["uri"]; isRequest {
		r.passes(o, request.obj, &end)
	}
	return end
}

// passes tells what becomes of a request that is handed on.
func (r *run) passes(o, was *obj, end *End) {
	uri := o.props["uri"]
	end.Kind = Passes
	end.Rewritten = uri.of != "uri" || !uri.whole || uri.kind != text
	end.URI = Text{uri.s, uri.known && uri.kind == text}
	if !end.Rewritten {
		end.URI = r.in.URI
	} else if end.URI.Known && r.in.URI.Known && end.URI == r.in.URI {
		end.Rewritten = false
	}
	end.Redirected = r.moved
	r.headersOf(o, end)
	if origin, ok := o.props["origin"]; ok && r.in.Event == OriginLambda {
		same := origin.obj != nil && origin.obj == was.props["origin"].obj
		end.Redirected = end.Redirected || !same || len(origin.obj.names) > 0
	}
}

func (r *run) status(v value) (status, line int) {
	switch {
	case v.kind == number && v.known:
		status = int(v.n)
	case v.kind == text && v.known:
		status, _ = strconv.Atoi(v.s)
	}
	return status, r.p.line(v.literal)
}

// headersOf looks at what became of the headers.
func (r *run) headersOf(o *obj, end *End) {
	headers, ok := o.props["headers"]
	if !ok || headers.kind != object || headers.obj.lost {
		end.Redirected = true
		return
	}
	for _, name := range headers.obj.names {
		v := headerValue(headers.obj.props[name])
		name = strings.ToLower(name)
		own := v.of == "header:"+name || v.of == name || v.of == "country"
		if own && (v.whole || v.kind == anything) || v.kind == undefined {
			continue
		}
		if end.Set == nil {
			end.Set = make(map[string]Text)
		}
		end.Set[name] = Text{v.s, v.kind == text && v.known}
		if name == "host" || r.in.Event == OriginLambda && (name == "authorization" || strings.HasPrefix(name, "x-amz-")) {
			end.Redirected = true
		}
	}
}

// headerValue returns the text in what stands for a header in an event.
func headerValue(v value) value {
	if v.kind == object && v.obj.class == list && len(v.obj.items) > 0 {
		v = v.obj.items[0]
	}
	if v.kind == object && !v.obj.lost {
		return v.obj.props["value"]
	}
	return v
}

func sorted[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
