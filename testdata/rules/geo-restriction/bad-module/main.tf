module "cdn" {
  source = "./cdn"

  geo_restriction = {
    restriction_type = "whitelist"
    locations        = ["US", "CA"]
  }
}
