package cloudfront_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/cloudfront"
)

// edgeOf returns what a CloudFront function at the viewer request may do.
func edgeOf(t *testing.T, code string) cloudfront.Edge {
	t.Helper()
	return distribution(t, `default_cache_behavior {
		function_association {
			event_type   = "viewer-request"
			function_arn = aws_cloudfront_function.f.arn
		}
	}`, "resource \"aws_cloudfront_function\" \"f\" {\n code = <<-EOT\n"+code+"\nEOT\n}").DefaultBehavior().Edge()
}

// What a function cannot do shows in its source: it does not mention it.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html.
func TestFunctions(t *testing.T) {
	const address = "aws_cloudfront_function.f"
	for name, tc := range map[string]struct {
		code string
		want cloudfront.Edge
	}{
		"adds a header": {`function handler(event) {
			var request = event.request;
			request.headers['x-country'] = {value: 'DE'};
			return request;
		}`, cloudfront.Edge{Function: address}},
		"rewrites the path": {`function handler(event) {
			var request = event.request;
			if (request.uri.endsWith('/')) {
				request.uri += 'index.html';
			}
			return request;
		}`, cloudfront.Edge{Rewrites: true, Function: address}},
		"answers some requests": {`function handler(event) {
			var request = event.request;
			if (!request.headers.authorization) {
				return {statusCode: 401, statusDescription: 'Unauthorized'};
			}
			return request;
		}`, cloudfront.Edge{Answers: true, Function: address}},
		"answers some requests, in short": {`function handler(event) {
			if (event.request.headers.host.value === 'example.com') return { statusCode: 301 }
			return event.request
		}`, cloudfront.Edge{Answers: true, Function: address}},
		"answers every request": {`function handler(event) {
			return {
				statusCode: 301,
				headers: {location: {value: 'https://www.example.com/'}},
			};
		}`, cloudfront.Edge{Answers: true, AlwaysAnswers: true, Function: address}},
		"picks another origin": {`import cf from 'cloudfront';
		function handler(event) {
			cf.updateRequestOrigin({domainName: 'origin.example.com'});
			return event.request;
		}`, cloudfront.Edge{ChangesOrigin: true, Function: address}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, edgeOf(t, tc.code)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// Code that is not at hand may do anything that is possible at its event.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses-in-requests.html.
func TestAssociations(t *testing.T) {
	function := func(event, arn string) string {
		return fmt.Sprintf("function_association {\n event_type = %q\n function_arn = %s\n}\n", event, arn)
	}
	lambda := func(event string) string {
		return fmt.Sprintf("lambda_function_association {\n event_type = %q\n lambda_arn = aws_lambda_function.l.qualified_arn\n}\n", event)
	}
	anything := cloudfront.Edge{Rewrites: true, Answers: true, ChangesOrigin: true}
	for name, tc := range map[string]struct {
		associations string
		want         cloudfront.Edge
	}{
		"none":                          {"", cloudfront.Edge{}},
		"function at the response":      {function("viewer-response", `"arn:aws:cloudfront::111122223333:function/f"`), cloudfront.Edge{}},
		"function elsewhere":            {function("viewer-request", `"arn:aws:cloudfront::111122223333:function/f"`), anything},
		"function from a data source":   {function("viewer-request", "data.aws_cloudfront_function.f.arn"), anything},
		"function whose code is hidden": {function("viewer-request", "aws_cloudfront_function.hidden.arn"), anything},
		"Lambda at the viewer request":  {lambda("viewer-request"), cloudfront.Edge{Rewrites: true, Answers: true}},
		"Lambda at the origin request":  {lambda("origin-request"), anything},
		"Lambda at the origin response": {lambda("origin-response"), cloudfront.Edge{Repairs: true}},
		"Lambda at the viewer response": {lambda("viewer-response"), cloudfront.Edge{}},
		"not known":                     {"dynamic \"function_association\" {\n for_each = split(\",\", aws_s3_bucket.b.acl)\n content {}\n}", cloudfront.Edge{Rewrites: true, Answers: true, ChangesOrigin: true, Repairs: true}},
	} {
		t.Run(name, func(t *testing.T) {
			got := distribution(t, "default_cache_behavior {\n"+tc.associations+"\n}", `
				resource "aws_s3_bucket" "b" {}
				resource "aws_lambda_function" "l" {}
				resource "aws_cloudfront_function" "hidden" { code = upper(aws_s3_bucket.b.acl) }
				data "aws_cloudfront_function" "f" {
					name  = "f"
					stage = "LIVE"
				}`).DefaultBehavior().Edge()
			if named := got.Function != ""; named != (tc.want != cloudfront.Edge{}) {
				t.Errorf("the function is %q", got.Function)
			}
			got.Function = ""
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
