variable "name" {
  type = string
}

variable "subnets" {
  type = list(string)
}

variable "vpc_id" {
  type = string
}

variable "listeners" {
  type = any
}

resource "aws_lb" "this" {
  count = 1

  name    = var.name
  subnets = var.subnets
}

resource "aws_lb_target_group" "this" {
  for_each = toset(["app"])

  name     = each.key
  port     = 8080
  protocol = "HTTP"
  vpc_id   = var.vpc_id
}

resource "aws_lb_listener" "this" {
  for_each = { for k, v in var.listeners : k => v }

  load_balancer_arn = aws_lb.this[0].arn
  port              = try(each.value.port, 80)
  protocol          = try(each.value.protocol, "HTTP")

  dynamic "default_action" {
    for_each = try([each.value.fixed_response], [])

    content {
      type = "fixed-response"

      fixed_response {
        content_type = default_action.value.content_type
        message_body = try(default_action.value.message_body, null)
        status_code  = try(default_action.value.status_code, null)
      }
    }
  }

  dynamic "default_action" {
    for_each = try([each.value.forward], [])

    content {
      type             = "forward"
      target_group_arn = aws_lb_target_group.this[default_action.value.target_group_key].arn
    }
  }
}

locals {
  listener_rules = flatten([
    for listener_key, listener in var.listeners : [
      for rule_key, rule in lookup(listener, "rules", {}) : merge(rule, {
        listener_key = listener_key
        rule_key     = rule_key
      })
    ]
  ])
}

resource "aws_lb_listener_rule" "this" {
  for_each = { for v in local.listener_rules : "${v.listener_key}/${v.rule_key}" => v }

  listener_arn = aws_lb_listener.this[each.value.listener_key].arn
  priority     = try(each.value.priority, null)

  dynamic "action" {
    for_each = [for action in each.value.actions : action if action.type == "forward"]

    content {
      type             = "forward"
      target_group_arn = aws_lb_target_group.this[action.value.target_group_key].arn
    }
  }

  dynamic "condition" {
    for_each = [for condition in each.value.conditions : condition if contains(keys(condition), "http_header")]

    content {
      dynamic "http_header" {
        for_each = [condition.value.http_header]

        content {
          http_header_name = http_header.value.http_header_name
          values           = http_header.value.values
        }
      }
    }
  }
}

output "dns_name" {
  value = try(aws_lb.this[0].dns_name, null)
}
