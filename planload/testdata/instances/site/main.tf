variable "bucket" {}

resource "aws_s3_bucket_policy" "this" {
  bucket = var.bucket.id
  policy = "{}"
}

output "bucket" {
  value = aws_s3_bucket_policy.this.bucket
}
