package cloudfront_test

import (
	"testing"

	"github.com/no403/no403/cloudfront"
)

// What a behavior is for shows in its names.
func TestAudienceOfPattern(t *testing.T) {
	for pattern, want := range map[string]cloudfront.Audience{
		"/api/*": cloudfront.API, "/v1/*": cloudfront.API, "/graphql": cloudfront.API, "/rest/v2/*": cloudfront.API,
		"/static/*": cloudfront.Assets, "/assets/*": cloudfront.Assets, "*.js": cloudfront.Assets, "/img/*.png": cloudfront.Assets, "/_next/static/*": cloudfront.Assets,
		"/blog/*": cloudfront.Pages, "/*.html": cloudfront.Pages, "/members/*": cloudfront.Pages, "/apiary/*": cloudfront.Pages,
	} {
		if got := distribution(t, ordered(pattern)).Behaviors[0].Audience(); got != want {
			t.Errorf("%s is for %d, want %d", pattern, got, want)
		}
	}
}

func TestAudienceOfDefault(t *testing.T) {
	const bucket = "origin {\n origin_id = \"o\"\n domain_name = \"example.s3.us-east-1.amazonaws.com\"\n}\ndefault_cache_behavior {\n target_origin_id = \"o\"\n}\n"
	const api = "origin {\n origin_id = \"o\"\n domain_name = \"abcdef1234.execute-api.us-east-1.amazonaws.com\"\n}\ndefault_cache_behavior {\n target_origin_id = \"o\"\n}\n"
	for name, tc := range map[string]struct {
		content string
		want    cloudfront.Audience
	}{
		"a name that people type":    {bucket + `aliases = ["www.example.com"]`, cloudfront.Pages},
		"the name of a domain":       {bucket + `aliases = ["example.com"]`, cloudfront.Pages},
		"a name for assets":          {bucket + `aliases = ["cdn.example.com"]`, cloudfront.Assets},
		"a name for an API":          {api + `aliases = ["api.example.com"]`, cloudfront.API},
		"names for both":             {bucket + `aliases = ["cdn.example.com", "www.example.com"]`, cloudfront.Pages},
		"assets with a page":         {bucket + "aliases = [\"cdn.example.com\"]\ndefault_root_object = \"index.html\"", cloudfront.Pages},
		"assets with an error page":  {bucket + "aliases = [\"cdn.example.com\"]\n" + page(404, "/404.html"), cloudfront.Pages},
		"a bucket without a name":    {bucket, cloudfront.Assets},
		"an API without a name":      {api, cloudfront.API},
		"a server without any names": {"default_cache_behavior {}", cloudfront.Pages},
	} {
		t.Run(name, func(t *testing.T) {
			if got := distribution(t, tc.content).DefaultBehavior().Audience(); got != tc.want {
				t.Errorf("got %d, want %d", got, tc.want)
			}
		})
	}
}

func TestSinglePageApp(t *testing.T) {
	for comment, want := range map[string]string{"React app": "React", "our SPA": "SPA", "a single-page application": "single-page", "spacious reactions": "", "": ""} {
		if got := distribution(t, "comment = \""+comment+"\"\ndefault_cache_behavior {}").DefaultBehavior().SinglePageApp(); got != want {
			t.Errorf("%q: got %q", comment, got)
		}
	}
}
