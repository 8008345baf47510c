package rules_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
)

// bigRoot writes a root of 100 files with 2,000 resources and data sources: 200
// sites, each with its bucket, policy, distribution, record, and so on.
func bigRoot(b *testing.B) (dir string) {
	b.Helper()
	dir = b.TempDir()
	const files, sites = 100, 2
	for i := range files {
		var text strings.Builder
		for j := range sites {
			text.WriteString(strings.ReplaceAll(site, "NAME", fmt.Sprintf("site_%d_%d", i, j)))
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("sites_%d.tf", i)), []byte(text.String()), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

// BenchmarkLint shows what reading, evaluating and asking all rules takes, next
// to parsing the same files with hclparse alone, in the same run.
func BenchmarkLint(b *testing.B) {
	dir := bigRoot(b)
	parse := fastest(func() {
		parser := hclparse.NewParser()
		paths, _ := filepath.Glob(filepath.Join(dir, "*.tf"))
		for _, path := range paths {
			if _, diags := parser.ParseHCLFile(path); diags.HasErrors() {
				b.Fatal(diags)
			}
		}
	})
	distributions := 0
	for b.Loop() {
		distributions = lint.Run(hclload.Load(dir, hclload.Options{}), rules.All()).Distributions
	}
	if distributions != 200 {
		b.Fatalf("%d distributions", distributions)
	}
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(parse), "x-hclparse")
}

// BenchmarkLoad is the same without asking about anything: what is not asked for
// costs its parse only.
func BenchmarkLoad(b *testing.B) {
	dir := bigRoot(b)
	for b.Loop() {
		hclload.Load(dir, hclload.Options{})
	}
}

// fastest returns the time of the fastest of several runs.
func fastest(run func()) time.Duration {
	best := time.Duration(1 << 62)
	for range 5 {
		start := time.Now()
		run()
		best = min(best, time.Since(start))
	}
	return best
}

const site = `
resource "aws_s3_bucket" "NAME" {
  bucket = "example-NAME"
}

resource "aws_s3_bucket_public_access_block" "NAME" {
  bucket                  = aws_s3_bucket.NAME.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "NAME" {
  bucket = aws_s3_bucket.NAME.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "NAME" {
  bucket = aws_s3_bucket.NAME.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_policy" "NAME" {
  bucket = aws_s3_bucket.NAME.id
  policy = data.aws_iam_policy_document.NAME.json
}

data "aws_iam_policy_document" "NAME" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.NAME.arn}/*"]

    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "AWS:SourceArn"
      values   = [aws_cloudfront_distribution.NAME.arn]
    }
  }
}

resource "aws_cloudfront_origin_access_control" "NAME" {
  name                              = "NAME"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_distribution" "NAME" {
  enabled             = true
  default_root_object = "index.html"
  aliases             = ["NAME.example.com"]

  origin {
    origin_id                = "site"
    domain_name              = aws_s3_bucket.NAME.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.NAME.id
  }

  default_cache_behavior {
    target_origin_id       = "site"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn = aws_acm_certificate.NAME.arn
    ssl_support_method  = "sni-only"
  }
}

resource "aws_acm_certificate" "NAME" {
  domain_name       = "NAME.example.com"
  validation_method = "DNS"
}

resource "aws_route53_record" "NAME" {
  zone_id = "Z0000000000000000000"
  name    = "NAME.example.com"
  type    = "A"

  alias {
    name                   = aws_cloudfront_distribution.NAME.domain_name
    zone_id                = aws_cloudfront_distribution.NAME.hosted_zone_id
    evaluate_target_health = false
  }
}
`
