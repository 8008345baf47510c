package waf

import (
	"net/netip"
	"strings"

	"github.com/no403/no403/symbol"
)

// A Request is a web request as far as it is known. What it does not tell is
// unknown, not absent.
type Request struct {
	// Method is an HTTP method in capitals.
	Method string
	// Path is the path of the URL as it was sent. Symbols stand for what may be
	// anything: "/api/${rest}" is every path below /api/.
	Path symbol.Text
	// Query is the query string without its question mark.
	Query Part
	// Header returns a header by its name in lower case; nil when nothing is
	// known of any.
	Header func(name string) Part
	// Country is the ISO 3166-1 alpha-2 code of where the source address is,
	// empty when it is not known.
	Country string
	// Source is the address that the request comes from.
	Source Source
	// Solved tells that the request carries a valid token wherever a rule asks
	// for one, as that of a person with a browser does in the end.
	Solved bool
}

// A Source is where a request comes from.
type Source struct {
	// Addr is the address; the zero Addr stands for some public address.
	Addr netip.Addr
	// OnlyIPv4 tells that an address that is not known is of version 4.
	OnlyIPv4 bool
}

// A Part is one part of a request: absent, or known to hold a text in which
// symbols may stand for what is not known. The zero Part is unknown.
type Part struct {
	state partState
	text  symbol.Text
}

type partState uint8

const (
	partUnknown partState = iota
	partAbsent
	partPresent
)

// Absent returns the part that a request does not have.
func Absent() Part { return Part{state: partAbsent} }

// Holding returns the part that holds a text.
func Holding(t symbol.Text) Part { return Part{state: partPresent, text: t} }

// header returns a header of the request.
func (r *Request) header(name string) Part {
	if r.Header == nil {
		return Part{}
	}
	return r.Header(strings.ToLower(name))
}

// body returns what is known of the body: requests that read have none.
func (r *Request) body() Part {
	switch r.Method {
	case "GET", "HEAD":
		return Absent()
	}
	return Part{}
}

// method returns the method as a part.
func (r *Request) method() Part {
	if r.Method == "" {
		return Part{}
	}
	return Holding(symbol.Literal(r.Method))
}

// A Variation is how a request differs from an ordinary one, so that it is of
// the class that a rule is about. Fields are empty where it does not differ.
type Variation struct {
	Method  string
	Path    string
	Country string
	Addr    netip.Addr
	// Headers are by their name in lower case; an empty value stands for a
	// request without the header.
	Headers map[string]string
}

func (v *Variation) setHeader(name, value string) {
	if v.Headers == nil {
		v.Headers = make(map[string]string)
	}
	v.Headers[strings.ToLower(name)] = value
}
