# Arguments that have text around what they refer to.

provider "aws" {
  region = "us-east-1"
}

resource "aws_s3_bucket" "site" {}

resource "aws_s3_bucket" "logs" {
  bucket = "${aws_s3_bucket.site.id}-logs"
}

resource "aws_cloudfront_origin_access_identity" "site" {}

resource "aws_lambda_function_url" "api" {
  function_name      = "api"
  authorization_type = "NONE"
}

resource "aws_cloudfront_distribution" "site" {
  enabled = true

  origin {
    origin_id   = "path"
    origin_path = "/${aws_s3_bucket.logs.id}"
    domain_name = "${aws_s3_bucket.site.id}.s3.us-east-1.amazonaws.com"
    s3_origin_config {
      origin_access_identity = aws_cloudfront_origin_access_identity.site.cloudfront_access_identity_path
    }
  }

  origin {
    origin_id   = "whole"
    domain_name = aws_s3_bucket.site.bucket_regional_domain_name
    s3_origin_config {
      origin_access_identity = "origin-access-identity/cloudfront/${aws_cloudfront_origin_access_identity.site.id}"
    }
  }

  origin {
    origin_id   = "xcut"
    domain_name = split("/", aws_lambda_function_url.api.function_url)[2]
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  ordered_cache_behavior {
    path_pattern           = "/${aws_s3_bucket.site.id}/*"
    target_origin_id       = "path"
    viewer_protocol_policy = "allow-all"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
  }

  default_cache_behavior {
    target_origin_id       = "whole"
    viewer_protocol_policy = "allow-all"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
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
