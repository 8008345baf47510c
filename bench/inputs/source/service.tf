
locals {
  NAME_ports = [443, 8443]

  NAME_settings = {
    TABLE = aws_dynamodb_table.NAME.name
    QUEUE = aws_sqs_queue.NAME.url
    STAGE = upper(var.environment)
  }
}

module "NAME_alarms" {
  source = "./modules/alarms"

  name       = "${local.prefix}-NAME"
  thresholds = { Errors = 1, Throttles = 10, Duration = 3000 }
  function   = aws_lambda_function.NAME.function_name
}

data "aws_iam_policy_document" "NAME_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "NAME" {
  name               = "${local.prefix}-NAME"
  assume_role_policy = data.aws_iam_policy_document.NAME_assume.json
  tags               = local.tags
}

resource "aws_iam_role_policy" "NAME" {
  name = "work"
  role = aws_iam_role.NAME.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]
        Resource = [aws_dynamodb_table.NAME.arn, "${aws_dynamodb_table.NAME.arn}/index/*"]
      },
      {
        Effect   = "Allow"
        Action   = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"]
        Resource = aws_sqs_queue.NAME.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_lambda_function" "NAME" {
  function_name = "${local.prefix}-NAME"
  role          = aws_iam_role.NAME.arn
  runtime       = "nodejs20.x"
  handler       = "index.handler"
  filename      = "NAME.zip"
  timeout       = 30
  memory_size   = 512
  tags          = merge(local.tags, { Service = "NAME" })

  environment {
    variables = local.NAME_settings
  }

  vpc_config {
    subnet_ids         = aws_subnet.NAME[*].id
    security_group_ids = [aws_security_group.NAME.id]
  }
}

resource "aws_dynamodb_table" "NAME" {
  name         = "${local.prefix}-NAME"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  range_key    = "time"

  dynamic "attribute" {
    for_each = { id = "S", time = "N" }

    content {
      name = attribute.key
      type = attribute.value
    }
  }
}

resource "aws_sqs_queue" "NAME" {
  name                       = "${local.prefix}-NAME"
  visibility_timeout_seconds = 60
  message_retention_seconds  = 24 * 60 * 60
}

resource "aws_vpc" "NAME" {
  cidr_block           = var.network.cidr
  enable_dns_hostnames = true
  tags                 = merge(local.tags, { Name = "${local.prefix}-NAME" })
}

resource "aws_subnet" "NAME" {
  count = length(var.network.zones)

  vpc_id            = aws_vpc.NAME.id
  availability_zone = "${var.region}${var.network.zones[count.index]}"
  cidr_block        = local.subnets["${var.region}${var.network.zones[count.index]}"]
}

resource "aws_security_group" "NAME" {
  name        = "${local.prefix}-NAME"
  description = "What reaches NAME"
  vpc_id      = aws_vpc.NAME.id

  dynamic "ingress" {
    for_each = local.NAME_ports

    content {
      description = "TLS on ${ingress.value}"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = [var.network.cidr]
    }
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_sns_topic" "NAME" {
  name = "${local.prefix}-NAME"
}
