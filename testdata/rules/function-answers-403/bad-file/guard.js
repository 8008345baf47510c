const OPEN = ["/health", "/robots.txt"];

function isOpen(uri) {
  return OPEN.some((path) => path === uri);
}

function handler(event) {
  const { request } = event;
  const token = request.headers["x-partner-token"];
  if (isOpen(request.uri) || (token && token.value === "partner")) {
    return request;
  }
  return { statusCode: 403, statusDescription: "Denied" }; // # want: note function-answers-403
}
