resource "random_password" "secret" {
  length  = 32
  special = false
}

module "alb" {
  source = "./alb"

  name    = "app"
  subnets = var.subnet_ids
  vpc_id  = var.vpc_id

  listeners = {
    http = {
      port = 80

      fixed_response = {
        content_type = "text/plain"
        message_body = "Access denied"
        status_code  = "403"
      }

      rules = {
        cloudfront = {
          priority = 1
          actions  = [{ type = "forward", target_group_key = "app" }]
          conditions = [{
            http_header = {
              http_header_name = "X-Origin-Verify"
              values           = [random_password.secret.result]
            }
          }]
        }
      }
    }
  }
}

resource "aws_cloudfront_distribution" "site" {
  enabled = true

  origin {
    origin_id   = "app"
    domain_name = module.alb.dns_name

    custom_header {
      name  = "X-Origin-Verify"
      value = random_password.secret.result
    }

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "http-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    target_origin_id       = "app"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" # Managed-CachingDisabled
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }
}

variable "subnet_ids" {
  type    = list(string)
  default = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
}

variable "vpc_id" {
  type    = string
  default = "vpc-0123456789abcdef0"
}
