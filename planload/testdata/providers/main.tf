# Where the region of a provider configuration is said.

terraform {
  required_providers {
    aws    = { source = "hashicorp/aws" }
    amazon = { source = "hashicorp/aws" }
  }
}

variable "region" {
  default = "eu-west-1"
}

locals {
  region = "eu-west-2"
}

provider "aws" {
  region = "us-east-1"
}

provider "aws" {
  alias  = "variable"
  region = var.region
}

provider "aws" {
  alias  = "local"
  region = local.region
}

provider "aws" {
  alias = "silent"
}

provider "amazon" {
  region = "ap-south-1"
}

resource "aws_cloudfront_origin_access_identity" "default" {}

resource "aws_cloudfront_origin_access_identity" "variable" {
  provider = aws.variable
}

resource "aws_cloudfront_origin_access_identity" "local" {
  provider = aws.local
}

resource "aws_cloudfront_origin_access_identity" "silent" {
  provider = aws.silent
}

resource "aws_cloudfront_origin_access_identity" "renamed" {
  provider = amazon
}

# A resource may say its region itself.
resource "aws_s3_bucket_policy" "own" {
  region = "sa-east-1"
  bucket = "example"
  policy = "{}"
}

# The region of the resource is known even where the provider's is not.
resource "aws_s3_bucket_policy" "local" {
  provider = aws.local
  bucket   = "example"
  policy   = "{}"
}

module "passed" {
  source = "./passed"
  providers = {
    aws.other = aws.variable
  }
}

module "own" {
  source = "./own"
  region = "eu-central-1"
}
