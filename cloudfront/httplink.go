package cloudfront

import (
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// An HTTPLink is a redirect of this configuration that sends people to a name
// over plain HTTP.
type HTTPLink struct {
	Resource *tf.Resource
	At       tf.Value // the protocol
	host     symbol.Text
}

// HTTPLink returns a redirect that leads to a name of the distribution over
// plain HTTP, nil without one.
func (d *Distribution) HTTPLink() *HTTPLink {
	for i, link := range d.model.httpLinks() {
		if d.Lists(link.host) == symbol.True {
			return &d.model.links[i]
		}
	}
	return nil
}

// redirects are the blocks that redirect, as paths, with the names of their
// arguments.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_website_configuration
// and https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener.
var redirects = []struct{ kind, path, host, protocol string }{
	{"aws_s3_bucket_website_configuration", "redirect_all_requests_to", "host_name", "protocol"},
	{"aws_s3_bucket_website_configuration", "routing_rule.redirect", "host_name", "protocol"},
	{"aws_lb_listener", "default_action.redirect", "host", "protocol"},
	{"aws_alb_listener", "default_action.redirect", "host", "protocol"},
	{"aws_lb_listener_rule", "action.redirect", "host", "protocol"},
	{"aws_alb_listener_rule", "action.redirect", "host", "protocol"},
}

// httpLinks finds the redirects to plain HTTP once.
func (m *Model) httpLinks() []HTTPLink {
	if m.links != nil {
		return m.links
	}
	m.links = []HTTPLink{}
	for _, kind := range redirects {
		for _, r := range m.cfg.OfType(kind.kind) {
			for _, b := range blocksAt(r.Body, kind.path) {
				protocol := b.Attr(kind.protocol)
				word, _ := protocol.Literal()
				host, ok := b.Attr(kind.host).Text()
				if ok && strings.EqualFold(word, "http") {
					m.links = append(m.links, HTTPLink{r, protocol, hostName(m.canonical(host))})
				}
			}
		}
	}
	return m.links
}
