package symbol

import "testing"

func TestTypes(t *testing.T) {
	for address, want := range map[string]struct {
		kind string
		data bool
	}{
		"aws_s3_bucket.b":                            {"aws_s3_bucket", false},
		"aws_s3_bucket.b[0]":                         {"aws_s3_bucket", false},
		`aws_s3_bucket.b["a.b"]`:                     {"aws_s3_bucket", false},
		"data.aws_s3_bucket.b":                       {"aws_s3_bucket", true},
		"module.m.aws_s3_bucket.b":                   {"aws_s3_bucket", false},
		`module.m["a.\"b"].module.n[1].data.aws_x.y`: {"aws_x", true},
		"module.m":                                   {"", false},
		"module.m.var.x":                             {"", false},
		"var.x":                                      {"", false},
		"local.x":                                    {"", false},
		"path":                                       {"", false},
		"unknown":                                    {"", false},
		"":                                           {"", false},
		"module.m.output":                            {"", false},
	} {
		if kind, data := (Symbol{Address: address, Attr: "id"}).Type(); kind != want.kind || data != want.data {
			t.Errorf("%s is of %q, data %t, want %q, %t", address, kind, data, want.kind, want.data)
		}
	}
}

func TestIdentifies(t *testing.T) {
	for _, row := range []struct {
		symbol Symbol
		want   bool
	}{
		{Symbol{"aws_s3_bucket.b", "arn"}, true},
		{Symbol{"module.m[0].aws_lb.l", "dns_name"}, true},
		{Symbol{"aws_s3_bucket.b", "website_endpoint"}, false},
		{Symbol{"aws_s3_bucket.b", "tags"}, false},
		{Symbol{"data.aws_s3_bucket.b", "arn"}, false},
		{Symbol{"module.m", "arn"}, false},
		{Symbol{"module.m.var.arn", ""}, false},
		{Symbol{"var.x", "id"}, false},
	} {
		if got := row.symbol.Identifies(); got != row.want {
			t.Errorf("%s identifies: %t", row.symbol, got)
		}
	}
}

func TestSameKindApart(t *testing.T) {
	a, b := Symbol{"aws_s3_bucket.a", "arn"}, Symbol{"aws_s3_bucket.b", "arn"}
	for _, row := range []struct {
		name string
		a, b Symbol
		want bool
	}{
		{"two buckets", a, b, true},
		{"one bucket", a, a, false},
		{"instances", Symbol{"aws_s3_bucket.a[0]", "id"}, Symbol{"aws_s3_bucket.a[1]", "id"}, true},
		{"in modules", Symbol{"module.m.aws_s3_bucket.a", "id"}, Symbol{"module.n.aws_s3_bucket.a", "id"}, true},
		{"other attributes", a, Symbol{"aws_s3_bucket.b", "id"}, false},
		{"what may be equal", Symbol{"aws_s3_bucket.a", "region"}, Symbol{"aws_s3_bucket.b", "region"}, false},
		{"other types", a, Symbol{"aws_lb.b", "arn"}, false},
		{"a data source", a, Symbol{"data.aws_s3_bucket.b", "arn"}, false},
		{"two data sources", Symbol{"data.aws_s3_bucket.a", "arn"}, Symbol{"data.aws_s3_bucket.b", "arn"}, false},
		{"variables", Symbol{"var.a", "arn"}, Symbol{"var.b", "arn"}, false},
		{"module outputs", Symbol{"module.a", "arn"}, Symbol{"module.b", "arn"}, false},
	} {
		if got := sameKindApart(row.a, row.b); got != row.want {
			t.Errorf("%s: %t", row.name, got)
		}
		if got := sameKindApart(row.b, row.a); got != row.want {
			t.Errorf("%s, the other way round: %t", row.name, got)
		}
	}
}
