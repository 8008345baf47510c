package waf

import (
	"net/netip"
	"strings"

	"github.com/no403/no403/symbol"
)

// A Request is what is known of a web request as AWS WAF sees it. The zero
// Request is one of which nothing is known.
type Request struct {
	// Method is the HTTP method; empty when it is not known.
	Method string
	// Path is the path of the URI as it is sent. PathKnown tells that it is the
	// whole of it; otherwise the path only begins so.
	Path      string
	PathKnown bool
	// Query is the query string without its question mark, QueryKnown that it
	// is known.
	Query      string
	QueryKnown bool
	// Country is the country of the source address; empty when it is not known.
	Country string
	// Source is the address that the request comes from; the zero Addr is some
	// public address.
	Source netip.Addr
	// Header tells what is known of a header, by its name in lower case. Nil
	// knows of none.
	Header func(name string) Header
}

// A Presence tells whether a request has a header.
type Presence int

// The presences. Unknown is the zero value.
const (
	UnknownPresence Presence = iota
	Absent
	// Present: the header is there, its value is not known.
	Present
	// Known: the header is there with the value.
	Known
)

// A Header is what is known of a header of a request.
type Header struct {
	Presence Presence
	Value    symbol.Text
}

func (r Request) header(name string) Header {
	if r.Header == nil {
		return Header{}
	}
	return r.Header(strings.ToLower(name))
}

// A content is what a part of a request holds, as a text of which the first
// part may be all that is known.
type content struct {
	text symbol.Text
	// whole tells that the text is all of it.
	whole bool
	// absent tells that the request has no such part.
	absent bool
}

func known(text string) content { return content{text: symbol.Literal(text), whole: true} }

// prefix returns what the content certainly begins with.
func (c content) prefix() string {
	parts := c.text.Parts()
	if len(parts) == 0 || parts[0].Symbol != nil {
		return ""
	}
	return parts[0].Literal
}
