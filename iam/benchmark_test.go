package iam

import (
	"fmt"
	"strings"
	"testing"

	"github.com/no403/no403/symbol"
)

// A policy of 100 statements of which the last one allows: all have to be looked
// at.
func BenchmarkEvaluate(b *testing.B) {
	var statements []string
	for i := range 99 {
		statements = append(statements, fmt.Sprintf(`{"Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject",
			"Resource": "arn:aws:s3:::b/*", "Condition": {"StringEquals": {"AWS:SourceArn": "arn:aws:cloudfront::111122223333:distribution/E%d"}}}`, i))
	}
	statements = append(statements, `{"Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject",
		"Resource": "arn:aws:s3:::b/*", "Condition": {"StringEquals": {"AWS:SourceArn": "`+distARN+`"}}}`)
	p, err := Parse(`{"Version": "2012-10-17", "Statement": [`+strings.Join(statements, ",")+`]}`, symbol.Of)
	if err != nil {
		b.Fatal(err)
	}
	r := getObject()
	b.ReportAllocs()
	for b.Loop() {
		if d := p.Evaluate(r); d.Outcome != Allow {
			b.Fatal(d.Outcome)
		}
	}
}
