data "aws_route53_zone" "site" {
  name = var.domain
}

resource "aws_route53_record" "site" {
  for_each = toset([var.domain, "www.${var.domain}"])

  zone_id = data.aws_route53_zone.site.zone_id
  name    = each.key
  type    = "A"

  alias {
    name                   = aws_cloudfront_distribution.site.domain_name
    zone_id                = aws_cloudfront_distribution.site.hosted_zone_id
    evaluate_target_health = false
  }
}
