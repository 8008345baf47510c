package cloudfront

import (
	"github.com/no403/no403/tf"
)

// vpcOrigin returns what an aws_cloudfront_vpc_origin of this configuration says
// about an origin within a VPC. has is false for an origin that is not, and ok
// when what is said cannot be read.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html.
func (o *Origin) vpcOrigin() (config tf.Block, has, ok bool) {
	blocks, complete := o.Block.Blocks("vpc_origin_config")
	if len(blocks) == 0 {
		return config, !complete, false
	}
	t, _ := blocks[0].Attr("vpc_origin_id").Text()
	r := o.Distribution.model.referred(t, "id", "aws_cloudfront_vpc_origin")
	if r == nil || r.Data {
		return config, true, false
	}
	configs, complete := r.Body.Blocks("vpc_origin_endpoint_config")
	if !complete || len(configs) != 1 {
		return config, true, false
	}
	return configs[0], true, true
}

// balancerInVPC returns the address of the load balancer that an origin within a
// VPC leads to, whatever its domain name is; empty for another.
func (o *Origin) balancerInVPC() string {
	config, _, ok := o.vpcOrigin()
	if !ok {
		return ""
	}
	t, _ := config.Attr("arn").Text()
	if r := o.Distribution.model.referred(t, "arn", balancerTypes...); r != nil {
		return r.Address
	}
	return ""
}
