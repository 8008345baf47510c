resource "aws_apigatewayv2_api" "api" {
  name          = "example"
  protocol_type = "HTTP"
}

output "host" {
  value = split("//", aws_apigatewayv2_api.api.api_endpoint)[1]
}
