variable "name" {
  type = string
}

variable "function" {
  type = string
}

variable "thresholds" {
  type = map(number)
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = var.thresholds

  alarm_name          = "${var.name}-${lower(each.key)}"
  namespace           = "AWS/Lambda"
  metric_name         = each.key
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value
  evaluation_periods  = 1
  period              = 60
  statistic           = "Sum"
  dimensions          = { FunctionName = var.function }
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({ widgets = [] })
}

output "names" {
  value = [for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_name]
}
