package lint

import (
	"maps"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/secrets"
	"github.com/no403/no403/symbol"
)

// hidden returns a decision without secrets in its texts. Addresses and paths
// stand: Terraform lets nothing sensitive into them.
func (d Decision) hidden(s *secrets.Set) Decision {
	if s.Len() == 0 {
		return d
	}
	d.Because, d.Viewers, d.Fix, d.Evidence = Say("%s", s.Hide(d.Because.String())), s.Hide(d.Viewers), s.Hide(d.Fix), s.Hide(d.Evidence)
	related := make([]Related, len(d.Related))
	for i, r := range d.Related {
		r.Message = s.Hide(r.Message)
		related[i] = r
	}
	d.Related = related
	return d
}

// hiddenRequest returns a request without secrets, to be shown.
func hiddenRequest(r cloudfront.Request, s *secrets.Set) cloudfront.Request {
	if s.Len() == 0 {
		return r
	}
	if text := r.Host.Key(); s.Hide(text) != text {
		r.Host = symbol.Literal(s.Hide(text))
	}
	r.Path, r.Query = s.Hide(r.Path), s.Hide(r.Query)
	r.Headers = maps.Clone(r.Headers)
	for name, value := range r.Headers {
		r.Headers[name] = s.Hide(value)
	}
	return r
}

// masked returns sources with stars in the place of secrets, so that excerpts show
// none.
func masked(sources map[string][]byte, s *secrets.Set) map[string][]byte {
	if s.Len() == 0 {
		return sources
	}
	out := make(map[string][]byte, len(sources))
	for name, source := range sources {
		out[name] = []byte(s.Mask(string(source)))
	}
	return out
}

// hide takes the secrets out of what was found.
func (c *collector) hide(findings []Finding) {
	s := c.cfg.Secrets
	if s.Len() == 0 {
		return
	}
	for i := range findings {
		f := &findings[i]
		f.Witness = hiddenRequest(f.Witness, s)
		f.Decision = f.Decision.hidden(s)
		f.Suppression.Reason = s.Hide(f.Suppression.Reason)
	}
	for i := range c.coverage {
		c.coverage[i].Because = s.Hide(c.coverage[i].Because)
	}
}
