variable "region" {
  default = "eu-west-1"
}

variable "secret" {
  sensitive = true
  default   = "hush"
}

provider "aws" {
  region = var.region
}

provider "aws" {
  alias  = "us"
  region = "us-east-1"
}

resource "aws_s3_bucket" "assets" {
  bucket = "example-assets"
}

resource "aws_s3_bucket" "media" {
  bucket = "example-media"
  count  = 1
}

resource "aws_s3_bucket_public_access_block" "assets" {
  bucket = aws_s3_bucket.assets.id
}

resource "aws_cloudfront_origin_access_control" "this" {
  name                              = "example"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

module "site" {
  source = "./site"
  bucket = aws_s3_bucket.assets
  media  = one(aws_s3_bucket.media[*].bucket_regional_domain_name)
  oac    = aws_cloudfront_origin_access_control.this.id
  secret = var.secret
}

data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Replaced"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.assets.arn]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

data "aws_iam_policy_document" "assets" {
  source_policy_documents   = [data.aws_iam_policy_document.base.json]
  override_policy_documents = [data.aws_iam_policy_document.last.minified_json]
  statement {
    sid       = "Replaced"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.assets.arn}/*"]
    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "AWS:SourceArn"
      values   = [module.site.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "AWS:SourceAccount"
      values   = ["111122223333"]
    }
  }
  statement {
    sid       = "Public"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.assets.arn}/&{aws:username}/*", local.other]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

data "aws_iam_policy_document" "last" {
  statement {
    sid       = "Last"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.assets.arn]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${module.site.id}"]
    }
    dynamic "condition" {
      for_each = toset(["x"])
      content {
        test     = "StringEquals"
        variable = "AWS:SourceArn"
        values   = [module.site.arn]
      }
    }
  }
}

locals {
  other = "${aws_s3_bucket.assets.arn}/other/*"
}

resource "aws_s3_bucket_policy" "assets" {
  bucket = aws_s3_bucket_public_access_block.assets.bucket
  policy = data.aws_iam_policy_document.assets.json
}

resource "aws_s3_bucket_policy" "media" {
  provider = aws.us
  bucket   = "${aws_s3_bucket.media[0].id}${aws_s3_bucket.assets.id}"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = aws_s3_bucket.media[0].arn }]
  })
}

resource "aws_route53_record" "site" {
  zone_id = "Z1"
  name    = "www.example.com"
  type    = "CNAME"
  ttl     = 60
  records = [module.site.domain]
}

data "aws_iam_policy_document" "known" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::known/*"]
  }
}
