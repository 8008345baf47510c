module "www" {
  source = "./modules/site"

  bucket  = "example-www"
  readers = [module.docs.distribution_arn]
}

module "docs" {
  source = "./modules/site"

  bucket  = "example-docs"
  readers = [module.www.distribution_arn]
}
