package cloudfront

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A Behavior is a cache behavior of a distribution.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html.
type Behavior struct {
	Distribution *Distribution
	Block        tf.Block
	Default      bool

	path      *pathPattern    // nil before it was asked for
	functions *edgeFunctions  // nil before they were asked for
	target    *behaviorTarget // nil before it was asked for
	methods   *allowedMethods // nil before they were asked for
}

// A behaviorTarget is what the behavior asks.
type behaviorTarget struct {
	origin *Origin
	group  *OriginGroup
}

// allowedMethods are the methods of the behavior, as far as they are known.
type allowedMethods struct {
	methods []string
	at      tf.Value
	known   bool
}

// A pathPattern is the path pattern of a behavior, if it is known.
type pathPattern struct {
	text  symbol.Text
	known bool
}

// String names the behavior for people.
func (b *Behavior) String() string {
	if b.Default {
		return "the default behavior"
	}
	return fmt.Sprintf("behavior %q", b.Block.Attr("path_pattern").Show())
}

// Paths says in words which paths the behavior serves.
func (b *Behavior) Paths() string {
	switch {
	case !b.Default:
		return b.Block.Attr("path_pattern").Show()
	case len(b.Distribution.Behaviors) > 1:
		return "what no path pattern matches"
	}
	return "every path"
}

// pattern returns the path pattern with its leading slash; ok is false for the
// default behavior and for a pattern that is not known.
func (b *Behavior) pattern() (pattern symbol.Text, ok bool) {
	if b.Default {
		return pattern, false
	}
	if b.path == nil {
		t, ok := b.Block.Attr("path_pattern").Text()
		parts := t.Parts()
		if len(parts) > 0 && parts[0].Symbol == nil && !strings.HasPrefix(parts[0].Literal, "/") && !strings.HasPrefix(parts[0].Literal, "*") {
			t = symbol.Literal("/").Append(t)
		}
		b.path = &pathPattern{t, ok}
	}
	return b.path.text, b.path.known
}

// matches reports whether the path pattern matches a normalized path. It is
// False for the default behavior, which has none.
func (b *Behavior) matches(p symbol.Text) symbol.Truth {
	if b.Default {
		return symbol.False
	}
	pattern, ok := b.pattern()
	if !ok {
		return symbol.Unknown
	}
	return symbol.Match(pattern, p)
}

// normalized returns the path as CloudFront compares it with patterns: as RFC
// 3986 normalizes it, without dot segments and repeated slashes, and with
// characters that need no escape unescaped.
func normalized(p string) string {
	if strings.Contains(p, "%") {
		p = unreserved().ReplaceAllStringFunc(p, func(escape string) string {
			plain, err := url.PathUnescape(escape)
			if err != nil {
				return escape
			}
			return plain
		})
	}
	clean := path.Clean("/" + p)
	if last := p[strings.LastIndexByte(p, '/')+1:]; clean != "/" && (last == "" || last == "." || last == "..") {
		clean += "/"
	}
	return clean
}

