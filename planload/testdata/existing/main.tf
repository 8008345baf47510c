# What exists already: kept, changed, replaced, moved, forgotten, deleted, and
# an old object of what is kept, which could not be deleted.

provider "aws" {
  region = "us-east-1"
}

resource "aws_cloudfront_origin_access_control" "kept" {
  name                              = "kept"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_origin_access_control" "changed" {
  name                              = "changed"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "never"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_origin_access_control" "replaced" {
  name                              = "new"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_origin_access_control" "moved" {
  name                              = "moved"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

moved {
  from = aws_cloudfront_origin_access_control.before
  to   = aws_cloudfront_origin_access_control.moved
}

removed {
  from = aws_cloudfront_origin_access_control.forgotten
  lifecycle {
    destroy = false
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::example/*"]
  }
}

# Nothing of it is unknown, yet it is read after what it depends on.
data "aws_iam_policy_document" "deferred" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::example/*"]
  }
  depends_on = [aws_cloudfront_origin_access_control.changed]
}
