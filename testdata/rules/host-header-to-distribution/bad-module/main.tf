module "assets" {
  source = "./cdn"

  origin = "app.example.net"
}

module "site" {
  source = "./cdn"

  origin                   = module.assets.domain_name
  origin_request_policy_id = "33f36d7e-f396-46d9-90e0-52428a34d9dc" # Managed-AllViewerAndCloudFrontHeaders-2022-06
}
