# A static site: a private bucket behind CloudFront, under example.com and
# www.example.com. Nothing in it ends in 403 that should not.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "domain" {
  description = "The domain of the site."
  type        = string
  default     = "example.com"
}

variable "certificate_arn" {
  description = "A certificate in us-east-1 for the domain and its www name."
  type        = string
}
