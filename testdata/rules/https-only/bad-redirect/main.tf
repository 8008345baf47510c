resource "aws_s3_bucket" "old" {
  bucket = "cdn.example.com"
}

resource "aws_s3_bucket_website_configuration" "old" {
  bucket = aws_s3_bucket.old.id

  redirect_all_requests_to {
    host_name = "static.example.com"
    protocol  = "http"
  }
}

resource "aws_cloudfront_distribution" "site" {
  enabled = true
  aliases = ["static.example.com"]

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
    viewer_protocol_policy = "https-only" # want: warning https-only
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
    acm_certificate_arn      = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"
    minimum_protocol_version = "TLSv1.2_2021"
    ssl_support_method       = "sni-only"
  }
}
