package cloudfront

import (
	"strings"

	"github.com/no403/no403/edgecode"
	"github.com/no403/no403/secrets"
)

// keepSecrets remembers what a policy wants as a shared secret between CloudFront
// and the origin: in a Referer, a User-Agent, or anywhere in a policy that is
// sensitive.
func (m *Model) keepSecrets(p ResourcePolicy) {
	if p.Policy == nil {
		return
	}
	for _, s := range p.Policy.Statements {
		for _, c := range s.Conditions {
			for _, v := range c.Values {
				if text := v.Key(); p.At.Sensitive || secrets.ConditionKey(c.Key) && secrets.Opaque(text) {
					m.cfg.Secrets.Add(text)
				}
			}
		}
	}
}

// keepTests remembers what the code of an edge function wants to see in a header
// as a secret, such as a user name and a password.
func (m *Model) keepTests(o edgecode.Outcome) {
	for _, t := range o.Tests {
		if name, ok := strings.CutPrefix(t.Of, "header:"); ok && (name == "authorization" || secrets.Opaque(t.With)) {
			m.cfg.Secrets.Add(t.With)
			if _, credentials, ok := strings.Cut(t.With, " "); ok {
				m.cfg.Secrets.Add(credentials)
			}
		}
	}
}

// shownCode returns code for people: without secrets, and cut short after that,
// so that no part of one is left.
func (m *Model) shownCode(code string) string {
	const most = 80
	code = m.cfg.Secrets.Hide(code)
	if len(code) > most {
		code = strings.ToValidUTF8(code[:most], "") + "..."
	}
	return code
}
