variable "bucket_domain_name" {
  type = string
}

variable "origin_access_control_id" {
  type = string
}

variable "origin_request_policy" {
  type    = string
  default = "Managed-AllViewer"
}

data "aws_cloudfront_origin_request_policy" "this" {
  name = var.origin_request_policy
}

resource "aws_cloudfront_distribution" "this" {
  enabled             = true
  default_root_object = "index.html"

  origin {
    origin_id                = "site"
    domain_name              = var.bucket_domain_name
    origin_access_control_id = var.origin_access_control_id
  }

  default_cache_behavior {
    target_origin_id         = "site"
    viewer_protocol_policy   = "redirect-to-https"
    allowed_methods          = ["GET", "HEAD"]
    cached_methods           = ["GET", "HEAD"]
    cache_policy_id          = "658327ea-f89d-4fab-a63d-7e88639e58f6" # Managed-CachingOptimized
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

output "distribution_arn" {
  value = aws_cloudfront_distribution.this.arn
}
