package cloudfront

import (
	"net/netip"
	"slices"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/waf"
)

// A WebACLAnswer is what a web ACL does with a request, as far as its rules
// decide: what the default action does is the web ACL's own.
type WebACLAnswer struct {
	Verdict waf.Verdict
	// Rule is the rule that decides, nil when the default action does.
	Rule *waf.Rule
	// Because says why the verdict is not known.
	Because string
}

// Ask evaluates the web ACL for a request of a viewer.
// See https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works.html.
func (a *WebACL) Ask(r Request) WebACLAnswer { return a.ask(viewerRequest(r)) }

// AskAny evaluates the web ACL for a request about which nothing is known but
// that it is an ordinary one: what it answers holds for all of them.
func (a *WebACL) AskAny() WebACLAnswer { return a.ask(anyRequest()) }

// anyRequest is an ordinary request of which nothing else is known.
func anyRequest() *waf.Request {
	rest := symbol.Of(symbol.Symbol{Address: "${path}"})
	return &waf.Request{Query: waf.Absent(), Solved: true, Path: symbol.Literal("/").Append(rest)}
}

// AskAnyFrom is like AskAny for viewers in a country.
func (a *WebACL) AskAnyFrom(country string) WebACLAnswer {
	r := anyRequest()
	r.Country = country
	return a.ask(r)
}

// BlocksFrom reports whether the web ACL certainly blocks all viewers in a
// country.
func (a *WebACL) BlocksFrom(country string) bool {
	return a.AskAnyFrom(country).Verdict == waf.Blocked
}

// AskAnyTo is like AskAny for requests with a method to a behavior.
func (a *WebACL) AskAnyTo(b *Behavior, method string) WebACLAnswer {
	r := anyRequest()
	r.Method = method
	if pattern, ok := b.pattern(); ok {
		r.Path = anyPath(pattern)
	}
	return a.ask(r)
}

func (a *WebACL) ask(r *waf.Request) WebACLAnswer {
	if a.rules == nil {
		return WebACLAnswer{Because: "the rules of AWS WAF Classic are not evaluated"}
	}
	answer := a.rules.Evaluate(r)
	return WebACLAnswer{answer.Verdict, answer.Rule, answer.Because}
}

// anyPath is a text that stands for every path that a pattern matches.
func anyPath(pattern symbol.Text) symbol.Text {
	var out symbol.Text
	for i, part := range pattern.Parts() {
		if part.Symbol != nil {
			out = out.Append(symbol.Of(*part.Symbol))
			continue
		}
		for j, c := range part.Literal {
			if c == '*' || c == '?' {
				out = out.Append(symbol.Of(symbol.Symbol{Address: "${path}", Attr: string(rune('a' + (i*7+j)%26))}))
			} else {
				out = out.Append(symbol.Literal(string(c)))
			}
		}
	}
	return out
}

// viewerRequest is a request as AWS WAF sees it.
func viewerRequest(r Request) *waf.Request {
	out := &waf.Request{
		Method: r.Method, Path: symbol.Literal(r.Path), Query: waf.Absent(), Country: r.Country, Solved: true,
		Header: func(name string) waf.Part { return headerOf(r, name) },
	}
	if r.behavior != nil {
		out.Path = symbol.Text{} // it stands for any path of the behavior
	}
	if addr, err := netip.ParseAddr(r.Address); err == nil {
		out.Source = waf.Source{Addr: addr}
	}
	return out
}

// sent are the headers that viewers send with values of their own.
var sent = []string{
	"accept", "accept-charset", "accept-encoding", "accept-language", "authorization", "cache-control", "connection", "content-encoding",
	"content-length", "content-type", "cookie", "dnt", "if-modified-since", "if-none-match", "origin", "pragma", "priority", "range",
	"referer", "sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform", "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-user",
	"te", "upgrade", "upgrade-insecure-requests", "via", "x-forwarded-for", "x-requested-with",
}

// headerOf returns a header of a request. Viewers send a User-Agent, and no
// header that only an agreement would make them send.
func headerOf(r Request, name string) waf.Part {
	if value, set := r.Headers[name]; set {
		if value == "" {
			return waf.Absent()
		}
		return waf.Holding(symbol.Literal(value))
	}
	switch {
	case name == "host":
		return waf.Holding(r.Host)
	case name == "user-agent":
		return waf.Holding(symbol.Of(symbol.Symbol{Address: "${viewer}", Attr: "user-agent"}))
	case slices.Contains(sent, name):
		return waf.Part{}
	}
	return waf.Absent()
}

// Variations returns requests of the classes that the rules of the web ACL
// block, made from an ordinary one.
func (a *WebACL) Variations(base Request) []Request {
	if a.rules == nil {
		return nil
	}
	var all []Request
	for _, v := range a.rules.Variations() {
		r := base
		if v.Method != "" {
			r.Method = v.Method
		}
		if v.Path != "" {
			r.Path = v.Path
		}
		if v.Country != "" {
			r.Country = v.Country
		}
		if v.Addr.IsValid() {
			r.Address = v.Addr.String()
		}
		if len(v.Headers) > 0 {
			r.Headers = v.Headers
		}
		all = append(all, r)
	}
	return all
}
