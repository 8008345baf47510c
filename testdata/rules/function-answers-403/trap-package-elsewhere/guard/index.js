"use strict";

exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  if (/^\/(private|internal)\//.test(request.uri) && !request.headers["x-staff"]) {
    return { status: "403", statusDescription: "Forbidden" };
  }
  return request;
};
