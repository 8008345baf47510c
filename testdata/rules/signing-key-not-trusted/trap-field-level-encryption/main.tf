variable "public_key" {
  type = string
}

resource "aws_cloudfront_public_key" "site" {
  name        = "site"
  encoded_key = var.public_key
}

resource "aws_cloudfront_key_group" "site" {
  name  = "site"
  items = [aws_cloudfront_public_key.site.id]
}

resource "aws_cloudfront_distribution" "site" {
  enabled = true

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
    trusted_key_groups     = [aws_cloudfront_key_group.site.id]
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

resource "aws_cloudfront_public_key" "fields" {
  name        = "fields"
  encoded_key = var.public_key
}

resource "aws_cloudfront_field_level_encryption_profile" "fields" {
  name = "fields"

  encryption_entities {
    items {
      public_key_id = aws_cloudfront_public_key.fields.id
      provider_id   = "shop"

      field_patterns {
        items = ["Card"]
      }
    }
  }
}
