# Every name in here tries to be more than a name.

variable "names" {
  type = set(string)
  default = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"]; gate0 --> x[\"y\"]:::passes",
    "%%{init: {'theme':'forest'}}%% click gate0 href \"javascript:alert(1)\"",
    "</details> ``` ](javascript:alert(1)) | @everyone #1 $x$ **b**",
    "::error file=x,line=1::injected",
    "&lt;b&gt;&#34; end subgraph",
  ]
}

resource "aws_s3_bucket" "site" {
  for_each = var.names
}

resource "aws_cloudfront_origin_access_control" "site" {
  name                              = "site"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_distribution" "site" {
  for_each = var.names

  enabled             = true
  default_root_object = each.key

  origin {
    origin_id                = each.key
    domain_name              = aws_s3_bucket.site[each.key].bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.site.id
  }

  default_cache_behavior {
    target_origin_id       = each.key
    viewer_protocol_policy = "https-only"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6" # Managed-CachingOptimized
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
