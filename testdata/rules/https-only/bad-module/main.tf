module "site" {
  source = "./site"

  origin = "app.example.net"
}
