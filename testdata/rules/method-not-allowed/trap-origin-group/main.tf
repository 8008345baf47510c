data "aws_lb" "app" {
  for_each = toset(["main", "spare"])

  name = each.key
}

resource "aws_cloudfront_distribution" "site" {
  enabled = true

  # A behavior with an origin group may not allow more than to read.
  origin_group {
    origin_id = "app"

    failover_criteria {
      status_codes = [500, 502, 503, 504]
    }

    member {
      origin_id = "main"
    }

    member {
      origin_id = "spare"
    }
  }

  origin {
    origin_id   = "main"
    domain_name = data.aws_lb.app["main"].dns_name

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  origin {
    origin_id   = "spare"
    domain_name = data.aws_lb.app["spare"].dns_name

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    target_origin_id       = "app"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD", "OPTIONS"]
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
