package cloudfront

import (
	"strings"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// An Origin is what a distribution fetches from.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistS3AndCustomOrigins.html.
type Origin struct {
	Distribution *Distribution
	Block        tf.Block

	endpoint *Endpoint
	signing  *signing             // nil before it was asked for
	reads    map[readKey]S3Answer // as far as they were asked for
	asked    *askedListener
}

// A Kind is the sort of service behind an origin's domain name.
type Kind int

// The kinds. OtherKind is a server about which nothing is known.
const (
	UnknownKind Kind = iota
	S3REST
	S3Website
	LambdaURL
	APIGateway
	LoadBalancer
	OtherDistribution
	ObjectLambda
	MultiRegionPoint
	DirectoryBucket
	OtherKind
)

// String returns the service's name for people.
func (k Kind) String() string {
	return [...]string{
		"an origin that is not known", "an S3 bucket", "an S3 website endpoint", "a Lambda function URL",
		"API Gateway", "a load balancer", "another distribution", "an Object Lambda access point", "a multi-region access point",
		"a directory bucket", "a server",
	}[k]
}

// An Endpoint is what an origin's domain name leads to.
type Endpoint struct {
	Kind Kind
	// Bucket is the bucket of an S3 endpoint when this configuration makes it.
	Bucket *Bucket
	// Point is the access point that leads to the bucket, of Object Lambda the
	// supporting one; nil without one.
	Point *tf.Resource
	// Domain is the custom domain name of APIs that the name is, nil for any other.
	Domain *tf.Resource
	// Address is the resource behind the name, empty when it is not here.
	Address string
}

// ID returns the origin's id for people.
func (o *Origin) ID() string { return o.Block.Attr("origin_id").Show() }

// DomainName returns the attribute of that name.
func (o *Origin) DomainName() tf.Value { return o.Block.Attr("domain_name") }

// Path returns the origin path; ok is false when it is not known.
func (o *Origin) Path() (p symbol.Text, ok bool) {
	v := o.Block.Attr("origin_path")
	if v.Unset() {
		return p, true
	}
	return v.Text()
}

// Endpoint tells what the domain name leads to.
func (o *Origin) Endpoint() Endpoint {
	if o.endpoint == nil {
		e := o.Distribution.model.endpoint(o.DomainName())
		if balancer := o.balancerInVPC(); balancer != "" {
			e = Endpoint{Kind: LoadBalancer, Address: balancer}
		}
		o.endpoint = &e
	}
	return *o.endpoint
}

func (m *Model) endpoint(name tf.Value) Endpoint {
	t, ok := name.Text()
	if !ok {
		return m.endpointOfRefs(name.Refs)
	}
	if s, sole := t.Sole(); sole {
		if e := m.endpointOfSymbol(s); e.Kind != UnknownKind {
			return e
		}
	}
	t = m.canonical(t)
	if balancer := m.balancerNamed(t); balancer != "" {
		return Endpoint{Kind: LoadBalancer, Address: balancer}
	}
	e := m.endpointOfName(t)
	if e.Kind == OtherKind || e.Kind == UnknownKind {
		lister, domain := m.lister(t), m.apiDomain(t)
		switch {
		case lister != nil && e.Kind == OtherKind:
			return Endpoint{Kind: OtherDistribution, Address: lister.Resource.Address}
		case lister == nil && domain != nil:
			return Endpoint{Kind: APIGateway, Domain: domain}
		}
	}
	if e.Kind != UnknownKind {
		return e
	}
	return m.endpointOfRefs(t.Symbols())
}

// endpointOfSymbol knows the attributes that hold a domain name.
func (m *Model) endpointOfSymbol(s symbol.Symbol) Endpoint {
	kind, _ := s.Type()
	r := m.cfg.Resource(s.Address)
	e := Endpoint{Address: s.Address}
	switch kind + "." + s.Attr {
	case "aws_s3_bucket.bucket_regional_domain_name", "aws_s3_bucket.bucket_domain_name":
		e.Kind = S3REST
	case "aws_s3_bucket.website_endpoint", "aws_s3_bucket_website_configuration.website_endpoint":
		e.Kind = S3Website
	case "aws_lb.dns_name", "aws_alb.dns_name", "aws_elb.dns_name":
		e.Kind = LoadBalancer
	case "aws_cloudfront_distribution.domain_name":
		e.Kind = OtherDistribution
	case multiRegionType + ".domain_name":
		e.Kind = MultiRegionPoint
	default:
		return Endpoint{}
	}
	if e.Kind == S3REST || e.Kind == S3Website {
		e.Bucket, e.Address = m.bucketBehind(r)
	}
	return e
}

// bucketBehind returns the bucket that a resource belongs to: itself, what its
// bucket argument names, or what a data source looks up.
func (m *Model) bucketBehind(r *tf.Resource) (*Bucket, string) {
	if r == nil {
		return nil, ""
	}
	if r.Type == "aws_s3_bucket" && !r.Data {
		return m.byName[m.bucketName(r).Key()], r.Address
	}
	if t, ok := r.Body.Attr("bucket").Text(); ok {
		if b := m.byName[m.canonical(t).Key()]; b != nil {
			return b, b.Resource.Address
		}
	}
	return nil, ""
}

// endpointOfName knows the forms of domain names.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
// and https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html.
func (m *Model) endpointOfName(t symbol.Text) Endpoint {
	t = t.MapLiterals(strings.ToLower)
	key := t.Key()
	before := func(part string) string {
		name, _, _ := strings.Cut(key, part)
		return name
	}
	has := func(parts ...string) bool {
		rest := key
		for _, p := range parts {
			i := strings.Index(rest, p)
			if i < 0 {
				return false
			}
			rest = rest[i+len(p):]
		}
		return true
	}
	switch {
	case has(".s3-website-", ".amazonaws.com"), has(".s3-website.", ".amazonaws.com"):
		return m.namedBucket(before(".s3-website"), S3Website)
	case has("--x-s3.s3express-"), has(".s3express-") && m.directoryNamed(symbol.Parse(before(".s3express-"))):
		return Endpoint{Kind: DirectoryBucket}
	case has(".accesspoint.s3-global."):
		return m.multiRegionNamed(symbol.Parse(before(".accesspoint.")))
	case has("--ol-s3.s3."):
		return m.objectLambdaNamed(symbol.Parse(before(".s3.")))
	case has(".s3-accelerate."), has(".s3express-"), has("-s3alias.") && m.pointNamed(symbol.Parse(before(".s3."))) == nil:
		return Endpoint{}
	case has(".s3.", ".amazonaws.com"), has(".s3.amazonaws.com"):
		return m.namedBucket(before(".s3."), S3REST)
	case has(".s3-", ".amazonaws.com"):
		return m.namedBucket(before(".s3-"), S3REST)
	case has(".lambda-url.", ".on.aws"):
		s, _ := symbol.Parse(before(".lambda-url.")).Sole()
		return Endpoint{Kind: LambdaURL, Address: s.Address}
	case has(".execute-api.") && !strings.HasPrefix(key, "d-"):
		return Endpoint{Kind: APIGateway, Address: m.namedAPI(symbol.Parse(before(".execute-api.")))}
	case has(".elb.", "amazonaws.com"), has(".elb.amazonaws.com"):
		return Endpoint{Kind: LoadBalancer}
	case strings.HasSuffix(key, ".cloudfront.net"):
		return Endpoint{Kind: OtherDistribution}
	}
	if _, ok := t.Literal(); ok {
		return Endpoint{Kind: OtherKind}
	}
	return Endpoint{}
}

// namedBucket returns the endpoint of what comes first in the domain name: a
// bucket, or the alias of an access point.
func (m *Model) namedBucket(name string, kind Kind) Endpoint {
	e := Endpoint{Kind: kind}
	if lambda := m.objectLambdaNamed(symbol.Parse(name)); lambda.Address != "" {
		return lambda
	}
	if point := m.pointNamed(symbol.Parse(name)); point != nil && kind == S3REST {
		e.Point = point
		e.Bucket, e.Address = m.bucketBehind(point)
		return e
	}
	if b := m.byName[name]; b != nil {
		e.Bucket, e.Address = b, b.Resource.Address
	}
	return e
}

// endpointOfRefs knows what a name is made from, where its form is lost: the
// host of a function URL is cut out of it in many ways. With anything else
// among the references the name may be another's.
func (m *Model) endpointOfRefs(refs []symbol.Symbol) Endpoint {
	var e Endpoint
	for _, s := range refs {
		if t, data := s.Type(); data && (t == "aws_region" || t == "aws_partition") {
			continue
		}
		kind := m.serviceBehind(s)
		if kind == UnknownKind || e.Kind != UnknownKind && (e.Kind != kind || e.Address != m.apiBehind(s)) {
			return Endpoint{}
		}
		e = Endpoint{Kind: kind, Address: m.apiBehind(s)}
	}
	return e
}

// namedAPI returns the address of the API with an id.
func (m *Model) namedAPI(id symbol.Text) string {
	if api := m.referred(id, "id", "aws_api_gateway_rest_api", "aws_apigatewayv2_api"); api != nil {
		return api.Address
	}
	return ""
}

func (m *Model) serviceBehind(s symbol.Symbol) Kind {
	kind, _ := s.Type()
	switch kind + "." + s.Attr {
	case "aws_lambda_function_url.function_url", "aws_lambda_function_url.url_id", "aws_lambda_function_url.":
		// A plan drops the attribute behind an index.
		return LambdaURL
	case "aws_api_gateway_rest_api.id", "aws_apigatewayv2_api.id", "aws_api_gateway_stage.invoke_url", "aws_api_gateway_deployment.invoke_url",
		"aws_apigatewayv2_api.api_endpoint", "aws_apigatewayv2_stage.invoke_url":
		return APIGateway
	}
	return UnknownKind
}

// A Signer is who CloudFront says it is when it asks S3.
type Signer int

// The signers.
const (
	UnknownSigner Signer = iota
	// Unsigned: CloudFront asks as anybody would.
	Unsigned
	// AccessControl: the service principal, for one distribution.
	AccessControl
	// Identity: an origin access identity.
	Identity
)

// Signer returns how CloudFront signs its requests to the origin; at is the
// attribute that says so. identity is the id of an origin access identity.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html.
func (o *Origin) Signer() (who Signer, at tf.Value, identity symbol.Text) {
	if o.signing == nil {
		who, at, identity := o.readSigner()
		o.signing = &signing{who, at, identity}
	}
	return o.signing.who, o.signing.at, o.signing.identity
}

// signing is what Signer returns.
type signing struct {
	who      Signer
	at       tf.Value
	identity symbol.Text
}

func (o *Origin) readSigner() (who Signer, at tf.Value, identity symbol.Text) {
	oac := o.Block.Attr("origin_access_control_id")
	if !oac.Unset() {
		return o.accessControl(oac), oac, identity
	}
	configs, complete := o.Block.Blocks("s3_origin_config")
	if !complete {
		return UnknownSigner, oac, identity
	}
	for _, c := range configs {
		oai := c.Attr("origin_access_identity")
		t, ok := oai.Text()
		switch {
		case oai.Unset():
		case !ok:
			return UnknownSigner, oai, identity
		default:
			return o.identity(oai, o.Distribution.model.canonical(t))
		}
	}
	return Unsigned, oac, identity
}

func (o *Origin) accessControl(id tf.Value) Signer {
	t, _ := id.Text()
	r := o.Distribution.model.referred(t, "id", "aws_cloudfront_origin_access_control")
	if r == nil || r.Data {
		return UnknownSigner
	}
	if kind, ok := r.Body.Attr("origin_access_control_origin_type").Literal(); ok && kind != "s3" {
		return UnknownSigner
	}
	custom, complete := o.Block.Blocks("custom_origin_config")
	if len(custom) > 0 || !complete {
		return UnknownSigner
	}
	return signerOf(r)
}

// signerOf returns who CloudFront says it is with an origin access control.
func signerOf(control *tf.Resource) Signer {
	switch behavior, _ := control.Body.Attr("signing_behavior").Literal(); behavior {
	case "always", "no-override":
		return AccessControl
	case "never":
		return Unsigned
	}
	return UnknownSigner
}

// leavesAuthorization reports whether CloudFront does not sign a request that
// brings its own Authorization header, if it passes that on.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html#oac-advanced-settings-s3.
func (o *Origin) leavesAuthorization() bool {
	t, _ := o.Block.Attr("origin_access_control_id").Text()
	r := o.Distribution.model.referred(t, "id", "aws_cloudfront_origin_access_control")
	if r == nil {
		return false
	}
	behavior, _ := r.Body.Attr("signing_behavior").Literal()
	return behavior == "no-override"
}

func (o *Origin) identity(at tf.Value, path symbol.Text) (Signer, tf.Value, symbol.Text) {
	parts := path.Parts()
	if len(parts) == 0 || parts[0].Symbol != nil || !strings.HasPrefix(parts[0].Literal, identityPath) {
		return UnknownSigner, at, symbol.Text{}
	}
	first := true
	id := path.MapLiterals(func(s string) string {
		if first {
			s = strings.TrimPrefix(s, identityPath)
		}
		first = false
		return s
	})
	return Identity, at, id
}

// CustomHeader returns the value of a header that CloudFront adds to every
// request to the origin.
func (o *Origin) CustomHeader(name string) (value tf.Value, set symbol.Truth) {
	headers, complete := o.Block.Blocks("custom_header")
	set = symbol.False
	if !complete {
		set = symbol.Unknown
	}
	for _, h := range headers {
		switch n, ok := h.Attr("name").Literal(); {
		case !ok:
			set = symbol.Unknown
		case strings.EqualFold(n, name):
			return h.Attr("value"), symbol.True
		}
	}
	return value, set
}
