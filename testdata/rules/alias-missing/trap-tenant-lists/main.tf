variable "certificate_arn" {
  description = "Certificate in us-east-1."
  type        = string
}

resource "aws_route53_zone" "main" {
  name = "example.com"
}

resource "aws_cloudfront_connection_group" "main" {
  name = "main"
}

resource "aws_cloudfront_multitenant_distribution" "saas" {
  comment = "saas"
  enabled = true

  origin {
    id          = "app"
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
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6" # Managed-CachingOptimized

    allowed_methods {
      items          = ["GET", "HEAD"]
      cached_methods = ["GET", "HEAD"]
    }
  }

  tenant_config {}

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn = var.certificate_arn
    ssl_support_method  = "sni-only"
  }
}

resource "aws_cloudfront_distribution_tenant" "alpha" {
  name                = "alpha"
  distribution_id     = aws_cloudfront_multitenant_distribution.saas.id
  connection_group_id = aws_cloudfront_connection_group.main.id

  domain {
    domain = "alpha.example.com"
  }

  domain {
    domain = "www.alpha.example.com"
  }
}

resource "aws_route53_record" "alpha" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "alpha"
  type    = "CNAME"
  ttl     = 300
  records = [aws_cloudfront_connection_group.main.routing_endpoint]
}

resource "aws_route53_record" "www" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "www.alpha"
  type    = "CNAME"
  ttl     = 300
  records = [aws_cloudfront_connection_group.main.routing_endpoint]
}
