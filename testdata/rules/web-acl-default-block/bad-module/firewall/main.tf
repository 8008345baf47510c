resource "aws_wafv2_web_acl" "this" {
  count = var.enabled ? 1 : 0

  name  = "site"
  scope = "CLOUDFRONT"

  default_action { # want: error web-acl-default-block
    block {}
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "site"
    sampled_requests_enabled   = true
  }
}

variable "enabled" {
  type    = bool
  default = true
}

output "web_acl_arn" {
  value = one(aws_wafv2_web_acl.this[*].arn)
}
