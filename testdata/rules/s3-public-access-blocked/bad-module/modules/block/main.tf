variable "bucket" {
  type = string
}

variable "public" {
  type    = bool
  default = false
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket = var.bucket

  block_public_acls       = true
  block_public_policy     = !var.public
  ignore_public_acls      = true
  restrict_public_buckets = !var.public # want: error s3-public-access-blocked
}
