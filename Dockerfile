# The image of a release. Built from what is laid out for each platform, as
# linux/amd64/no403; for an image of one's own:
#
#   CGO_ENABLED=0 GOOS=linux GOARCH=amd64 go build -o linux/amd64/no403 ./cmd/no403
#   docker build --platform linux/amd64 .
FROM scratch
ARG TARGETPLATFORM
COPY $TARGETPLATFORM/no403 /no403
USER 65532:65532
WORKDIR /src
ENTRYPOINT ["/no403"]
