resource "aws_waf_ipset" "office" {
  name = "office"
}

resource "aws_waf_rule" "office" {
  name        = "office"
  metric_name = "office"

  predicates {
    data_id = aws_waf_ipset.office.id
    negated = true
    type    = "IPMatch"
  }
}

resource "aws_waf_web_acl" "site" {
  name        = "site"
  metric_name = "site"

  default_action {
    type = "ALLOW"
  }

  rules { # want: error web-acl-blocks-everyone
    rule_id  = aws_waf_rule.office.id
    priority = 1
    type     = "REGULAR"

    action {
      type = "BLOCK"
    }
  }
}

resource "aws_cloudfront_distribution" "site" {
  enabled    = true
  web_acl_id = aws_waf_web_acl.site.id

  origin {
    origin_id   = "app"
    domain_name = "app.example.net"

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
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6" # Managed-CachingOptimized
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
