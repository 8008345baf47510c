package cloudfront

import (
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// settled returns an attribute that AWS has chosen already, as plans of what
// exists and states show it.
func settled(r *tf.Resource, attr string) (t symbol.Text, ok bool) {
	if r == nil {
		return t, false
	}
	switch attr {
	case "arn", "id", "iam_arn", "domain_name", "s3_canonical_user_id", "cloudfront_access_identity_path", "account_id", "routing_endpoint", "execution_arn":
		s, ok := r.Body.Attr(attr).Literal()
		return symbol.Literal(s), ok && s != ""
	}
	return t, false
}

// expand writes a symbol as AWS composes the value, as far as that is known:
// the ARN of a bucket from its name, the ARN of a distribution from its id.
// Whatever refers to the same thing comes out as the same text.
func (m *Model) expand(s symbol.Symbol) symbol.Text {
	kind, _ := s.Type()
	r := m.cfg.Resource(s.Address)
	if t, ok := settled(r, s.Attr); ok {
		return t
	}
	switch kind {
	case "aws_s3_bucket":
		return m.expandBucket(s, r)
	case "aws_s3_access_point", objectLambdaType:
		return m.expandPoint(s, r)
	case multiRegionType:
		return m.expandMultiRegion(s, r)
	case "aws_s3_bucket_website_configuration":
		if s.Attr == "website_domain" {
			return websiteDomain(s)
		}
	case "aws_cloudfront_distribution", multitenantType:
		return m.expandARN(s, ":distribution/", r)
	case tenantType:
		return m.expandARN(s, ":distribution-tenant/", r)
	case "aws_cloudfront_origin_access_identity":
		return m.expandIdentity(s)
	case "aws_api_gateway_rest_api", "aws_api_gateway_stage":
		return m.expandAPI(s, kind, r)
	case "aws_caller_identity", "aws_partition", "aws_region":
		return m.expandCaller(s, kind, r)
	default:
		if strings.HasPrefix(kind, "aws_s3_bucket_") && r != nil && (s.Attr == "id" || s.Attr == "bucket") {
			if t, ok := r.Body.Attr("bucket").Text(); ok {
				return m.canonical(t)
			}
		}
	}
	return symbol.Of(s)
}

// expandARN expands the ARN of a resource of CloudFront, which ends with its id.
// See https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html.
func (m *Model) expandARN(s symbol.Symbol, kind string, r *tf.Resource) symbol.Text {
	if s.Attr != "arn" {
		return symbol.Of(s)
	}
	return symbol.Concat(m.arn("cloudfront", m.accountOf(r)), symbol.Literal(kind), symbol.Of(symbol.Symbol{Address: s.Address, Attr: "id"}))
}

// expandCaller expands what data sources tell of whoever runs Terraform.
func (m *Model) expandCaller(s symbol.Symbol, kind string, r *tf.Resource) symbol.Text {
	switch kind + "." + s.Attr {
	case "aws_caller_identity.account_id", "aws_caller_identity.id":
		return m.accountOf(r)
	case "aws_partition.partition", "aws_partition.id":
		return symbol.Literal(m.partition)
	case "aws_region.name", "aws_region.region", "aws_region.id":
		if r != nil {
			if t, ok := regionOf(r).Text(); ok {
				return t
			}
		}
	}
	return symbol.Of(s)
}

// regionOf returns the region of a resource: since version 6 of the provider a
// resource may name its own.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support.
func regionOf(r *tf.Resource) tf.Value {
	if own := r.Body.Attr("region"); !own.Absent() && !own.Unknown() {
		return own
	}
	return r.ProvidedBy().Region
}

// canonical expands every symbol of a text. The partition of literal ARNs is
// taken for the configuration's own where nothing says which that is.
func (m *Model) canonical(t symbol.Text) symbol.Text {
	return m.ownPartition(t.Expand(m.expand))
}

// ownPartition is the part of canonical that is about literal ARNs.
func (m *Model) ownPartition(t symbol.Text) symbol.Text {
	if m.partitionKnown {
		return t
	}
	return t.MapLiterals(commercial.Replace)
}

// commercial writes the ARNs of other partitions as those of the first one.
var commercial = strings.NewReplacer("arn:aws-cn:", "arn:aws:", "arn:aws-us-gov:", "arn:aws:")

func (m *Model) expandBucket(s symbol.Symbol, r *tf.Resource) symbol.Text {
	id := symbol.Of(symbol.Symbol{Address: s.Address, Attr: "id"})
	if r != nil {
		id = m.bucketName(r)
	}
	switch s.Attr {
	case "id", "bucket":
		return id
	case "arn":
		return symbol.Concat(symbol.Literal("arn:"+m.partition+":s3:::"), id)
	case "website_domain":
		return websiteDomain(s)
	}
	return symbol.Of(s)
}

// websiteDomain returns the domain of the website endpoints of a region.
func websiteDomain(s symbol.Symbol) symbol.Text {
	return symbol.Concat(symbol.Literal("s3-website."), symbol.Of(symbol.Symbol{Address: s.Address, Attr: "region"}), symbol.Literal(".amazonaws.com"))
}

// bucketName returns the name of a bucket; its id when AWS or the provider
// will choose the name.
func (m *Model) bucketName(r *tf.Resource) symbol.Text {
	own := symbol.Symbol{Address: r.Address, Attr: "id"}
	t, ok := r.Body.Attr("bucket").Text()
	if !ok || t.IsEmpty() {
		return symbol.Of(own)
	}
	for _, s := range t.Symbols() {
		if s.Address == r.Address {
			return symbol.Of(own)
		}
	}
	return t.Expand(m.expand)
}

func (m *Model) expandIdentity(s symbol.Symbol) symbol.Text {
	id := symbol.Of(symbol.Symbol{Address: s.Address, Attr: "id"})
	switch s.Attr {
	case "iam_arn":
		return m.identityARN(id)
	case "cloudfront_access_identity_path":
		return symbol.Literal(identityPath).Append(id)
	}
	return symbol.Of(s)
}

// The forms in which policies and distributions name an origin access
// identity.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html.
const (
	identityName = ":iam::cloudfront:user/CloudFront Origin Access Identity "
	identityPath = "origin-access-identity/cloudfront/"
)

// identityARN returns the ARN of the origin access identity with an id.
func (m *Model) identityARN(id symbol.Text) symbol.Text {
	return symbol.Literal("arn:" + m.partition + identityName).Append(id)
}

// arn begins an ARN of a service that has no regions.
func (m *Model) arn(service string, account symbol.Text) symbol.Text {
	return symbol.Literal("arn:" + m.partition + ":" + service + "::").Append(account)
}

// findPartition sets the partition from the regions that the configuration
// names.
// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html.
func (m *Model) findPartition() {
	m.partition = "aws"
	for _, d := range Resources(m.cfg) {
		if m.setPartition(d.ProvidedBy().Region) {
			return // a distribution has no region of its own
		}
	}
	for _, r := range slices.Concat(m.cfg.OfType("aws_s3_bucket"), m.cfg.OfType("aws_s3_bucket_policy")) {
		if m.setPartition(regionOf(r)) {
			return
		}
	}
}

// setPartition sets the partition to that of a region, and reports whether it is
// known.
func (m *Model) setPartition(region tf.Value) bool {
	name, ok := region.Literal()
	m.partitionKnown = ok && name != ""
	switch {
	case strings.HasPrefix(name, "cn-"):
		m.partition = "aws-cn"
	case strings.HasPrefix(name, "us-gov-"):
		m.partition = "aws-us-gov"
	}
	return m.partitionKnown
}
