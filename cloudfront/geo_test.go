package cloudfront_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
)

func restricted(kind, locations string) string {
	return fmt.Sprintf("restrictions {\n geo_restriction {\n restriction_type = %s\n locations = %s\n}\n}", kind, locations)
}

// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html.
func TestGeoRestriction(t *testing.T) {
	for name, tc := range map[string]struct {
		content string
		admits  map[string]bool // nil when there is no restriction
		known   bool
	}{
		"allow list":          {restricted(`"whitelist"`, `["DE", "AT"]`), map[string]bool{"DE": true, "AT": true, "at": true, "US": false, "": false}, true},
		"block list":          {restricted(`"blacklist"`, `["KP", "US"]`), map[string]bool{"KP": false, "US": false, "DE": true, "": true}, true},
		"empty allow list":    {restricted(`"whitelist"`, `[]`), map[string]bool{"DE": false, "": false}, true},
		"empty block list":    {restricted(`"blacklist"`, `[]`), map[string]bool{"DE": true}, true},
		"codes in lower case": {restricted(`"whitelist"`, `["de"]`), map[string]bool{"DE": false}, true},
		"none":                {restricted(`"none"`, `[]`), nil, true},
		"none with countries": {restricted(`"none"`, `["DE"]`), nil, true},
		"no block":            {"", nil, true},
		"country not known":   {restricted(`"whitelist"`, `["DE", aws_s3_bucket.b.acl]`), map[string]bool{"DE": true}, false},
		"type not known":      {restricted(`aws_s3_bucket.b.acl`, `["DE"]`), nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			geo, known := distribution(t, tc.content, `resource "aws_s3_bucket" "b" {}`).GeoRestriction()
			if known != tc.known || (geo != nil) != (tc.admits != nil) {
				t.Fatalf("got %+v, known %v", geo, known)
			}
			for country, want := range tc.admits {
				if got := geo.Admits(country); got != want {
					t.Errorf("%q is let in: %v", country, got)
				}
			}
		})
	}
}

func TestValidCountries(t *testing.T) {
	geo, _ := distribution(t, restricted(`"whitelist"`, `["UK", "gb", "GB", "EU", "DEU", "DE", ""]`)).GeoRestriction()
	if diff := cmp.Diff([]string{"DE", "GB"}, geo.ValidCountries()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for code, want := range map[string]bool{
		"DE": true, "US": true, "AX": true, "ZW": true, "AD": true,
		"UK": false, "EU": false, "SU": false, "de": false, "D": false, "DEU": false, "": false, "  ": false, "E ": false,
	} {
		if got := cloudfront.IsCountry(code); got != want {
			t.Errorf("%q is a country: %v", code, got)
		}
	}
}

// Entries that are no codes let nobody in, whomever they mean.
func TestWrongCodes(t *testing.T) {
	for _, tc := range []struct {
		list  string
		wrong map[string][]string
	}{
		{`["DE", "AT"]`, map[string][]string{}},
		{`["UK", "IE"]`, map[string][]string{"UK": {"GB"}}},
		{`["UK", "GB"]`, map[string][]string{"UK": {}}},
		{`["de", "Fr"]`, map[string][]string{"de": {"DE"}, "Fr": {"FR"}}},
		{`["US", "CAN"]`, map[string][]string{"CAN": {"CA"}}},
		{`["ZZ", ""]`, map[string][]string{"ZZ": {}, "": {}}},
	} {
		geo, _ := distribution(t, restricted(`"whitelist"`, tc.list)).GeoRestriction()
		got := make(map[string][]string)
		for _, w := range geo.WrongCodes() {
			got[w.Written] = append([]string{}, w.Means...)
			for _, c := range w.Means {
				if !geo.Means(c) {
					t.Errorf("%s does not mean %s", tc.list, c)
				}
			}
		}
		if diff := cmp.Diff(tc.wrong, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.list, diff)
		}
	}
	geo, _ := distribution(t, restricted(`"whitelist"`, `["EU", "AT"]`)).GeoRestriction()
	if !geo.Means("FR") || geo.Means("AT") || geo.Means("CH") {
		t.Error("EU means its other member states")
	}
	if geo, _ := distribution(t, restricted(`"blacklist"`, `["UK"]`)).GeoRestriction(); geo.Means("GB") {
		t.Error("a block list lets nobody in")
	}
}

func TestHome(t *testing.T) {
	for host, want := range map[string]string{
		"example.de": "DE", "www.example.de": "DE", "any.example.co.uk": "GB", "mydev.example.fr": "FR", "international.example.at": "AT",
		"example.com": "", "example.io": "", "example.be": "", "de": "", "": "",
		"dev.example.de": "", "dev2.example.de": "", "shop-staging.example.de": "", "admin.example.de": "",
	} {
		if got := cloudfront.Home(symbol.Literal(host)); got != want {
			t.Errorf("%s is for %q, want %q", host, got, want)
		}
	}
	if got := cloudfront.Home(symbol.Parse("www." + symbol.Token(symbol.Symbol{Address: "var.domain"}, 0))); got != "" {
		t.Errorf("a name that is not known is for %q", got)
	}
}
