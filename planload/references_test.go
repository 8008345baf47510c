package planload_test

import (
	"testing"
)

// What is unknown is what it refers to, which is in the configuration.
func TestReferences(t *testing.T) {
	const site, dist = "module.site.", "module.site.aws_cloudfront_distribution.this"
	want(t, load(t, "modules/plan.json"), map[[2]string]string{
		{"aws_s3_bucket_public_access_block.assets", "bucket"}: "${aws_s3_bucket.assets.id}",
		// What is made from more than one thing is none of them.
		{"aws_s3_bucket_policy.media", "bucket"}: "(unknown aws_s3_bucket.assets.id aws_s3_bucket.media[0].id)",
		// An attribute that repeats an unknown argument is that argument.
		{"aws_s3_bucket_policy.assets", "bucket"}: "${aws_s3_bucket.assets.id}",
		// var.bucket is an object, var.media one(...) of a counted bucket.
		{dist, "origin[0].origin_id"}:                "mm-media",
		{dist, "origin[0].domain_name"}:              "${aws_s3_bucket.media[0].bucket_regional_domain_name}",
		{dist, "origin[1].origin_id"}:                "aa-logs",
		{dist, "origin[1].domain_name"}:              "${" + site + "aws_s3_bucket.logs.bucket_regional_domain_name}",
		{dist, "origin[2].origin_id"}:                "zz-assets",
		{dist, "origin[2].domain_name"}:              "${aws_s3_bucket.assets.bucket_regional_domain_name}",
		{dist, "origin[2].origin_access_control_id"}: "${aws_cloudfront_origin_access_control.this.id}",
		// The output of a module.
		{"aws_route53_record.site", "records"}: "[${" + dist + ".domain_name}]",
		// A set that is unknown as a whole may hold what the reference does
		// not show.
		{dist, "aliases"}: "[${" + site + "aws_s3_bucket.logs.bucket_regional_domain_name}, (unknown)]",
	})
}

func TestInstances(t *testing.T) {
	const green = `["g.[\"een\"]"]`
	const siteBlue, siteGreen = `${aws_s3_bucket.site["blue"].id}`, "${aws_s3_bucket.site" + green + ".id}"
	bucket := func(address string) [2]string { return [2]string{address, "bucket"} }
	policy := func(name string) [2]string { return bucket("aws_s3_bucket_policy." + name) }
	this := func(module string) [2]string { return bucket("module." + module + ".aws_s3_bucket_policy.this") }
	want(t, load(t, "instances/plan.json"), map[[2]string]string{
		policy(`by_key["blue"]`):    siteBlue,
		policy("by_key" + green):    siteGreen,
		policy(`by_value["blue"]`):  siteBlue,
		policy("by_value" + green):  siteGreen,
		policy("by_index[0]"):       "${aws_s3_bucket.log[0].id}",
		policy("by_index[1]"):       "${aws_s3_bucket.log[1].id}",
		policy("by_number"):         "${aws_s3_bucket.log[1].id}",
		policy("by_output"):         siteBlue,
		policy(`by_module["blue"]`): siteBlue,
		policy("by_module" + green): siteGreen,
		this(`keyed["blue"]`):       siteBlue,
		this("keyed" + green):       siteGreen,
		this(`valued["blue"]`):      siteBlue,
		this("valued" + green):      siteGreen,
		this("indexed[0]"):          "${aws_s3_bucket.log[0].id}",
		this("indexed[1]"):          "${aws_s3_bucket.log[1].id}",
		// Of these a plan does not show which instance they mean.
		policy(`by_name["first"]`): "(unknown aws_s3_bucket.site)",
		policy("by_splat"):         "(unknown aws_s3_bucket.log)",
	})
}

func TestForEach(t *testing.T) {
	want(t, load(t, "foreach/plan.json"), map[[2]string]string{
		{`aws_s3_bucket_policy.b["y"]`, "bucket"}:              `${aws_s3_bucket.b["y"].id}`,
		{`aws_s3_bucket_public_access_block.b["x"]`, "bucket"}: `${aws_s3_bucket.b["x"].id}`,
	})
}

// The text around a reference is lost. Arguments that always have some are not
// taken for the reference alone.
func TestTextAround(t *testing.T) {
	const dist = "aws_cloudfront_distribution.site"
	want(t, load(t, "templates/plan.json"), map[[2]string]string{
		{dist, "ordered_cache_behavior[0].path_pattern"}: "(unknown aws_s3_bucket.site.id)",
		{dist, "origin[1].origin_path"}:                  "(unknown aws_s3_bucket.logs.id)",
		{dist, "origin[1].domain_name"}:                  "(unknown aws_s3_bucket.site.id)",
		{dist, "origin[2].domain_name"}:                  "${aws_s3_bucket.site.bucket_regional_domain_name}",
		{"aws_s3_bucket.logs", "bucket"}:                 "(unknown aws_s3_bucket.site.id)",
	})
}