// unreserved finds the escapes of letters, digits and - . _ ~.
var unreserved = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)%(2[DE]|3[0-9]|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])`)
})

// samples are paths that the behaviors of real sites serve, tried in turn to
// find one that only a given behavior serves.
var samples = []string{"/app.js", "/index.html", "/page", "/example", "/about/team"}

// SamplePath returns a path that this behavior serves and no earlier one. ok
// is false when an earlier pattern takes all paths that were tried, or when a
// pattern is not known; the path is then only an illustration.
func (b *Behavior) SamplePath() (p string, ok bool) {
	for _, p := range b.candidates() {
		if b.Distribution.BehaviorFor(Request{Path: p}) == b {
			return p, true
		}
	}
	if c := b.candidates(); len(c) > 0 {
		return c[0], false
	}
	return "/", false
}

func (b *Behavior) candidates() []string {
	if b.Default {
		return append(samples[:len(samples):len(samples)], "/no403/no403/no403")
	}
	t, ok := b.pattern()
	if !ok {
		return nil
	}
	pattern, ok := t.Literal()
	if !ok {
		return nil
	}
	var all []string
	for _, one := range []string{"a", "b", "1"} {
		pattern := strings.ReplaceAll(pattern, "?", one)
		for _, fill := range fillings(pattern) {
			p := strings.ReplaceAll(pattern, "*", fill)
			if !strings.HasPrefix(p, "/") {
				p = "/" + p
			}
			all = append(all, p)
		}
		if !strings.Contains(t.Key(), "?") {
			break
		}
	}
	return all
}

// fillings are what a star may stand for in a path that people would
// recognise.
func fillings(pattern string) []string {
	switch {
	case strings.HasPrefix(path.Ext(pattern), ".") && !strings.HasSuffix(pattern, "*"):
		return []string{"example", "a/b", "no403/no403"}
	case strings.Contains(pattern, "api"):
		return []string{"example", "items/1", "no403/no403"}
	case strings.HasSuffix(pattern, "/*"):
		return []string{"app.js", "example", "a/b", "no403/no403"}
	}
	return []string{"", "/example", "no403/no403"}
}

// Reachable reports whether some path leads to the behavior: False when one
// earlier pattern certainly takes every path that this one matches.
func (b *Behavior) Reachable() symbol.Truth {
	if _, ok := b.pattern(); !ok && !b.Default {
		return symbol.Unknown
	}
	return symbol.TruthOf(b.Shadow() == nil)
}

// Shadow returns the earlier behavior that takes every path of this one, nil
// when there is none.
func (b *Behavior) Shadow() *Behavior {
	own, ok := b.pattern()
	switch {
	case b.Default:
		own = symbol.Literal("/*")
	case !ok:
		return nil
	}
	for _, earlier := range b.Distribution.Behaviors {
		if earlier == b {
			break
		}
		if p, ok := earlier.pattern(); ok && takesAll(p, own) {
			return earlier
		}
	}
	return nil
}

// takesAll reports whether every path that matches a pattern certainly matches
// an earlier one. A star of the later pattern is taken for a character, which a
// star of the earlier one takes as it takes any others, but a question mark
// does not.
func takesAll(earlier, later symbol.Text) bool {
	if symbol.Equal(earlier, later) == symbol.True {
		return true
	}
	if strings.Contains(earlier.Key(), "?") && strings.Contains(later.Key(), "*") {
		return false
	}
	return symbol.Match(earlier, later) == symbol.True
}

// Shadowed returns the behavior that a path is meant for but never reaches,
// because b comes before it; nil when there is none.
func (b *Behavior) Shadowed(p string) *Behavior {
	path := symbol.Literal(normalized(p))
	for _, later := range b.Distribution.Behaviors {
		if later.matches(path) == symbol.True && later.Shadow() == b {
			return later
		}
	}
	return nil
}

// ViewerProtocolPolicy returns the attribute of that name: "allow-all",
// "https-only" or "redirect-to-https".
func (b *Behavior) ViewerProtocolPolicy() tf.Value { return b.Block.Attr("viewer_protocol_policy") }

// AllowedMethods returns the methods that CloudFront accepts; ok is false when
// they are not all known.
func (b *Behavior) AllowedMethods() (methods []string, at tf.Value, ok bool) {
	if b.methods == nil {
		b.methods = b.readMethods()
	}
	return b.methods.methods, b.methods.at, b.methods.known
}

func (b *Behavior) readMethods() *allowedMethods {
	m := &allowedMethods{at: b.Block.Attr("allowed_methods")}
	texts, complete := m.at.Texts()
	m.known = complete && !m.at.Absent()
	for _, t := range texts {
		method, literal := t.Literal()
		if !literal {
			m.known = false
			continue
		}
		m.methods = append(m.methods, method)
	}
	return m
}

// Origin returns the origin that the behavior asks; for an origin group the
// primary member, and the group. It is nil when it is not known.
func (b *Behavior) Origin() (*Origin, *OriginGroup) {
	if b.target == nil {
		origin, group := b.findOrigin()
		b.target = &behaviorTarget{origin, group}
	}
	return b.target.origin, b.target.group
}

func (b *Behavior) findOrigin() (*Origin, *OriginGroup) {
	t, ok := b.Block.Attr("target_origin_id").Text()
	if !ok {
		return b.onlyOrigin(), nil
	}
	id := b.Distribution.model.canonical(t)
	if o := b.Distribution.origin(id); o != nil {
		return o, nil
	}
	if g := b.Distribution.originGroup(id); g != nil {
		return g.Primary, g
	}
	return nil, nil
}

// onlyOrigin returns the origin of a distribution that has one.
func (b *Behavior) onlyOrigin() *Origin {
	if d := b.Distribution; d.originsComplete && len(d.Origins) == 1 {
		return d.Origins[0]
	}
	return nil
}
