package lint_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
)

// config reads Terraform, of which the tests write no more than what matters.
func config(t *testing.T, source string) *tf.Config {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	return hclload.Load(dir, hclload.Options{})
}

// distribution writes a distribution.
func distribution(name, content string) string {
	return "resource \"aws_cloudfront_distribution\" \"" + name + "\" {\n" + content + "\n}\n"
}

const address = "aws_cloudfront_distribution."

// A check is what a rule decides.
type check = func(*cloudfront.Distribution, cloudfront.Request) lint.Decision

// rule returns a rule that may report errors.
func rule(slug string, c check) *lint.Rule {
	return &lint.Rule{Slug: slug, Severity: lint.Error, Check: c}
}

// always returns a check that decides the same for every request.
func always(d lint.Decision) check {
	return func(*cloudfront.Distribution, cloudfront.Request) lint.Decision { return d }
}
