variable "name" {
  type = string
}

variable "attach_policy" {
  type    = bool
  default = true
}

variable "distribution_arn" {
  type    = string
  default = null
}

resource "aws_s3_bucket" "this" {
  bucket = var.name
}

resource "aws_s3_bucket_policy" "this" {
  count = var.attach_policy ? 1 : 0

  bucket = aws_s3_bucket.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.this.arn}/*"
      Condition = { StringEquals = { "AWS:SourceArn" = var.distribution_arn } }
    }]
  })
}

output "regional_domain_name" {
  value = aws_s3_bucket.this.bucket_regional_domain_name
}
