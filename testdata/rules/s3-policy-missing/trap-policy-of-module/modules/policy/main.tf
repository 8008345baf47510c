variable "bucket" {
  type = string
}

variable "distribution_arn" {
  type = string
}

resource "aws_s3_bucket_policy" "this" {
  bucket = var.bucket
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::${var.bucket}/*"
      Condition = { StringEquals = { "AWS:SourceArn" = var.distribution_arn } }
    }]
  })
}
