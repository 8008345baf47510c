module "www" {
  source = "./modules/site"

  domain_name         = "www.example.com"
  default_root_object = "index.html"
}
