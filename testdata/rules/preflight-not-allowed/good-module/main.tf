module "cdn" {
  source = "./cdn"

  allowed_headers = ["X-Api-Version"]
  allowed_methods = ["GET", "HEAD", "OPTIONS"]
}
