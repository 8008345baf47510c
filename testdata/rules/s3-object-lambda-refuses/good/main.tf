resource "aws_s3_bucket" "site" {
  bucket = "example-site"
}

resource "aws_s3_access_point" "site" {
  bucket = aws_s3_bucket.site.id
  name   = "site"
}

resource "aws_s3_bucket_policy" "site" {
  bucket = aws_s3_bucket.site.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.site.arn}/*"
      Condition = { StringEquals = { "s3:DataAccessPointArn" = aws_s3_access_point.site.arn } }
    }]
  })
}

resource "aws_s3control_access_point_policy" "site" {
  access_point_arn = aws_s3_access_point.site.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_access_point.site.arn}/object/*"
      Condition = { "ForAnyValue:StringEquals" = { "aws:CalledVia" = "s3-object-lambda.amazonaws.com" } }
    }]
  })
}

resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = "arn:aws:iam::111122223333:role/resize"
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "resize.zip"
}

resource "aws_lambda_permission" "resize" {
  function_name = aws_lambda_function.resize.function_name
  action        = "lambda:InvokeFunction"
  principal     = "cloudfront.amazonaws.com"
  source_arn    = aws_cloudfront_distribution.site.arn
}

resource "aws_s3control_object_lambda_access_point" "resized" {
  name = "resized"

  configuration {
    supporting_access_point = aws_s3_access_point.site.arn

    transformation_configuration {
      actions = ["GetObject"]

      content_transformation {
        aws_lambda {
          function_arn = aws_lambda_function.resize.arn
        }
      }
    }
  }
}

resource "aws_s3control_object_lambda_access_point_policy" "resized" {
  name = aws_s3control_object_lambda_access_point.resized.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3-object-lambda:GetObject"
      Resource  = aws_s3control_object_lambda_access_point.resized.arn
      Condition = { StringEquals = { "aws:SourceArn" = aws_cloudfront_distribution.site.arn } }
    }]
  })
}

resource "aws_cloudfront_origin_access_control" "site" {
  name                              = "site"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_distribution" "site" {
  enabled             = true
  default_root_object = "index.html"

  origin {
    origin_id                = "site"
    domain_name              = "${aws_s3control_object_lambda_access_point.resized.alias}.s3.us-east-1.amazonaws.com"
    origin_access_control_id = aws_cloudfront_origin_access_control.site.id
  }

  default_cache_behavior {
    target_origin_id       = "site"
    viewer_protocol_policy = "redirect-to-https"
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
