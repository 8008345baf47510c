package cloudfront

import (
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// Forwards tells whether a header of the viewer reaches the origin of a
// behavior, and which attribute makes it so.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html.
func (b *Behavior) Forwards(header string) (forwarded symbol.Truth, at tf.Value) {
	legacy, complete := b.Block.Blocks("forwarded_values")
	if !complete {
		return symbol.Unknown, at
	}
	forwarded = symbol.False
	for _, fv := range legacy {
		at = fv.Attr("headers")
		forwarded = listed(at, header, "*")
		if !removedUnlisted(header) {
			forwarded = symbol.True
		}
	}
	for _, name := range []string{"origin_request_policy_id", "cache_policy_id"} {
		id := b.Block.Attr(name)
		switch f := b.Distribution.model.policyHeaders(id).sends(header); f {
		case symbol.True:
			return f, id
		case symbol.Unknown:
			forwarded, at = symbol.Unknown, id
		}
	}
	return forwarded, at
}

// removedUnlisted reports whether forwarded_values keeps a header from the
// origin unless it is listed. Others reach it in any case.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior.
func removedUnlisted(header string) bool {
	switch strings.ToLower(header) {
	case "accept", "accept-charset", "accept-language", "authorization", "expect", "host", "origin", "referer", "user-agent":
		return true
	}
	return strings.HasPrefix(strings.ToLower(header), "proxy-") || strings.HasPrefix(strings.ToLower(header), "cloudfront-")
}

// listed tells whether a list of header names has one of them.
func listed(list tf.Value, names ...string) symbol.Truth {
	texts, complete := list.Texts()
	for _, t := range texts {
		s, ok := t.Literal()
		complete = complete && ok
		for _, name := range names {
			if strings.EqualFold(s, name) {
				return symbol.True
			}
		}
	}
	if !complete {
		return symbol.Unknown
	}
	return symbol.False
}

// A headerSet is the headers that a cache policy or an origin request policy
// sends to the origin.
type headerSet struct {
	unknown bool
	all     bool // but for except
	except  []string
	names   []string
	more    *tf.Value // names, or exceptions with all, in source
}

func (h headerSet) sends(header string) symbol.Truth {
	in := symbol.False
	for _, name := range append(h.names, h.except...) {
		if strings.EqualFold(name, header) {
			in = symbol.True
		}
	}
	if h.more != nil && in == symbol.False {
		in = listed(*h.more, header)
	}
	switch {
	case h.unknown:
		return symbol.Unknown
	case h.all:
		return in.Not()
	}
	return in
}

// policyHeaders finds the policy that an id names: a managed one, or one that
// is made here.
func (m *Model) policyHeaders(id tf.Value) headerSet {
	if id.Unset() {
		return headerSet{}
	}
	t, ok := id.Text()
	if !ok {
		return headerSet{unknown: true}
	}
	if s, ok := t.Literal(); ok {
		if p := managedPolicy(s); !p.unknown {
			return p
		}
	}
	r := m.referred(t, "id", "aws_cloudfront_origin_request_policy", "aws_cloudfront_cache_policy")
	switch {
	case r == nil:
		return headerSet{unknown: true}
	case r.Data:
		return lookedUpPolicy(r)
	}
	return writtenPolicy(r)
}

func lookedUpPolicy(r *tf.Resource) headerSet {
	if id, ok := r.Body.Attr("id").Literal(); ok {
		return managedPolicy(id)
	}
	name, ok := r.Body.Attr("name").Literal()
	if !ok || !strings.HasPrefix(name, "Managed-") {
		return headerSet{unknown: true}
	}
	for _, p := range managedPolicies {
		if p.name == strings.TrimPrefix(name, "Managed-") {
			return p.headers
		}
	}
	return headerSet{unknown: true}
}

func writtenPolicy(r *tf.Resource) headerSet {
	body := r.Body
	if r.Type == "aws_cloudfront_cache_policy" {
		blocks, _ := body.Blocks("parameters_in_cache_key_and_forwarded_to_origin")
		if len(blocks) != 1 {
			return headerSet{unknown: true}
		}
		body = blocks[0].Body
	}
	configs, complete := body.Blocks("headers_config")
	if !complete || len(configs) != 1 {
		return headerSet{unknown: !complete}
	}
	behavior, _ := configs[0].Attr("header_behavior").Literal()
	items := tf.Value{}
	blocks, known := configs[0].Blocks("headers")
	if len(blocks) == 1 {
		items = blocks[0].Attr("items")
	}
	switch behavior {
	case "none":
		return headerSet{}
	case "whitelist":
		return headerSet{unknown: !known, more: &items}
	case "allViewer", "allViewerAndWhitelistCloudFront":
		return headerSet{all: true}
	case "allExcept":
		return headerSet{unknown: !known, all: true, more: &items}
	}
	return headerSet{unknown: true}
}

func managedPolicy(id string) headerSet {
	for _, p := range managedPolicies {
		if p.id == strings.ToLower(id) {
			return p.headers
		}
	}
	return headerSet{unknown: true}
}
