resource "aws_cloudfront_distribution" "site" {
  enabled             = true
  default_root_object = "index.html"

  origin {
    origin_id   = "site"
    domain_name = "internal.example.net"

    vpc_origin_config {
      vpc_origin_id = aws_cloudfront_vpc_origin.site.id
    }
  }

  default_cache_behavior {
    target_origin_id       = "site"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
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

variable "load_balancer" {
  type = string
}

resource "aws_cloudfront_vpc_origin" "site" {
  vpc_origin_endpoint_config {
    name                   = "site"
    arn                    = var.load_balancer
    http_port              = 80
    https_port             = 443
    origin_protocol_policy = "https-only"

    origin_ssl_protocols {
      items    = ["TLSv1.2"]
      quantity = 1
    }
  }
}

resource "aws_security_group" "site" {
  name = "nobody-comes-in"
}
