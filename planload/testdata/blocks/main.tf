# Blocks of a set are in another order in the plan than in the source.

provider "aws" {
  region = "us-east-1"
}

resource "aws_s3_bucket" "static" {}
resource "aws_s3_bucket" "media" {}
resource "aws_s3_bucket" "extra" {}

resource "aws_lb" "app" {
  subnets = ["subnet-1", "subnet-2"]
}

resource "aws_cloudfront_origin_access_control" "s3" {
  name                              = "example"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

# Every origin is written as a block of its own.
resource "aws_cloudfront_distribution" "static" {
  enabled = true

  origin {
    origin_id                = "z-static"
    domain_name              = aws_s3_bucket.static.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.s3.id
  }

  origin {
    origin_id   = "a-app"
    domain_name = aws_lb.app.dns_name
    custom_header {
      name  = "x-origin"
      value = aws_lb.app.arn
    }
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  origin {
    origin_id   = aws_s3_bucket.media.id
    domain_name = aws_s3_bucket.media.bucket_regional_domain_name
  }

  ordered_cache_behavior {
    path_pattern           = "/media/*"
    target_origin_id       = aws_s3_bucket.media.id
    viewer_protocol_policy = "allow-all"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
  }

  ordered_cache_behavior {
  path_pattern           = "/static/*"
    target_origin_id       = "z-static"
    viewer_protocol_policy = "allow-all"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
  }

  default_cache_behavior {
    target_origin_id       = "a-app"
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

# One origin is written, two are made by a dynamic block, and so are origin
# groups of which not even the number is known.
resource "aws_cloudfront_distribution" "dynamic" {
  enabled = true

  origin {
    origin_id   = "static"
    domain_name = aws_s3_bucket.static.bucket_regional_domain_name
  }

  dynamic "origin" {
    for_each = { extra = aws_s3_bucket.extra, media = aws_s3_bucket.media }
    content {
      origin_id   = origin.key
      domain_name = origin.value.bucket_regional_domain_name
    }
  }

  dynamic "origin_group" {
    for_each = aws_s3_bucket.static.versioning
    content {
      origin_id = "group"
      failover_criteria {
        status_codes = [500]
      }
      member {
        origin_id = "static"
      }
      member {
        origin_id = "media"
      }
    }
  }

  default_cache_behavior {
    target_origin_id       = "static"
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

# Nothing but the references tells the two origins apart.
resource "aws_cloudfront_distribution" "alike" {
  enabled = true

  origin {
    origin_id   = aws_s3_bucket.static.id
    domain_name = aws_s3_bucket.static.bucket_regional_domain_name
  }

  origin {
    origin_id   = aws_s3_bucket.media.id
    domain_name = aws_s3_bucket.media.bucket_regional_domain_name
  }

  default_cache_behavior {
    target_origin_id       = aws_s3_bucket.static.id
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
