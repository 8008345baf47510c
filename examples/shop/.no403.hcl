viewers "customers" {
  distributions = ["aws_cloudfront_distribution.shop"]
  countries     = ["AT", "CH", "DE"]
  methods       = ["GET", "POST"]
}

refused "plain http" {
  reason  = "browsers have the name on their list of https sites"
  schemes = ["http"]
}
