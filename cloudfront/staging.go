package cloudfront

import (
	"fmt"
	"strconv"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A Deployment sends some of the requests for a primary distribution to its
// staging distribution, which lists no names of its own.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-continuous-deployment.html.
type Deployment struct {
	Policy  *tf.Resource
	Primary *Distribution
	// Share says in words which requests.
	Share string
}

// String says for people when viewers get to the staging distribution.
func (d *Deployment) String() string {
	return fmt.Sprintf("when %s sends them to the staging distribution (%s)", d.Policy.Address, d.Share)
}

// Deployment returns what brings viewers to a staging distribution, nil when
// nothing here certainly does.
func (d *Distribution) Deployment() *Deployment { return d.deployment }

// linkStaging gives the staging distributions what brings viewers to them.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_continuous_deployment_policy.
func (m *Model) linkStaging() {
	policies := m.cfg.OfType("aws_cloudfront_continuous_deployment_policy")
	if len(policies) == 0 {
		return
	}
	staging := make(map[string]*Distribution) // by the key of the domain name
	primary := make(map[string]*Distribution) // by the address of the policy
	for _, d := range m.Distributions {
		if d.Staging() == symbol.True {
			staging[hostName(d.DomainName()).Key()] = d
			continue
		}
		id, _ := d.Resource.Body.Attr("continuous_deployment_policy_id").Text()
		if p := m.referred(id, "id", "aws_cloudfront_continuous_deployment_policy"); p != nil && d.Enabled() != symbol.False {
			primary[p.Address] = d
		}
	}
	for _, p := range policies {
		share := shareOf(p)
		if primary[p.Address] == nil || share == "" || p.Body.Attr("enabled").Bool(false) != symbol.True {
			continue
		}
		for _, name := range textsAt(p.Body, "staging_distribution_dns_names.items") {
			if d := staging[hostName(m.canonical(name)).Key()]; d != nil {
				d.deployment = &Deployment{Policy: p, Primary: primary[p.Address], Share: share}
			}
		}
	}
}

// shareOf says in words which requests a policy sends to the staging
// distribution, empty when it may be none.
func shareOf(policy *tf.Resource) string {
	configs, _ := policy.Body.Blocks("traffic_config")
	for _, c := range configs {
		switch kind, _ := c.Attr("type").Literal(); kind {
		case "SingleHeader":
			if header, ok := attrAt(c.Body, "single_header_config.header").Literal(); ok {
				return "requests with the header " + header
			}
		case "SingleWeight":
			text, _ := attrAt(c.Body, "single_weight_config.weight").Literal()
			if weight, err := strconv.ParseFloat(text, 64); err == nil && weight > 0 {
				return fmt.Sprintf("%.4g%% of all requests", 100*weight)
			}
		}
	}
	return ""
}
