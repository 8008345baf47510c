provider "aws" {
  region = "us-east-1"
}

variable "policy" {
  type = string
}

resource "aws_s3_bucket" "eu" {
  bucket = "example-site-eu"
  region = "eu-west-1"
}

resource "aws_s3_bucket" "us" {
  bucket = "example-site-us"
  region = "us-east-1"
}

resource "aws_s3_bucket_policy" "eu" {
  bucket = aws_s3_bucket.eu.id
  region = "eu-west-1"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.eu.arn}/*"
      Condition = { StringEquals = { "s3:DataAccessPointArn" = aws_s3control_multi_region_access_point.site.arn } }
    }]
  })
}

resource "aws_s3_bucket_policy" "us" {
  bucket = aws_s3_bucket.us.id
  region = "us-east-1"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.us.arn}/*"
      Condition = { StringEquals = { "s3:DataAccessPointArn" = aws_s3control_multi_region_access_point.site.arn } }
    }]
  })
}

resource "aws_s3control_multi_region_access_point" "site" {
  details {
    name = "site"

    region {
      bucket = aws_s3_bucket.eu.id
    }

    region {
      bucket = aws_s3_bucket.us.id
    }
  }
}

resource "aws_s3control_multi_region_access_point_policy" "site" {
  details {
    name   = "site"
    policy = var.policy
  }
}

resource "aws_cloudfront_origin_access_control" "site" {
  name                              = "site"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_distribution" "site" {
  enabled             = true
  default_root_object = "index.html"

  origin {
    origin_id                = "site"
    domain_name              = aws_s3control_multi_region_access_point.site.domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.site.id
  }

  default_cache_behavior {
    target_origin_id       = "site"
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
