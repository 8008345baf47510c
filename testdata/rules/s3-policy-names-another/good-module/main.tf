module "www" {
  source = "./modules/site"

  bucket  = "example-www"
  readers = [module.www.distribution_arn]
}

module "docs" {
  source = "./modules/site"

  bucket  = "example-docs"
  readers = [module.docs.distribution_arn]
}
