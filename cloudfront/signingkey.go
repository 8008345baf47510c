package cloudfront

import (
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
)

// A SigningKey is a public key of CloudFront whose id the configuration hands to
// an application, which signs with the private key that belongs to it.
type SigningKey struct {
	Key *tf.Resource
	// Holder and At are where the id is handed on.
	Holder *tf.Resource
	At     tf.Value
	// Trusted tells whether some key group of the configuration has the key.
	Trusted symbol.Truth
}

const publicKeyType = "aws_cloudfront_public_key"

// SigningKeys returns the keys that the configuration hands to applications, in
// the order of their addresses.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html.
func (d *Distribution) SigningKeys() []SigningKey { return d.model.handedKeys() }

// SigningKey returns the handed key with an address, nil when there is none.
func (d *Distribution) SigningKey(address string) *SigningKey {
	keys := d.SigningKeys()
	if i := slices.IndexFunc(keys, func(k SigningKey) bool { return k.Key.Address == address }); i >= 0 {
		return &keys[i]
	}
	return nil
}

// handed are the attributes in which applications get their settings, as paths.
var handed = []struct{ kind, path string }{
	{"aws_lambda_function", "environment.variables"},
	{"aws_ssm_parameter", "value"},
	{"aws_ssm_parameter", "insecure_value"},
	{"aws_secretsmanager_secret_version", "secret_string"},
	{"aws_ecs_task_definition", "container_definitions"},
	{"aws_elastic_beanstalk_environment", "setting.value"},
	{"aws_instance", "user_data"},
	{"aws_launch_template", "user_data"},
	{"kubernetes_config_map", "data"},
	{"kubernetes_secret", "data"},
}

func (m *Model) handedKeys() []SigningKey {
	if m.signingKeys != nil {
		return m.signingKeys
	}
	m.signingKeys = []SigningKey{}
	if len(m.cfg.OfType(publicKeyType)) == 0 {
		return m.signingKeys
	}
	for _, place := range handed {
		for _, r := range m.cfg.OfType(place.kind) {
			for _, v := range valuesAt(r.Body, place.path) {
				m.handOn(r, v)
			}
		}
	}
	slices.SortStableFunc(m.signingKeys, func(a, b SigningKey) int { return strings.Compare(a.Key.Address, b.Key.Address) })
	m.signingKeys = slices.CompactFunc(m.signingKeys, func(a, b SigningKey) bool { return a.Key == b.Key })
	return m.signingKeys
}

// handOn notes the keys whose ids a value holds.
func (m *Model) handOn(holder *tf.Resource, v tf.Value) {
	for _, s := range append(symbolsIn(v.Cty()), v.Refs...) {
		kind, data := s.Type()
		key := m.cfg.Resource(s.Address)
		if kind == publicKeyType && !data && s.Attr == "id" && key != nil {
			m.signingKeys = append(m.signingKeys, SigningKey{key, holder, v, m.trustedSomewhere(key)})
		}
	}
}

// symbolsIn returns the symbols in the texts of a value.
func symbolsIn(v cty.Value) (all []symbol.Symbol) {
	if v == cty.NilVal {
		return nil
	}
	_ = cty.Walk(v, func(_ cty.Path, inner cty.Value) (bool, error) {
		if inner.Type() == cty.String && inner.IsKnown() && !inner.IsNull() {
			all = append(all, symbol.Parse(inner.AsString()).Symbols()...)
		}
		return true, nil
	})
	return all
}

// trustedSomewhere tells whether a key group has the key.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_key_group.
func (m *Model) trustedSomewhere(key *tf.Resource) symbol.Truth {
	groups := m.cfg.OfType("aws_cloudfront_key_group")
	trusted := symbol.False
	if len(groups) == 0 || m.cfg.Partial || m.passedTo(key.Address) != "" {
		trusted = symbol.Unknown // it may be in one that is made elsewhere
	}
	id := m.expand(symbol.Symbol{Address: key.Address, Attr: "id"})
	for _, g := range groups {
		items, complete := g.Body.Attr("items").Texts()
		trusted = trusted.Or(unless(complete))
		for _, item := range items {
			trusted = trusted.Or(symbol.Equal(m.canonical(item), id))
		}
	}
	return trusted
}
