variable "region" {}

provider "aws" {
  region = "eu-north-1"
}

provider "aws" {
  alias  = "variable"
  region = var.region
}

resource "aws_cloudfront_origin_access_identity" "default" {}

resource "aws_cloudfront_origin_access_identity" "variable" {
  provider = aws.variable
}
