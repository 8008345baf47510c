locals {
  apps = {
    shop  = { fallback = 403 }
    admin = { fallback = 403 }
  }
}

resource "aws_s3_bucket" "app" {
  for_each = local.apps

  bucket = "example-${each.key}"
}

resource "aws_cloudfront_origin_access_control" "app" {
  name                              = "app"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

data "aws_iam_policy_document" "app" {
  for_each = local.apps

  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.app[each.key].arn}/*"]

    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "AWS:SourceArn"
      values   = [aws_cloudfront_distribution.app[each.key].arn]
    }
  }
}

resource "aws_s3_bucket_policy" "app" {
  for_each = local.apps

  bucket = aws_s3_bucket.app[each.key].id
  policy = data.aws_iam_policy_document.app[each.key].json
}

resource "aws_cloudfront_distribution" "app" {
  for_each = local.apps

  enabled             = true
  default_root_object = "index.html"

  origin {
    origin_id                = each.key
    domain_name              = aws_s3_bucket.app[each.key].bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.app.id
  }

  default_cache_behavior {
    target_origin_id       = each.key
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6" # Managed-CachingOptimized
  }

  custom_error_response {
    error_code         = each.value.fallback
    response_code      = 200
    response_page_path = "/index.html"
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
