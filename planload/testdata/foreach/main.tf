provider "aws" { region = "us-east-1" }
resource "aws_s3_bucket" "b" {
  for_each = toset(["x","y"])
  bucket = "known-${each.key}"
}
resource "aws_s3_bucket_policy" "b" {
  for_each = aws_s3_bucket.b
  bucket = aws_s3_bucket.b[each.key].id
  policy = data.aws_iam_policy_document.d[each.key].json
}
resource "aws_s3_bucket_public_access_block" "b" {
  for_each = aws_s3_bucket.b
  bucket = each.value.id
}
data "aws_iam_policy_document" "d" {
  for_each = aws_s3_bucket.b
  statement {
    actions = ["s3:GetObject"]
    resources = ["${each.value.arn}/*"]
    principals { 
      type = "Service" 
      identifiers = ["cloudfront.amazonaws.com"] 
    }
    condition {
      test = "StringEquals"
      variable = "AWS:SourceArn"
      values = [aws_cloudfront_distribution.d.arn]
    }
  }
  statement {
    actions = ["s3:ListBucket"]
    resources = [aws_s3_bucket.b[each.key].arn, "${aws_s3_bucket.b["x"].arn}/*", "arn:known"]
    principals { 
      type = "*" 
      identifiers = ["*"] 
    }
  }
}
locals { ids = {a="one", b="two"} }
resource "aws_cloudfront_distribution" "d" {
  enabled = true
  aliases = [aws_s3_bucket.b["x"].hosted_zone_id]
  origin {
    domain_name = aws_s3_bucket.b["y"].bucket_regional_domain_name
    origin_id = local.ids.b
  }
  origin {
    domain_name = one([for k, v in aws_s3_bucket.b: v if k == "x"]).bucket_regional_domain_name
    origin_id = local.ids.a
  }
  default_cache_behavior {
    target_origin_id = local.ids["a"]
    viewer_protocol_policy = "allow-all"
    allowed_methods = ["GET", "HEAD"]
    cached_methods = ["GET", "HEAD"]
  }
  restrictions { 
    geo_restriction { restriction_type = "none" } 
  }
  viewer_certificate { cloudfront_default_certificate = true }
}
