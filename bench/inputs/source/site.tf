locals {
  NAME_host = "NAME.${var.domain}"
}

resource "aws_s3_bucket" "NAME" {
  bucket = "${local.prefix}-NAME"
  tags   = merge(local.tags, { Site = "NAME" })
}

resource "aws_s3_bucket_public_access_block" "NAME" {
  bucket                  = aws_s3_bucket.NAME.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "NAME" {
  bucket = aws_s3_bucket.NAME.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

data "aws_iam_policy_document" "NAME" {
  statement {
    sid       = "CloudFrontReads"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.NAME.arn}/*"]

    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "AWS:SourceArn"
      values   = [aws_cloudfront_distribution.NAME.arn]
    }
  }

  statement {
    sid       = "CloudFrontLists"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.NAME.arn]

    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "AWS:SourceArn"
      values   = [aws_cloudfront_distribution.NAME.arn]
    }
  }
}

resource "aws_s3_bucket_policy" "NAME" {
  bucket = aws_s3_bucket.NAME.id
  policy = data.aws_iam_policy_document.NAME.json
}

resource "aws_cloudfront_origin_access_control" "NAME" {
  name                              = "${local.prefix}-NAME"
  description                       = "Reads the bucket of NAME"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_acm_certificate" "NAME" {
  provider          = aws.us_east_1
  domain_name       = local.NAME_host
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudfront_distribution" "NAME" {
  enabled             = true
  is_ipv6_enabled     = true
  comment             = "NAME of ${var.environment}"
  default_root_object = "index.html"
  price_class         = var.environment == "production" ? "PriceClass_All" : "PriceClass_100"
  aliases             = [local.NAME_host]
  tags                = local.tags

  origin {
    origin_id                = "static"
    domain_name              = aws_s3_bucket.NAME.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.NAME.id
  }

  origin {
    origin_id   = "application"
    domain_name = "app.internal.${var.domain}"

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    target_origin_id       = "static"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD", "OPTIONS"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
    compress               = true
  }

  ordered_cache_behavior {
    path_pattern             = "/api/*"
    target_origin_id         = "application"
    viewer_protocol_policy   = "redirect-to-https"
    allowed_methods          = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
    cached_methods           = ["GET", "HEAD"]
    cache_policy_id          = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    origin_request_policy_id = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
  }

  dynamic "ordered_cache_behavior" {
    for_each = local.static_paths

    content {
      path_pattern           = ordered_cache_behavior.value
      target_origin_id       = "static"
      viewer_protocol_policy = "redirect-to-https"
      allowed_methods        = ["GET", "HEAD"]
      cached_methods         = ["GET", "HEAD"]
      cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
    }
  }

  dynamic "custom_error_response" {
    for_each = local.error_pages

    content {
      error_code         = custom_error_response.key
      response_code      = custom_error_response.key
      response_page_path = custom_error_response.value
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = aws_acm_certificate.NAME.arn
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }
}

resource "aws_route53_record" "NAME" {
  for_each = toset(["A", "AAAA"])

  zone_id = "Z0000000000000000000"
  name    = local.NAME_host
  type    = each.key

  alias {
    name                   = aws_cloudfront_distribution.NAME.domain_name
    zone_id                = aws_cloudfront_distribution.NAME.hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_cloudwatch_log_group" "NAME" {
  name              = "/sites/${local.prefix}/NAME"
  retention_in_days = var.environment == "production" ? 90 : 7
}
