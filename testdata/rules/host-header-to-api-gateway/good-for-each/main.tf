locals {
  policies = {
    all_viewer             = "216adef6-5c7f-47e4-b989-5492eafa07d3"
    all_viewer_except_host = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
  }

  stages = {
    prod    = "all_viewer_except_host"
    preview = "all_viewer_except_host"
  }
}

resource "aws_api_gateway_rest_api" "api" {
  name = "example"
}

resource "aws_cloudfront_distribution" "api" {
  for_each = local.stages

  enabled = true

  origin {
    origin_id   = "api"
    domain_name = "${aws_api_gateway_rest_api.api.id}.execute-api.us-east-1.amazonaws.com"
    origin_path = "/${each.key}"

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    target_origin_id         = "api"
    viewer_protocol_policy   = "redirect-to-https"
    allowed_methods          = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    cached_methods           = ["GET", "HEAD"]
    cache_policy_id          = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" # Managed-CachingDisabled
    origin_request_policy_id = local.policies[each.value]
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
