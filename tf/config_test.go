package tf_test

import (
	"slices"
	"strconv"
	"testing"
	"testing/quick"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

func TestConfigLookups(t *testing.T) {
	resources := []*tf.Resource{
		{Address: "aws_s3_bucket.a", Type: "aws_s3_bucket", Name: "a"},
		{Address: "data.aws_s3_bucket.a", Type: "aws_s3_bucket", Name: "a", Data: true},
		{Address: `module.m["x"].aws_s3_bucket.b[0]`, Type: "aws_s3_bucket", Name: "b"},
		{Address: "aws_s3_bucket.a", Type: "aws_s3_bucket", Name: "second"},
	}
	cfg := tf.NewConfig(tf.Listed(resources), nil, &tf.Diagnostics{})
	if r := cfg.Resource("aws_s3_bucket.a"); r != resources[0] {
		t.Errorf("of two with one address, %v is found, want the first", r)
	}
	if r := cfg.Resource(`module.m["x"].aws_s3_bucket.b[0]`); r != resources[2] {
		t.Errorf("found %v", r)
	}
	if r := cfg.Resource("aws_s3_bucket.none"); r != nil {
		t.Errorf("found %v", r)
	}
	if got := addresses(cfg.OfType("aws_s3_bucket")); len(got) != 3 || slices.Contains(got, "data.aws_s3_bucket.a") {
		t.Errorf("managed buckets are %v", got)
	}
	if diff := cmp.Diff([]string{"data.aws_s3_bucket.a"}, addresses(cfg.DataOfType("aws_s3_bucket"))); diff != "" {
		t.Errorf("data sources (-want +got):\n%s", diff)
	}
	if got := cfg.OfType("none"); len(got) > 0 {
		t.Errorf("found %v", got)
	}
}

func addresses(resources []*tf.Resource) []string {
	var all []string
	for _, r := range resources {
		all = append(all, r.Address)
	}
	return all
}

func TestWithoutKeys(t *testing.T) {
	for address, want := range map[string]string{
		"":                                  "",
		"aws_s3_bucket.b":                   "aws_s3_bucket.b",
		"aws_s3_bucket.b[0]":                "aws_s3_bucket.b",
		`aws_s3_bucket.b["eu"]`:             "aws_s3_bucket.b",
		"aws_s3_bucket.b[*]":                "aws_s3_bucket.b",
		`module.m["a.b"].module.n[1].x.y`:   "module.m.module.n.x.y",
		`x.y["a]b[c"]`:                      "x.y",
		`x.y["quo\"te]"].z`:                 "x.y.z",
		`x.y["back\\"].z`:                   "x.y.z",
		`module.m["${var.hosts[\"a\"]}"].x`: "module.m.x",
	} {
		if got := tf.WithoutKeys(address); got != want {
			t.Errorf("WithoutKeys(%s) = %s, want %s", address, got, want)
		}
		r := tf.Resource{Address: address}
		if got := r.ConfigAddress(); got != want {
			t.Errorf("ConfigAddress of %s = %s, want %s", address, got, want)
		}
	}
}

// Whatever is in its keys, an address without them is the same.
func FuzzWithoutKeys(f *testing.F) {
	f.Add("eu", 0)
	f.Add(`a]b["\`, 3)
	f.Add("\x00\n${x}", -1)
	f.Fuzz(func(t *testing.T, key string, index int) {
		address := "module.m[" + strconv.Quote(key) + "].x.y[" + strconv.Itoa(index) + "]"
		if got := tf.WithoutKeys(address); got != "module.m.x.y" {
			t.Errorf("WithoutKeys(%s) = %s", address, got)
		}
		if got := tf.WithoutKeys("module.m.x.y"); got != tf.WithoutKeys(got) {
			t.Errorf("an address without keys is changed to %s", got)
		}
	})
}

func TestCompareRanges(t *testing.T) {
	at := func(file string, numbers ...int) tf.Range {
		return tf.Range{File: file, Start: tf.Pos{Line: numbers[0], Column: numbers[1]}, End: tf.Pos{Line: numbers[2], Column: numbers[3]}}
	}
	ordered := []tf.Range{
		{},
		at("a.tf", 1, 1, 1, 2),
		at("a.tf", 1, 1, 2, 1),
		at("a.tf", 1, 2, 1, 3),
		at("a.tf", 2, 1, 2, 2),
		at("a.tf", 10, 1, 10, 2),
		at("b.tf", 1, 1, 1, 2),
	}
	for i, a := range ordered {
		for j, b := range ordered {
			if got, want := a.Compare(b), compareInts(i, j); got != want {
				t.Errorf("%v.Compare(%v) = %d, want %d", a, b, got, want)
			}
		}
		if a.IsZero() != (i == 0) {
			t.Errorf("%v.IsZero() = %t", a, a.IsZero())
		}
	}
}

func compareInts(a, b int) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Compare is an order: only equal ranges compare equal, and what is sorted by
// it stays in that order.
func TestCompareRangesIsAnOrder(t *testing.T) {
	order := func(ranges []tf.Range) bool {
		slices.SortFunc(ranges, tf.Range.Compare)
		for i, a := range ranges {
			for j, b := range ranges {
				c := a.Compare(b)
				if c != -b.Compare(a) || (c == 0) != (a == b) || i < j && c > 0 {
					return false
				}
			}
		}
		return true
	}
	if err := quick.Check(order, nil); err != nil {
		t.Error(err)
	}
}

func TestSortSymbols(t *testing.T) {
	a, b := symbol.Symbol{Address: "a", Attr: "x"}, symbol.Symbol{Address: "b"}
	other := symbol.Symbol{Address: "a", Attr: "y"}
	got := tf.SortSymbols([]symbol.Symbol{b, other, a, b, a})
	if diff := cmp.Diff([]symbol.Symbol{a, other, b}, got); diff != "" {
		t.Errorf("symbols (-want +got):\n%s", diff)
	}
}
