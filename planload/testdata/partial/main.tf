# The plan of the second one ends in an error.

resource "aws_cloudfront_origin_access_control" "planned" {
  name                              = "planned"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_origin_access_control" "failed" {
  name                              = "failed"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
  lifecycle {
    precondition {
      condition     = aws_cloudfront_origin_access_control.planned.name == "other"
      error_message = "Not planned."
    }
  }
}
