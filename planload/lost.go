package planload

import (
	"github.com/no403/no403/symbol"
)

// lostAttributes are the attributes that a reference to a whole resource
// means, by the argument that it is given to and the type of the resource: of
// aws_s3_bucket.b[each.key].id, a plan lists aws_s3_bucket.b only.
// See https://developer.hashicorp.com/terraform/internals/json-format#expression-representation.
var lostAttributes = map[string]map[string]string{
	"acm_certificate_arn":        {"aws_acm_certificate": "arn", "aws_acm_certificate_validation": "certificate_arn"},
	"bucket":                     {"aws_s3_bucket": "id"},
	"cache_policy_id":            {"aws_cloudfront_cache_policy": "id"},
	"connection_group_id":        {"aws_cloudfront_connection_group": "id"},
	"content":                    {"aws_cloudfront_distribution": "domain_name"},
	"distribution_id":            {"aws_cloudfront_multitenant_distribution": "id"},
	"domain_name":                {"aws_s3_bucket": "bucket_regional_domain_name"},
	"function_arn":               {"aws_cloudfront_function": "arn"},
	"function_name":              {"aws_lambda_function": "function_name"},
	"identifiers":                {"aws_cloudfront_origin_access_identity": "iam_arn"},
	"items":                      {"aws_cloudfront_public_key": "id"},
	"lambda_arn":                 {"aws_lambda_function": "qualified_arn"},
	"name":                       {"aws_cloudfront_distribution": "domain_name", "aws_cloudfront_connection_group": "routing_endpoint"},
	"origin_access_control_id":   {"aws_cloudfront_origin_access_control": "id"},
	"origin_access_identity":     {"aws_cloudfront_origin_access_identity": "cloudfront_access_identity_path"},
	"origin_request_policy_id":   {"aws_cloudfront_origin_request_policy": "id"},
	"override_policy_documents":  {"aws_iam_policy_document": "json"},
	"policy":                     {"aws_iam_policy_document": "json"},
	"records":                    {"aws_cloudfront_distribution": "domain_name", "aws_cloudfront_connection_group": "routing_endpoint"},
	"resources":                  {"aws_s3_bucket": "arn"},
	"response_headers_policy_id": {"aws_cloudfront_response_headers_policy": "id"},
	"source_arn":                 {"aws_cloudfront_distribution": "arn", "aws_cloudfront_multitenant_distribution": "arn"},
	"source_policy_documents":    {"aws_iam_policy_document": "json"},
	"trusted_key_groups":         {"aws_cloudfront_key_group": "id"},
	"values":                     {"aws_cloudfront_distribution": "arn", "aws_cloudfront_multitenant_distribution": "arn"},
	"web_acl_id":                 {"aws_wafv2_web_acl": "arn", "aws_waf_web_acl": "id"},
	"zone_id":                    {"aws_cloudfront_distribution": "hosted_zone_id", "aws_route53_zone": "zone_id"},
}

// restore gives the attribute back to the symbol of a whole resource. Where
// the argument allows for more than one the origin is no longer sole.
func (b *body) restore(o origin, name string) origin {
	if !o.sole || o.symbols[0].Attr != "" {
		return o
	}
	kind, _ := o.symbols[0].Type()
	if kind == "" { // a variable
		return o
	}
	attr := lostAttributes[name][kind]
	if name == "domain_name" && b.has("custom_origin_config") {
		attr = "" // it may be the website endpoint
	}
	if attr == "" {
		return origin{symbols: o.symbols}
	}
	return origin{symbols: []symbol.Symbol{{Address: o.symbols[0].Address, Attr: attr}}, sole: true}
}
