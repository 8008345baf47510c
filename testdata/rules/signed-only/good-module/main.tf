module "site" {
  source = "./site"
}

variable "public_key" {
  type = string
}

resource "aws_cloudfront_public_key" "site" {
  name        = "site"
  encoded_key = var.public_key
}

resource "aws_cloudfront_key_group" "site" {
  name  = "site"
  items = [aws_cloudfront_public_key.site.id]
}
