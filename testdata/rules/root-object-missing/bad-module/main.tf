module "www" {
  source = "./modules/site"

  domain_name = "www.example.com"
}
