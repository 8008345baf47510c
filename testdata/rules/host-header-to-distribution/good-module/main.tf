module "assets" {
  source = "./cdn"

  origin = "app.example.net"
}

module "site" {
  source = "./cdn"

  origin                   = module.assets.domain_name
  origin_request_policy_id = "b689b0a8-53d0-40ab-baf2-68738e2966ac" # Managed-AllViewerExceptHostHeader
}
