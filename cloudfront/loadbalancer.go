package cloudfront

import (
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// balancing is what hangs on the load balancers of a configuration.
type balancing struct {
	names     map[string]string         // by the key of a domain name, the address of the load balancer
	listeners map[string][]*tf.Resource // by the address of the load balancer
	rules     map[string][]*tf.Resource // by the address of the listener
	// strayListener and strayRule tell that there is one of which it is not
	// known where it belongs.
	strayListener, strayRule bool
}

// The types have two names each, which mean the same.
var (
	balancerTypes = []string{"aws_lb", "aws_alb"}
	listenerTypes = []string{"aws_lb_listener", "aws_alb_listener"}
	ruleTypes     = []string{"aws_lb_listener_rule", "aws_alb_listener_rule"}
)

func (m *Model) ofTypes(types []string) []*tf.Resource {
	var all []*tf.Resource
	for _, t := range types {
		all = append(all, m.cfg.OfType(t)...)
	}
	return all
}

// balancers links listeners and their rules to load balancers, once.
func (m *Model) balancers() *balancing {
	if m.balancing != nil {
		return m.balancing
	}
	x := &balancing{names: make(map[string]string), listeners: make(map[string][]*tf.Resource), rules: make(map[string][]*tf.Resource)}
	x.strayListener = m.sort(x.listeners, listenerTypes, "load_balancer_arn", balancerTypes)
	x.strayRule = m.sort(x.rules, ruleTypes, "listener_arn", listenerTypes)
	for _, r := range m.ofTypes(balancerTypes) {
		x.names[symbol.Of(symbol.Symbol{Address: r.Address, Attr: "dns_name"}).Key()] = r.Address
		if name, ok := r.Body.Attr("dns_name").Text(); ok {
			x.names[hostName(name).Key()] = r.Address
		}
	}
	m.nameBalancers(x)
	m.balancing = x
	return x
}

// sort puts the resources of some types to what an attribute of theirs names by
// ARN. stray tells that it is not known what one of them names.
func (m *Model) sort(into map[string][]*tf.Resource, types []string, attr string, owners []string) (stray bool) {
	for _, r := range m.ofTypes(types) {
		t, ok := r.Body.Attr(attr).Text()
		owner := m.referred(t, "arn", owners...)
		if owner == nil {
			_, literal := t.Literal()
			stray = stray || !ok || !literal
			continue
		}
		into[owner.Address] = append(into[owner.Address], r)
	}
	return stray
}

// nameBalancers adds the names that DNS records give load balancers: behind
// HTTPS an origin must go by a name that its certificate covers.
func (m *Model) nameBalancers(x *balancing) {
	rest := m.records()
	for range maxChain {
		before := len(rest)
		rest = slices.DeleteFunc(slices.Clone(rest), func(r record) bool { return m.nameBalancer(x, r) })
		if len(rest) == before {
			return
		}
	}
}

// nameBalancer follows one record, and reports whether that is done with.
func (m *Model) nameBalancer(x *balancing, r record) bool {
	if r.proxied || !r.resource.Body.Attr("set_identifier").Unset() {
		return true // a proxy is between, or it is one of several records of that name
	}
	for _, target := range r.targets {
		address := x.names[target.Key()]
		if address == "" {
			continue
		}
		own := r.resource.Address
		names := []symbol.Text{symbol.Of(symbol.Symbol{Address: own, Attr: "fqdn"}), symbol.Of(symbol.Symbol{Address: own, Attr: "name"})}
		if name, _, sure := m.fullName(r); sure || !name.IsEmpty() {
			names = append(names, name)
		}
		for _, name := range names {
			if x.names[name.Key()] == "" {
				x.names[name.Key()] = address
			}
		}
		return true
	}
	return false
}

// balancerNamed returns the address of the load balancer that goes by a name,
// empty without one.
func (m *Model) balancerNamed(name symbol.Text) string {
	return m.balancers().names[strings.TrimPrefix(hostName(name).Key(), "dualstack.")]
}

// balancer returns the application load balancer behind the origin, nil when it
// is not made here.
func (o *Origin) balancer() *tf.Resource {
	e := o.Endpoint()
	if e.Kind != LoadBalancer {
		return nil
	}
	r := o.Distribution.model.cfg.Resource(e.Address)
	if r == nil || r.Data || !slices.Contains(balancerTypes, r.Type) {
		return nil
	}
	if kind := r.Body.Attr("load_balancer_type"); !kind.Absent() {
		if s, ok := kind.Literal(); !ok || s != "application" {
			return nil
		}
	}
	return r
}

// listener returns the listener that CloudFront asks for a request. When it is
// nil, because says why that is not known.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginProtocolPolicy.
func (o *Origin) listener(r Request) (listener *tf.Resource, because string) {
	m := o.Distribution.model
	balancer := o.balancer()
	if balancer == nil {
		return nil, "the application load balancer is not made in this configuration"
	}
	port, protocol, ok := o.port(r)
	if !ok {
		return nil, "the port that CloudFront asks is not known from this input"
	}
	if m.cfg.Partial || m.balancers().strayListener {
		return nil, "listeners may be made where this input does not show them"
	}
	for _, l := range m.balancers().listeners[balancer.Address] {
		switch n, known := l.Body.Attr("port").Int(); {
		case !known:
			return nil, "the port of " + l.Address + " is not known from this input"
		case n != port:
			continue
		}
		if spoken, known := l.Body.Attr("protocol").Literal(); known && spoken != protocol || l.Maybe {
			return nil, l.Address + " may not take part"
		}
		listener = l
	}
	if listener == nil {
		return nil, "no listener for the port that CloudFront asks is made in this configuration"
	}
	return listener, ""
}

// port returns the port that CloudFront asks and the protocol that it speaks
// there.
func (o *Origin) port(r Request) (port int64, protocol string, ok bool) {
	config, ok := o.connection()
	if !ok {
		return 0, "", false
	}
	policy, _ := config.Attr("origin_protocol_policy").Literal()
	if policy == "match-viewer" {
		policy = r.Scheme + "-only"
	}
	switch policy {
	case "http-only":
		port, ok = config.Attr("http_port").Int()
		return port, "HTTP", ok
	case "https-only":
		port, ok = config.Attr("https_port").Int()
		return port, "HTTPS", ok
	}
	return 0, "", false
}

// connection returns the block that says how CloudFront connects to the origin.
func (o *Origin) connection() (config tf.Block, ok bool) {
	if config, has, ok := o.vpcOrigin(); has {
		return config, ok
	}
	configs, complete := o.Block.Blocks("custom_origin_config")
	if !complete || len(configs) != 1 {
		return config, false
	}
	return configs[0], true
}
