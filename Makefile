# The checks are what .ci/run calls; "make docs" rewrites what is generated.

GOLANGCI_LINT_VERSION = v2.15.0

.PHONY: build test lint docs release

build:
	go build -o bin/no403 ./cmd/no403

test:
	go test ./...

# The linter is built outside of this module: its dependencies are not ours.
lint: bin/golangci-lint-$(GOLANGCI_LINT_VERSION)
	go vet ./...
	$< run ./...
	cd iam/differential && $(CURDIR)/$< run ./...
	cd edgecode/differential && $(CURDIR)/$< run ./...

bin/golangci-lint-%:
	GOBIN=$(CURDIR)/bin go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$*
	mv bin/golangci-lint $@

docs:
	go test ./report -update
	go test ./docs/rules -update
	go test ./docs -update
	go test ./cmd/no403 -run 'TestDocs|TestManPages' -update

# A release, of the tag that is checked out, by the programs that .ci/packaging
# tries.
release:
	PATH="$$(dirname "$$(.ci/tool cyclonedx-gomod)"):$$PATH" "$$(.ci/tool goreleaser)" release --clean
