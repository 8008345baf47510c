package fix

import "maps"

// A fixer proposes what may mend the cause of a finding, the best first. It may
// propose what does not: each proposal is tried.
type fixer func(c *cause) []*proposal

// A Kind is what mends the findings of a rule, though not every one of them.
type Kind struct {
	// Does is a clause about what the edits do.
	Does string
	// Safe tells that the edits are safe, unless what But says is so. When they are
	// not, it says why.
	Safe bool
	But  string

	propose fixer
}

const (
	keepsHost = "makes `AllViewerExceptHostHeader` the origin request policy, or takes `Host` out of the forwarded headers"
	ownPolicy = "it takes the place of a policy that the configuration makes"
	writes    = "it lets viewers write"
)

// kinds has what mends the findings of a rule, by its slug.
var kinds = map[string]Kind{
	"alias-missing": {
		"adds the name to `aliases`", true,
		"the configuration shows that the certificate lacks the name, a module would have the name to the letter, or `aliases` is not a list that is written out", addAlias,
	},
	"host-header-to-api-gateway":  {keepsHost, true, ownPolicy, keepHost},
	"host-header-to-distribution": {keepsHost, true, ownPolicy, keepHost},
	"host-header-to-lambda-url":   {keepsHost, true, ownPolicy, keepHost},
	"host-header-to-s3":           {"makes `CORS-S3Origin` the origin request policy, or takes `Host` out of the forwarded headers", true, ownPolicy, keepHost},
	"https-only":                  {"sets `viewer_protocol_policy` to `redirect-to-https`", true, "", redirectToHTTPS},
	"kms-key-policy":              {"lets the distribution call `kms:Decrypt` in the key policy", true, "", atOrigin(letDecrypt)},
	"lambda-url-not-granted":      {"adds the permissions of the distribution that the function lacks", true, "", atOrigin(letInvoke)},
	"lambda-url-unsigned":         {"gives the origin an origin access control, and the function the permissions", true, "", atOrigin(signForLambda)},
	"method-not-allowed":          {"sets `allowed_methods` to all methods", false, writes, allowAllMethods},
	"missing-key-403":             {"shows the error page for 404, or the page of the single-page application, for 403 too", true, "", mapMissingKeys},
	"preflight-not-allowed":       {"adds `OPTIONS` to `allowed_methods`", true, "the list is a local or a variable, which others may use too", allowOptions},
	"root-object-missing":         {"sets `default_root_object`", true, "", setRootObject},
	"root-object-slash":           {"takes the slash off `default_root_object`", true, "", trimRootObject},
	"s3-not-public":               {"gives the origin an origin access control, and lets the distribution read in the bucket policy", true, "", atOrigin(signForBucket)},
	"s3-policy-missing":           {"lets the distribution, or the origin access identity, read in the bucket policy", true, "", atOrigin(letRead)},
	"s3-policy-names-another":     {"names the distribution in the statement of the bucket policy, or adds a statement", true, "", atOrigin(letRead)},
	"s3-public-access-blocked":    {"sets `block_public_policy` and `restrict_public_buckets` to `false`", false, "it makes the bucket public", atOrigin(openPublicAccess)},
	"s3-write-not-granted":        {"lets the distribution write in the bucket policy", false, writes, atOrigin(letWrite)},
}

// Safety says in words whether the edits are safe.
func (k Kind) Safety() string {
	switch {
	case !k.Safe:
		return "unsafe: " + k.But
	case k.But != "":
		return "safe, unless " + k.But
	}
	return "safe"
}

// Kinds returns what mends the findings of rules, by their slugs.
func Kinds() map[string]Kind { return maps.Clone(kinds) }
