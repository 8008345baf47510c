module "cdn" {
  source = "./cdn"

  domain          = "shop.example.com"
  certificate_arn = var.certificate_arn
}

variable "certificate_arn" {
  description = "Certificate in us-east-1."
  type        = string
}

resource "aws_route53_zone" "main" {
  name = "example.com"
}

resource "aws_route53_record" "shop" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "shop"
  type    = "A"

  alias {
    name                   = module.cdn.distribution.domain_name
    zone_id                = module.cdn.distribution.hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_route53_record" "www" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "www.shop"
  type    = "A"

  alias {
    name                   = module.cdn.distribution.domain_name
    zone_id                = module.cdn.distribution.hosted_zone_id
    evaluate_target_health = false
  }
}
