module "cdn" {
  source = "./cdn"
}
