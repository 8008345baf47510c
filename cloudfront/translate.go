package cloudfront

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
)

// A translation gives the blocks of a multi-tenant distribution the names that
// an aws_cloudfront_distribution has for the same things.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_multitenant_distribution.
type translation struct {
	// attrs and blocks are the other names; a dot leads into a nested block.
	attrs, blocks map[string]string
	// switches are attributes that make others count, by these.
	switches map[string]string
	// filled are the attributes that may hold parameters.
	filled []string
	// inner are the translations of nested blocks.
	inner map[string]*translation
}

var multitenant = translation{
	blocks: map[string]string{"ordered_cache_behavior": "cache_behavior"},
	inner: map[string]*translation{
		"ordered_cache_behavior": &multitenantBehavior,
		"default_cache_behavior": &multitenantBehavior,
		"origin": {
			attrs:  map[string]string{"origin_id": "id"},
			filled: []string{"domain_name", "origin_path"},
			inner:  map[string]*translation{"custom_header": {attrs: map[string]string{"name": "header_name", "value": "header_value"}}},
		},
		"origin_group": {attrs: map[string]string{"origin_id": "id"}},
		"restrictions": {inner: map[string]*translation{"geo_restriction": {attrs: map[string]string{"locations": "items"}}}},
	},
}

var multitenantBehavior = translation{
	attrs: map[string]string{
		"allowed_methods":    "allowed_methods.items",
		"cached_methods":     "allowed_methods.cached_methods",
		"trusted_key_groups": "trusted_key_groups.items",
	},
	switches: map[string]string{"trusted_key_groups": "trusted_key_groups.enabled"},
	inner:    map[string]*translation{"lambda_function_association": {attrs: map[string]string{"lambda_arn": "lambda_function_arn"}}},
}

// A translated body is one under the names of an aws_cloudfront_distribution.
type translated struct {
	tf.Body
	to   *translation
	fill func(tf.Value) tf.Value
}

// Attr implements tf.Body.
func (t translated) Attr(name string) tf.Value {
	v := attrAt(t.Body, otherName(t.to.attrs, name))
	if by := t.to.switches[name]; by != "" && !v.Unset() {
		switch enabled := attrAt(t.Body, by); {
		case enabled.Absent(), enabled.Bool(false) == symbol.Unknown:
			return unknownLike(v)
		case enabled.Bool(false) == symbol.False:
			return absentLike(v)
		}
	}
	for _, filled := range t.to.filled {
		if filled == name {
			return t.fill(v)
		}
	}
	return v
}

// Blocks implements tf.Body.
func (t translated) Blocks(name string) (blocks []tf.Block, complete bool) {
	theirs, complete := t.Body.Blocks(otherName(t.to.blocks, name))
	inner := t.to.inner[name]
	if inner == nil {
		return theirs, complete
	}
	for _, b := range theirs {
		b.Body = translated{b.Body, inner, t.fill}
		blocks = append(blocks, b)
	}
	return blocks, complete
}

func otherName(names map[string]string, name string) string {
	if other := names[name]; other != "" {
		return other
	}
	return name
}

// unknownLike returns a value that is not known in the place of another.
func unknownLike(v tf.Value) tf.Value { return withCty(v, cty.DynamicVal) }

// absentLike returns an absent value in the place of another.
func absentLike(v tf.Value) tf.Value { return withCty(v, cty.NullVal(cty.DynamicPseudoType)) }

func withCty(v tf.Value, c cty.Value) tf.Value {
	other := tf.NewValue(c, v.Range)
	other.Path, other.Refs, other.Sensitive = v.Path, v.Refs, v.Sensitive
	return other
}
