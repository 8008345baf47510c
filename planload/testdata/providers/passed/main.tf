terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.other]
    }
  }
}

resource "aws_cloudfront_origin_access_identity" "default" {}

resource "aws_cloudfront_origin_access_identity" "other" {
  provider = aws.other
}
