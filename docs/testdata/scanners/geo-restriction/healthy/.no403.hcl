viewers "customers" {
  countries = ["AT", "CH", "DE"]
}
