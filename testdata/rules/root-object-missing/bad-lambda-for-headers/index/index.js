exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  request.headers["x-edge"] = [{ key: "X-Edge", value: "1" }];
  return request;
};
