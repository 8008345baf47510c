variable "enabled" {
  type    = bool
  default = false
}

resource "aws_wafv2_web_acl" "site" {
  count = var.enabled ? 1 : 0

  name  = "site"
  scope = "CLOUDFRONT"

  default_action {
    block {}
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "site"
    sampled_requests_enabled   = true
  }
}

output "web_acl_arn" {
  value = try(aws_wafv2_web_acl.site[0].arn, null)
}
