package planload_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/tf"
)

// The origins of a plan are sorted otherwise than those that were written.
// Each gets the references of its own block.
func TestPairing(t *testing.T) {
	const dist = "aws_cloudfront_distribution.static"
	want(t, load(t, "blocks/plan.json"), map[[2]string]string{
		{dist, "origin[0].origin_id"}:                "a-app",
		{dist, "origin[0].domain_name"}:              "${aws_lb.app.dns_name}",
		{dist, "origin[0].origin_access_control_id"}: "",
		{dist, "origin[0].custom_header[0].name"}:    "x-origin",
		{dist, "origin[0].custom_header[0].value"}:   "${aws_lb.app.arn}",
		{dist, "origin[1].origin_id"}:                "${aws_s3_bucket.media.id}",
		{dist, "origin[1].domain_name"}:              "${aws_s3_bucket.media.bucket_regional_domain_name}",
		{dist, "origin[2].origin_id"}:                "z-static",
		{dist, "origin[2].domain_name"}:              "${aws_s3_bucket.static.bucket_regional_domain_name}",
		{dist, "origin[2].origin_access_control_id"}: "${aws_cloudfront_origin_access_control.s3.id}",
		// These keep their order.
		{dist, "ordered_cache_behavior[0].path_pattern"}:     "/media/*",
		{dist, "ordered_cache_behavior[0].target_origin_id"}: "${aws_s3_bucket.media.id}",
		{dist, "ordered_cache_behavior[1].path_pattern"}:     "/static/*",
	})
}

// Origins that a plan cannot tell apart share out what was written, but the id
// and the domain name of one stay together.
func TestPairingOfTwins(t *testing.T) {
	const dist = "aws_cloudfront_distribution.alike"
	cfg := load(t, "blocks/plan.json")
	got := make(map[string]string)
	for i := range 2 {
		origin := fmt.Sprintf("origin[%d].", i)
		got[show(attr(t, cfg, dist, origin+"origin_id"))] = show(attr(t, cfg, dist, origin+"domain_name"))
	}
	pairs := map[string]string{
		"${aws_s3_bucket.static.id}": "${aws_s3_bucket.static.bucket_regional_domain_name}",
		"${aws_s3_bucket.media.id}":  "${aws_s3_bucket.media.bucket_regional_domain_name}",
	}
	if diff := cmp.Diff(pairs, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Of dynamic blocks the configuration shows nothing. The block that was
// written next to them is found by its id.
func TestDynamicBlocks(t *testing.T) {
	const dist = "aws_cloudfront_distribution.dynamic"
	cfg := load(t, "blocks/plan.json")
	want(t, cfg, map[[2]string]string{
		{dist, "origin[0].origin_id"}:   "extra",
		{dist, "origin[0].domain_name"}: "(unknown)",
		{dist, "origin[1].origin_id"}:   "media",
		{dist, "origin[1].domain_name"}: "(unknown)",
		{dist, "origin[2].origin_id"}:   "static",
		{dist, "origin[2].domain_name"}: "${aws_s3_bucket.static.bucket_regional_domain_name}",
	})
	body := bodyOf(t, cfg, dist)
	for name, tc := range map[string]struct {
		blocks   int
		complete bool
	}{
		"origin":                 {3, true},
		"origin_group":           {0, false}, // for each of something unknown
		"ordered_cache_behavior": {0, true},
		"custom_error_response":  {0, true},
		"default_cache_behavior": {1, true},
	} {
		if blocks, complete := body.Blocks(name); len(blocks) != tc.blocks || complete != tc.complete {
			t.Errorf("%s: %d blocks, complete %v", name, len(blocks), complete)
		}
	}
}

// Blocks that the provider fills in are unknown before the first apply, and
// yet none is written.
func TestComputedBlocks(t *testing.T) {
	cfg := load(t, "blocks/plan.json")
	behavior, _ := bodyOf(t, cfg, "aws_cloudfront_distribution.static").Blocks("default_cache_behavior")
	for name, body := range map[string]tf.Body{
		"website":     bodyOf(t, cfg, "aws_s3_bucket.static"),
		"versioning":  bodyOf(t, cfg, "aws_s3_bucket.static"),
		"grpc_config": behavior[0],
	} {
		if blocks, complete := body.Blocks(name); len(blocks) > 0 || !complete {
			t.Errorf("%s: %d blocks, complete %v", name, len(blocks), complete)
		}
	}
}

func TestUnknownBlocks(t *testing.T) {
	for name, tc := range map[string]struct {
		resource
		blocks   int
		complete bool
	}{
		"none":                     {resource{after: `{"b":[]}`}, 0, true},
		"null":                     {resource{after: `{"b":null}`}, 0, true},
		"missing":                  {resource{}, 0, true},
		"unknown":                  {resource{unknown: `{"b":true}`, expressions: `{"b":[{}]}`}, 0, false},
		"unknown, made by dynamic": {resource{unknown: `{"b":true}`}, 0, false},
		"one":                      {resource{after: `{"b":[{"a":"x"}]}`, unknown: `{"b":[{}]}`}, 1, true},
		"one, not in a list":       {resource{after: `{"b":{"a":"x"}}`}, 1, true},
		"one unknown":              {resource{after: `{"b":[{"a":"x"},null]}`, unknown: `{"b":[{},true]}`}, 1, false},
		"one null":                 {resource{after: `{"b":[{"a":"x"},null]}`, unknown: `{"b":[{},false]}`}, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			blocks, complete := bodyOf(t, parse(t, tc.plan()), it).Blocks("b")
			if len(blocks) != tc.blocks || complete != tc.complete {
				t.Errorf("%d blocks, complete %v", len(blocks), complete)
			}
		})
	}
}
