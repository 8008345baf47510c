# Policy documents that are read during apply.

provider "aws" {
  region = "us-east-1"
}

variable "referer" {
  default   = "hush"
  sensitive = true
}

resource "aws_s3_bucket" "site" {}

resource "aws_cloudfront_origin_access_identity" "site" {}

data "aws_iam_policy_document" "site" {
  statement {
    sid       = "Identity"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.site.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = [aws_cloudfront_origin_access_identity.site.iam_arn]
    }
  }

  statement {
    sid           = "Others"
    effect        = "Deny"
    not_actions   = ["s3:GetObject", "s3:ListBucket"]
    not_resources = [aws_s3_bucket.site.arn]
    not_principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"]
    }
    condition {
      test     = "StringNotEquals"
      variable = "s3:prefix"
      values   = [aws_s3_bucket.site.id]
    }
  }
}

data "aws_iam_policy_document" "counted" {
  count     = 2
  policy_id = "counted"
  version   = "2008-10-17"
  statement {
    actions   = ["s3:GetObject"]
    resources = [aws_s3_bucket.site.id]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:Referer"
      values   = [var.referer]
    }
  }
}

# How many statements there are depends on the bucket.
data "aws_iam_policy_document" "open" {
  dynamic "statement" {
    for_each = aws_s3_bucket.site.versioning
    content {
      actions   = ["s3:GetObject"]
      resources = ["*"]
    }
  }
}

resource "aws_s3_bucket_policy" "site" {
  bucket = aws_s3_bucket.site.id
  policy = data.aws_iam_policy_document.site.json
}

resource "aws_s3_bucket_policy" "counted" {
  bucket = "example"
  policy = data.aws_iam_policy_document.counted[1].minified_json
}

resource "aws_s3_bucket_policy" "open" {
  bucket = "example"
  policy = data.aws_iam_policy_document.open.json
}

resource "aws_s3_bucket_policy" "wrapped" {
  bucket = "example"
  policy = replace(data.aws_iam_policy_document.site.json, "Identity", "Replaced")
}

resource "aws_s3_bucket_policy" "encoded" {
  bucket = "example"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Resource = aws_s3_bucket.site.arn }] })
}
