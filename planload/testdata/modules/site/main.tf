variable "bucket" {}
variable "media" {}
variable "oac" {}
variable "secret" {}

resource "aws_cloudfront_distribution" "this" {
  enabled = true
  aliases = ["www.example.com", aws_s3_bucket.logs.bucket_regional_domain_name]

  origin {
    origin_id                = "zz-assets"
    domain_name              = var.bucket.bucket_regional_domain_name
    origin_access_control_id = var.oac
  }

  origin {
    origin_id                = "aa-logs"
    domain_name              = aws_s3_bucket.logs.bucket_regional_domain_name
    origin_access_control_id = var.oac
  }

  origin {
    origin_id   = "mm-media"
    domain_name = var.media
  }

  default_cache_behavior {
    target_origin_id       = "zz-assets"
    viewer_protocol_policy = "allow-all"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }
}

resource "aws_s3_bucket" "logs" {
  bucket = "example-logs"
  tags = {
    token = var.secret
    plain = "x"
  }
}

output "arn" { value = aws_cloudfront_distribution.this.arn }
output "id" { value = aws_cloudfront_distribution.this.id }
output "domain" { value = aws_cloudfront_distribution.this.domain_name }
