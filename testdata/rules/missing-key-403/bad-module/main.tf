module "app" {
  source = "./modules/app"

  name           = "example-app"
  error_statuses = { 404 = 200 }
}
