package cloudfront

// managedPolicies are the origin request policies and cache policies that AWS
// manages. See
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html and
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html.
var managedPolicies = []struct {
	name, id string
	headers  headerSet
}{
	{"AllViewer", "216adef6-5c7f-47e4-b989-5492eafa07d3", headerSet{all: true}},
	{"AllViewerAndCloudFrontHeaders-2022-06", "33f36d7e-f396-46d9-90e0-52428a34d9dc", headerSet{all: true}},
	{"AllViewerExceptHostHeader", "b689b0a8-53d0-40ab-baf2-68738e2966ac", headerSet{all: true, except: []string{"Host"}}},
	{"CORS-CustomOrigin", "59781a5b-3903-41f3-afcb-af62929ccde1", headerSet{names: []string{"Origin"}}},
	{"CORS-S3Origin", "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf", headerSet{names: corsHeaders}},
	{"Elemental-MediaTailor-PersonalizedManifests", "775133bc-15f2-49f9-abea-afb2e0bf67d2", headerSet{names: append([]string{"User-Agent", "X-Forwarded-For"}, corsHeaders...)}},
	{"HostHeaderOnly", "bf0718e1-ba1e-49d1-88b1-f726733018ae", headerSet{names: []string{"Host"}}},
	{"UserAgentRefererHeaders", "acba4595-bd28-49b8-b9fe-13317c0390fa", headerSet{names: []string{"User-Agent", "Referer"}}},

	{"Amplify", "2e54312d-136d-493c-8eb9-b001f22f67d2", headerSet{names: []string{"Authorization", "Host", "CloudFront-Viewer-Country"}}},
	{"CachingDisabled", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", headerSet{}},
	{"CachingOptimized", "658327ea-f89d-4fab-a63d-7e88639e58f6", headerSet{}},
	{"CachingOptimizedForUncompressedObjects", "b2884449-e4de-46a7-ac36-70bc7f1ddd6d", headerSet{}},
	{"Elemental-MediaPackage", "08627262-05a9-4f76-9ded-b50ca2e3a84f", headerSet{names: []string{"Origin"}}},
	{"UseOriginCacheControlHeaders", "83da9c7e-98b4-4e11-a168-04f0df8e2c65", headerSet{names: originCacheHeaders}},
	{"UseOriginCacheControlHeaders-QueryStrings", "4cc15a8a-d715-48a4-82b8-cc0b614638fe", headerSet{names: originCacheHeaders}},
}

var (
	corsHeaders        = []string{"Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method"}
	originCacheHeaders = []string{"Host", "Origin", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"}
)

// ManagedPolicy returns the id of the policy that AWS manages under a name, empty
// without one.
func ManagedPolicy(name string) (id string) {
	for _, p := range managedPolicies {
		if p.name == name {
			return p.id
		}
	}
	return ""
}
