terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = local.tags
  }
}

provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}

variable "region" {
  type        = string
  default     = "eu-central-1"
  description = "Where everything but certificates lives."
}

variable "environment" {
  type    = string
  default = "production"

  validation {
    condition     = contains(["production", "staging"], var.environment)
    error_message = "An environment is production or staging."
  }
}

variable "domain" {
  type    = string
  default = "example.com"
}

variable "network" {
  type = object({
    cidr  = string
    zones = list(string)
  })
  default = {
    cidr  = "10.0.0.0/16"
    zones = ["a", "b", "c"]
  }
}

locals {
  prefix = "${var.environment}-${replace(var.domain, ".", "-")}"

  tags = {
    Environment = var.environment
    ManagedBy   = "terraform"
  }

  error_pages = {
    403 = "/errors/403.html"
    404 = "/errors/404.html"
  }

  static_paths = ["/assets/*", "/fonts/*", "/favicon.ico"]

  subnets = { for i, zone in var.network.zones : "${var.region}${zone}" => cidrsubnet(var.network.cidr, 8, i) }
}
