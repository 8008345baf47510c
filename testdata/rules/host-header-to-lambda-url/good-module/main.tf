resource "aws_lambda_function_url" "app" {
  function_name      = "example-app"
  authorization_type = "NONE"
}

module "cdn" {
  source = "./modules/cdn"

  origin_domain_name = trimsuffix(trimprefix(aws_lambda_function_url.app.function_url, "https://"), "/")
  forward_host       = false
}
