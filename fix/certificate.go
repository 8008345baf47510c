package fix

import (
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// covers reports whether a certificate that is made here has all of some names, or
// may have.
// See https://docs.aws.amazon.com/acm/latest/userguide/acm-concepts.html#concept-wildcard.
func covers(cert *tf.Resource, names []string) bool {
	var own []string
	texts, complete := cert.Body.Attr("subject_alternative_names").Texts()
	if first, ok := cert.Body.Attr("domain_name").Text(); ok {
		texts = append(texts, first)
	} else {
		complete = false
	}
	for _, t := range texts {
		name, ok := t.Literal()
		complete = complete && ok
		own = append(own, name)
	}
	for _, name := range names {
		if complete && !isCovered(name, own) {
			return false
		}
	}
	return true
}

func isCovered(name string, by []string) bool {
	_, parent, _ := strings.Cut(name, ".")
	for _, n := range by {
		if strings.EqualFold(n, name) || strings.EqualFold(n, "*."+parent) {
			return true
		}
	}
	return false
}

// certified reports whether nothing in the configuration shows that the
// certificate of the distribution lacks one of some names.
func (c *cause) certified(names []string) bool {
	blocks, _ := c.d.Resource.Body.Blocks("viewer_certificate")
	for _, b := range blocks {
		if b.Attr("cloudfront_default_certificate").Bool(false) == symbol.True {
			return false // which has no names but those of CloudFront
		}
		arn, _ := b.Attr("acm_certificate_arn").Text()
		for _, s := range arn.Symbols() {
			if cert := c.cfg.Resource(s.Address); cert != nil && cert.Type == "aws_acm_certificate" && !cert.Data {
				return covers(cert, names)
			}
		}
	}
	return true
}
