package cloudfront_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/cloudfront"
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
