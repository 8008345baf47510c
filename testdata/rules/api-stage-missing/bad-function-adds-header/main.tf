resource "aws_api_gateway_rest_api" "app" {
  name = "app"
}

resource "aws_api_gateway_stage" "prod" {
  rest_api_id   = aws_api_gateway_rest_api.app.id
  deployment_id = "abc123"
  stage_name    = "prod"
}

resource "aws_cloudfront_function" "stage" {
  name    = "stage"
  runtime = "cloudfront-js-2.0"
  code    = <<-EOT
    function handler(event) {
      event.request.headers["x-origin-verify"] = { value: "cdn" };
      return event.request;
    }
  EOT
}

resource "aws_cloudfront_distribution" "site" {
  enabled = true

  origin { # want: warning api-stage-missing
    origin_id   = "site"
    domain_name = "${aws_api_gateway_rest_api.app.id}.execute-api.eu-west-1.amazonaws.com"

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    target_origin_id       = "site"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" # Managed-CachingDisabled

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.stage.arn
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }
}
