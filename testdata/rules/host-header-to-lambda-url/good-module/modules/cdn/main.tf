variable "origin_domain_name" {
  type = string
}

variable "forward_host" {
  type    = bool
  default = true
}

locals {
  request_policy = var.forward_host ? "Managed-AllViewer" : "Managed-AllViewerExceptHostHeader"
}

data "aws_cloudfront_origin_request_policy" "this" {
  name = local.request_policy
}

resource "aws_cloudfront_distribution" "this" {
  enabled = true

  origin {
    origin_id   = "app"
    domain_name = var.origin_domain_name

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    target_origin_id         = "app"
    viewer_protocol_policy   = "redirect-to-https"
    allowed_methods          = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    cached_methods           = ["GET", "HEAD"]
    cache_policy_id          = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" # Managed-CachingDisabled
    origin_request_policy_id = data.aws_cloudfront_origin_request_policy.this.id
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
