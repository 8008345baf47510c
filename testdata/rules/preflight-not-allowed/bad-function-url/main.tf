resource "aws_lambda_function_url" "search" {
  function_name      = "example-search"
  authorization_type = "NONE"

  cors {
    allow_origins = ["https://www.example.com"]
    allow_methods = ["GET"]
    allow_headers = ["authorization"]
  }
}

resource "aws_cloudfront_distribution" "site" {
  enabled = true

  origin {
    origin_id   = "search"
    domain_name = replace(replace(aws_lambda_function_url.search.function_url, "https://", ""), "/", "")

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    target_origin_id       = "search"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"] # want: warning preflight-not-allowed
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" # Managed-CachingDisabled
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
