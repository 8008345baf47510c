module "cdn" {
  source = "./cdn"

  allowed_headers = ["X-Api-Version"]
}
