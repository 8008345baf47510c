package cloudfront

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// A RequestPayment says who pays for what is read from a bucket.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html.
type RequestPayment struct {
	// Charges tells whether it is the requester.
	Charges symbol.Truth
	// Resource has the setting At.
	Resource *tf.Resource
	At       tf.Value
}

// RequesterPays tells whether the bucket charges whoever reads it.
func (b *Bucket) RequesterPays() RequestPayment {
	resources, complete := b.attached("aws_s3_bucket_request_payment_configuration")
	p := RequestPayment{Charges: unless(complete), Resource: b.Resource, At: b.Resource.Body.Attr("request_payer")}
	if len(resources) == 1 {
		p.Resource, p.At = resources[0], resources[0].Body.Attr("payer")
	}
	switch who, ok := p.At.Literal(); {
	case len(resources) > 1 || p.At.Unknown():
		p.Charges = symbol.Unknown
	case ok && who == "Requester" && complete:
		p.Charges = symbol.True
	}
	return p
}
