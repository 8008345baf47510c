function handler(event) {
  var response = event.response;
  response.headers["x-uri"] = { value: event.request.uri };
  return response;
}
