package cloudfront

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
)

// A Request is one request of a viewer, as it reaches CloudFront.
type Request struct {
	// Method is an HTTP method in capitals.
	Method string
	// Scheme is "https" or "http".
	Scheme string
	// Host is the Host header, lower case, without port.
	Host symbol.Text
	// Path is the path of the URL with its leading slash, without query.
	Path string
	// Country is the ISO 3166-1 alpha-2 code of where the viewer is; empty
	// stands for a country that no restriction names.
	Country string
	// Signed tells that the request carries a valid signature of a trusted
	// key, as signed URL or signed cookie.
	Signed bool
	// SigningKey is the address of the public key that belongs to the signature;
	// empty stands for a trusted one.
	SigningKey string
	// Admitted tells that the request carries whatever makes the edge functions of
	// its behavior pass it on, such as a token or a cookie, if anything does.
	Admitted bool
	// Headers are the other headers, names in lower case.
	Headers map[string]string
	// Query is the query string, without the question mark.
	Query string
	// Without are the headers that the request does not carry, in lower case.
	// Any other that Headers does not have may be there.
	Without []string
	// Source is the address of the viewer; the zero Addr is some address.
	Source netip.Addr
	// Missing tells that the origin has nothing at the path: an S3 key that
	// does not exist. Otherwise the object is taken to exist.
	Missing bool

	// behavior, when set, is the cache behavior that serves the request: the
	// path stands for whatever path leads there.
	behavior *Behavior
	// rewritten tells that an edge function has set the path, which need not be
	// one that leads to the behavior.
	rewritten bool
}

// WithBehavior returns the request as one that b serves, for a behavior whose
// path pattern is not known.
func (r Request) WithBehavior(b *Behavior) Request {
	r.behavior = b
	return r
}

// URL returns the URL as people write it; symbols stand as Terraform
// interpolates them.
func (r Request) URL() string {
	url := r.Scheme + "://" + r.Host.String() + r.Path
	if r.Query != "" {
		url += "?" + r.Query
	}
	return url
}

// Curl returns a command that makes the request and shows the status line.
func (r Request) Curl() string {
	var b strings.Builder
	b.WriteString("curl -s")
	if r.Method == "HEAD" || r.Method == "GET" {
		b.WriteString("I")
	} else {
		fmt.Fprintf(&b, "i -X %s", r.Method)
	}
	for _, name := range slices.Sorted(maps.Keys(r.Headers)) {
		header := name + ": " + r.Headers[name]
		if r.Headers[name] == "" {
			header = name + ":" // leaves it out
		}
		fmt.Fprintf(&b, " -H %s", quote(header))
	}
	for _, name := range r.Without {
		b.WriteString(" -H " + quote(name+":"))
	}
	b.WriteString(" " + quote(r.URL()))
	return b.String()
}

// quote quotes a shell word where it needs quotes.
func quote(word string) string {
	plain := func(c rune) bool {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("-_./:=@%,+", c)
	}
	if strings.IndexFunc(word, func(c rune) bool { return !plain(c) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// For returns the request as one to d: what it holds of the distribution that
// it was made for is replaced by its counterpart, as between two versions of
// one configuration.
func (r Request) For(d *Distribution) Request {
	if r.behavior == nil || r.behavior.Distribution == d {
		return r
	}
	for i, b := range r.behavior.Distribution.Behaviors {
		if b == r.behavior && i < len(d.Behaviors) {
			return r.WithBehavior(d.Behaviors[i])
		}
	}
	r.behavior = nil
	return r
}
