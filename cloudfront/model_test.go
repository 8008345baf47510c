package cloudfront_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/symbol"
)

const (
	unknown = symbol.Unknown
	no      = symbol.False
	yes     = symbol.True
)

// model reads Terraform, of which the tests write no more than what matters.
func model(t *testing.T, source string) *cloudfront.Model {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg := hclload.Load(dir, hclload.Options{})
	t.Cleanup(func() { // everything of interest has been evaluated by then
		for _, d := range cfg.Diagnostics.All() {
			t.Errorf("the Terraform of the test: %s", d)
		}
	})
	return cloudfront.New(cfg)
}

// distribution returns the model of the distribution "d", whose content is
// given, and of what else is in the configuration.
func distribution(t *testing.T, content string, others ...string) *cloudfront.Distribution {
	t.Helper()
	source := "resource \"aws_cloudfront_distribution\" \"d\" {\n" + content + "\n}\n" + strings.Join(others, "\n")
	return model(t, source).Distribution("aws_cloudfront_distribution.d")
}

// get is an ordinary request.
func get(path string) cloudfront.Request {
	return cloudfront.Request{Method: "GET", Scheme: "https", Host: symbol.Literal("www.example.com"), Path: path}
}
