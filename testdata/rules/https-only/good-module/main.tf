module "site" {
  source = "./site"

  origin = "app.example.net"

  viewer_protocol_policy = "redirect-to-https"
}
