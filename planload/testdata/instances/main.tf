# Instances of resources and modules that refer to each other by their keys.

provider "aws" {
  region = "us-east-1"
}

resource "aws_s3_bucket" "site" {
  for_each = toset(["blue", "g.[\"een\"]"])
}

resource "aws_s3_bucket" "log" {
  count = 2
}

resource "aws_s3_bucket_policy" "by_key" {
  for_each = aws_s3_bucket.site
  bucket   = aws_s3_bucket.site[each.key].id
  policy   = "{}"
}

resource "aws_s3_bucket_policy" "by_value" {
  for_each = aws_s3_bucket.site
  bucket   = each.value.id
  policy   = "{}"
}

# The key of the policy is not that of the bucket.
resource "aws_s3_bucket_policy" "by_name" {
  for_each = { first = "blue" }
  bucket   = aws_s3_bucket.site[each.value].id
  policy   = "{}"
}

resource "aws_s3_bucket_policy" "by_index" {
  count  = 2
  bucket = aws_s3_bucket.log[count.index].id
  policy = "{}"
}

resource "aws_s3_bucket_policy" "by_number" {
  bucket = aws_s3_bucket.log[1].id
  policy = "{}"
}

resource "aws_s3_bucket_policy" "by_splat" {
  bucket = element(aws_s3_bucket.log[*].id, 0)
  policy = "{}"
}

module "keyed" {
  source   = "./site"
  for_each = aws_s3_bucket.site
  bucket   = aws_s3_bucket.site[each.key]
}

module "valued" {
  source   = "./site"
  for_each = aws_s3_bucket.site
  bucket   = each.value
}

module "indexed" {
  source = "./site"
  count  = 2
  bucket = aws_s3_bucket.log[count.index]
}

# What a module was given comes back from it.
resource "aws_s3_bucket_policy" "by_output" {
  bucket = module.keyed["blue"].bucket
  policy = "{}"
}

resource "aws_s3_bucket_policy" "by_module" {
  for_each = module.valued
  bucket   = each.value.bucket
  policy   = "{}"
}
