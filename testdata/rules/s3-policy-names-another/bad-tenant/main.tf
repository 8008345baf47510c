variable "certificate_arn" {
  description = "Certificate in us-east-1."
  type        = string
}

resource "aws_s3_bucket" "sites" {
  bucket = "saas-sites"
}

resource "aws_s3_bucket_policy" "sites" {
  bucket = aws_s3_bucket.sites.id
  policy = jsonencode({ # want: error s3-policy-names-another
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.sites.arn}/*"
      Condition = {
        StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution_tenant.alpha.arn }
      }
    }]
  })
}

resource "aws_cloudfront_origin_access_control" "sites" {
  name                              = "sites"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_multitenant_distribution" "saas" {
  comment             = "saas"
  enabled             = true
  default_root_object = "index.html"

  origin {
    id                       = "app"
    domain_name              = aws_s3_bucket.sites.bucket_regional_domain_name
    origin_path              = "/{{customer}}"
    origin_access_control_id = aws_cloudfront_origin_access_control.sites.id
  }

  default_cache_behavior {
    target_origin_id       = "app"
    viewer_protocol_policy = "redirect-to-https"
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6" # Managed-CachingOptimized

    allowed_methods {
      items          = ["GET", "HEAD"]
      cached_methods = ["GET", "HEAD"]
    }
  }

  tenant_config {
    parameter_definition {
      name = "customer"

      definition {
        string_schema {
          required = true
        }
      }
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn = var.certificate_arn
    ssl_support_method  = "sni-only"
  }
}

resource "aws_cloudfront_distribution_tenant" "alpha" {
  name            = "alpha"
  distribution_id = aws_cloudfront_multitenant_distribution.saas.id

  domain {
    domain = "alpha.example.com"
  }

  parameter {
    name  = "customer"
    value = "alpha"
  }
}
