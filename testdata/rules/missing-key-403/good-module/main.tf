module "app" {
  source = "./modules/app"

  name           = "example-app"
  error_statuses = { 403 = 200, 404 = 200 }
}
