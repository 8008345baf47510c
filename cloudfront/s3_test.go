package cloudfront_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/no403/no403/cloudfront"
)

// Origins that read the bucket "b" in the ways that there are.
const (
	withControl  = "domain_name = aws_s3_bucket.b.bucket_regional_domain_name\norigin_access_control_id = aws_cloudfront_origin_access_control.c.id"
	withIdentity = "domain_name = aws_s3_bucket.b.bucket_regional_domain_name\ns3_origin_config {\n origin_access_identity = aws_cloudfront_origin_access_identity.i.cloudfront_access_identity_path\n}"
	unsigned     = "domain_name = aws_s3_bucket.b.bucket_regional_domain_name"
	website      = "domain_name = aws_s3_bucket.b.website_endpoint\ncustom_origin_config {\n http_port = 80\n}"
)

// around is what the origins and the policies of the tests refer to.
const around = `
	resource "aws_s3_bucket" "b" { bucket = "example-bucket" }
	resource "aws_cloudfront_origin_access_control" "c" {
		origin_access_control_origin_type = "s3"
		signing_behavior                  = "always"
		signing_protocol                  = "sigv4"
	}
	resource "aws_cloudfront_origin_access_identity" "i" {}
	resource "aws_cloudfront_origin_access_identity" "other" {}
	resource "aws_cloudfront_distribution" "other" {}
	data "aws_caller_identity" "me" {}`

// policy writes the policy of the bucket.
func policy(statements ...string) string {
	return "resource \"aws_s3_bucket_policy\" \"p\" {\n bucket = aws_s3_bucket.b.id\n policy = jsonencode({ Version = \"2012-10-17\", Statement = [\n" +
		strings.Join(statements, ",\n") + "\n] })\n}\n"
}

// allow and deny write a statement about s3:GetObject on every object.
func allow(principal, condition string) string { return statement("Allow", principal, condition) }

func deny(condition string) string { return statement("Deny", `"*"`, condition) }

func statement(effect, principal, condition string) string {
	return `{ Effect = "` + effect + `", Principal = ` + principal + `, Action = "s3:GetObject", Resource = "${aws_s3_bucket.b.arn}/*", Condition = { ` + condition + ` } }`
}

// allowOn writes a statement for everyone about an action and a resource.
func allowOn(action, resource string) string {
	return `{ Effect = "Allow", Principal = "*", Action = "` + action + `", Resource = ` + resource + ` }`
}

const (
	service       = `{ Service = "cloudfront.amazonaws.com" }`
	everyone      = `"*"`
	sourceARN     = `StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.d.arn }`
	publicOff     = "resource \"aws_s3_bucket_public_access_block\" \"b\" {\n bucket = aws_s3_bucket.b.id\n}\n"
	publicBlocked = "resource \"aws_s3_bucket_public_access_block\" \"b\" {\n bucket = aws_s3_bucket.b.id\n restrict_public_buckets = true\n}\n"
	enforced      = "resource \"aws_s3_bucket_ownership_controls\" \"b\" {\n bucket = aws_s3_bucket.b.id\n rule {\n object_ownership = \"BucketOwnerEnforced\"\n}\n}\n"
)

type readCase struct {
	origin, others string
	want           cloudfront.Verdict
}

func testReads(t *testing.T, cases map[string]readCase) {
	t.Helper()
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			answer := originOf(t, tc.origin, around, tc.others).S3Read(get("/app.js"))
			if answer.Verdict != tc.want || answer.Because == "" {
				t.Errorf("verdict %d, want %d, because %s", answer.Verdict, tc.want, answer.Because)
			}
		})
	}
}

// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html.
func TestReadWithAccessControl(t *testing.T) {
	condition := func(operator, key, value string) string {
		return policy(allow(service, operator+` = { "`+key+`" = `+value+` }`))
	}
	testReads(t, map[string]readCase{
		"granted":                {withControl, policy(allow(service, sourceARN)), cloudfront.Granted},
		"to every distribution":  {withControl, policy(allow(service, "")), cloudfront.Granted},
		"to everyone":            {withControl, policy(allow(everyone, "")), cloudfront.Granted},
		"to accounts of AWS":     {withControl, policy(allow(`{ AWS = "*" }`, "")), cloudfront.Granted},
		"by another policy form": {withControl, "resource \"aws_s3_bucket_policy\" \"p\" {\n bucket = \"example-bucket\"\n policy = data.aws_iam_policy_document.p.json\n}\ndata \"aws_iam_policy_document\" \"p\" {\n statement {\n actions = [\"s3:GetObject\"]\n resources = [\"arn:aws:s3:::example-bucket/*\"]\n principals {\n type = \"Service\"\n identifiers = [\"cloudfront.amazonaws.com\"]\n}\n}\n}", cloudfront.Granted},
		"any ARN":                {withControl, condition("ArnLike", "aws:SourceArn", `"arn:aws:cloudfront::*:distribution/*"`), cloudfront.Granted},
		"ARN put together":       {withControl, condition("StringEquals", "aws:SourceArn", `"arn:aws:cloudfront::${data.aws_caller_identity.me.account_id}:distribution/${aws_cloudfront_distribution.d.id}"`), cloudfront.Granted},
		"own account":            {withControl, condition("StringEquals", "AWS:SourceAccount", "data.aws_caller_identity.me.account_id"), cloudfront.Granted},
		"some account":           {withControl, condition("StringEquals", "AWS:SourceAccount", `"111122223333"`), cloudfront.NotKnown},

		"another distribution": {withControl, condition("StringEquals", "AWS:SourceArn", "aws_cloudfront_distribution.other.arn"), cloudfront.GrantsAnother},
		"id instead of ARN":    {withControl, condition("StringEquals", "AWS:SourceArn", "aws_cloudfront_distribution.d.id"), cloudfront.GrantsAnother},
		// Only ArnLike and StringLike know wildcards.
		"star that is none": {withControl, condition("StringEquals", "aws:SourceArn", `"arn:aws:cloudfront::*:distribution/*"`), cloudfront.GrantsAnother},
		"an identity":       {withControl, policy(allow("{ AWS = aws_cloudfront_origin_access_identity.i.iam_arn }", "")), cloudfront.GrantsAnother},

		"no policy":             {withControl, "", cloudfront.NoGrant},
		"to an account":         {withControl, policy(allow(`{ AWS = "arn:aws:iam::111122223333:root" }`, "")), cloudfront.NoGrant},
		"to another service":    {withControl, policy(allow(`{ Service = "logging.s3.amazonaws.com" }`, "")), cloudfront.NoGrant},
		"for another action":    {withControl, policy(allowOn("s3:ListBucket", "aws_s3_bucket.b.arn")), cloudfront.NoGrant},
		"for the bucket itself": {withControl, policy(allowOn("s3:GetObject", "aws_s3_bucket.b.arn")), cloudfront.NoGrant},
		"for another bucket":    {withControl, policy(allowOn("s3:GetObject", `"arn:aws:s3:::other-bucket/*"`)), cloudfront.NoGrant},
		// No such key comes with the requests of CloudFront.
		"within a VPC": {withControl, condition("StringEquals", "aws:SourceVpce", `"vpce-1a2b3c4d"`), cloudfront.NoGrant},

		"denied":             {withControl, policy(allow(service, sourceARN), deny("")), cloudfront.DeniedOutright},
		"denied outside VPC": {withControl, policy(allow(service, sourceARN), deny(`StringNotEquals = { "aws:SourceVpce" = "vpce-1a2b3c4d" }`)), cloudfront.DeniedOutright},
		"denied outside org": {withControl, policy(allow(service, sourceARN), deny(`StringNotEquals = { "aws:PrincipalOrgID" = "o-exampleorgid" }`)), cloudfront.DeniedOutright},
		"denied to others":   {withControl, policy(allow(service, sourceARN), deny(`Bool = { "aws:PrincipalIsAWSService" = "false" }`)), cloudfront.Granted},
		"denied without TLS": {withControl, policy(allow(service, sourceARN), deny(`Bool = { "aws:SecureTransport" = "false" }`)), cloudfront.Granted},
		// The address is that of an edge location, never of the viewer.
		"denied by public address":  {withControl, policy(allow(service, sourceARN), deny(`NotIpAddress = { "aws:SourceIp" = "130.176.0.0/16" }`)), cloudfront.NotKnown},
		"denied by private address": {withControl, policy(allow(service, sourceARN), deny(`NotIpAddress = { "aws:SourceIp" = "10.0.0.0/8" }`)), cloudfront.DeniedOutright},
		"perhaps denied, no grant":  {withControl, policy(deny(`NotIpAddress = { "aws:SourceIp" = "130.176.0.0/16" }`)), cloudfront.NoGrant},

		// Viewers may ask for nothing but these.
		"for some objects":   {withControl, policy(allowOn("s3:GetObject", `"${aws_s3_bucket.b.arn}/public/*"`)), cloudfront.NotKnown},
		"policy not known":   {withControl, "resource \"aws_s3_bucket_policy\" \"p\" {\n bucket = aws_s3_bucket.b.id\n policy = upper(aws_s3_bucket.b.acl)\n}", cloudfront.NotKnown},
		"policy of what":     {withControl, "resource \"aws_s3_bucket_policy\" \"p\" {\n bucket = upper(aws_s3_bucket.b.acl)\n policy = \"{}\"\n}", cloudfront.NotKnown},
		"two that disagree":  {withControl, policy(allow(service, sourceARN)) + strings.Replace(policy(deny("")), `"p"`, `"q"`, 1), cloudfront.PoliciesDiffer},
		"two that agree":     {withControl, policy(allow(service, sourceARN)) + strings.Replace(policy(allow(everyone, "")), `"p"`, `"q"`, 1), cloudfront.Granted},
		"public and blocked": {withControl, policy(allow(everyone, "")) + publicBlocked, cloudfront.Granted}, // for all but services
	})
}

func TestReadWithIdentity(t *testing.T) {
	testReads(t, map[string]readCase{
		"by ARN":            {withIdentity, policy(allow("{ AWS = aws_cloudfront_origin_access_identity.i.iam_arn }", "")), cloudfront.Granted},
		"by put together":   {withIdentity, policy(allow(`{ AWS = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${aws_cloudfront_origin_access_identity.i.id}" }`, "")), cloudfront.Granted},
		"by canonical user": {withIdentity, policy(allow("{ CanonicalUser = aws_cloudfront_origin_access_identity.i.s3_canonical_user_id }", "")), cloudfront.Granted},
		"among others":      {withIdentity, policy(allow("{ AWS = [aws_cloudfront_origin_access_identity.other.iam_arn, aws_cloudfront_origin_access_identity.i.iam_arn] }", "")), cloudfront.Granted},
		"another":           {withIdentity, policy(allow("{ AWS = aws_cloudfront_origin_access_identity.other.iam_arn }", "")), cloudfront.GrantsAnother},
		"access control":    {withIdentity, policy(allow(service, sourceARN)), cloudfront.GrantsAnother},
		"no policy":         {withIdentity, "", cloudfront.NoGrant},
		"an account":        {withIdentity, policy(allow(`{ AWS = "111122223333" }`, "")), cloudfront.NoGrant},
		"not a service":     {withIdentity, policy(allow("{ AWS = aws_cloudfront_origin_access_identity.i.iam_arn }", ""), deny(`Bool = { "aws:PrincipalIsAWSService" = "false" }`)), cloudfront.DeniedOutright},
		"https":             {withIdentity, policy(allow("{ AWS = aws_cloudfront_origin_access_identity.i.iam_arn }", ""), deny(`Bool = { "aws:SecureTransport" = "false" }`)), cloudfront.Granted},
	})
}

// An identity asks S3 over the protocol of the viewer, access control always
// over https.
func TestReadOverHTTP(t *testing.T) {
	const grants = `{ AWS = aws_cloudfront_origin_access_identity.i.iam_arn }`
	for origin, want := range map[string]cloudfront.Verdict{withIdentity: cloudfront.DeniedOutright, withControl: cloudfront.Granted} {
		r := get("/app.js")
		r.Scheme = "http"
		o := originOf(t, origin, around, policy(allow(grants, ""), allow(service, sourceARN), deny(`Bool = { "aws:SecureTransport" = "false" }`)))
		if answer := o.S3Read(r); answer.Verdict != want {
			t.Errorf("verdict %d, want %d, because %s", answer.Verdict, want, answer.Because)
		}
	}
}

// Without a signature S3 hands over only what is public.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteAccessPermissionsReqd.html.
func TestReadUnsigned(t *testing.T) {
	const referer = `StringEquals = { "aws:Referer" = "secret" }`
	header := func(value string) string {
		return website + "\ncustom_header {\n name = \"Referer\"\n value = \"" + value + "\"\n}"
	}
	public := policy(allow(everyone, ""))
	testReads(t, map[string]readCase{
		"public":                     {unsigned, public + publicOff, cloudfront.Granted},
		"public website":             {website, public + publicOff, cloudfront.Granted},
		"blocked":                    {unsigned, public + publicBlocked, cloudfront.PublicBlocked},
		"blocked website":            {website, public + publicBlocked, cloudfront.PublicBlocked},
		"blocked as new buckets are": {unsigned, public, cloudfront.PublicBlocked},
		"blocked for the account":    {unsigned, public + publicOff + "resource \"aws_s3_account_public_access_block\" \"a\" {\n restrict_public_buckets = true\n}", cloudfront.PublicBlocked},
		"no policy":                  {unsigned, enforced, cloudfront.NotPublic},
		"no policy, website":         {website, enforced, cloudfront.NotPublic},
		"for the service":            {website, policy(allow(service, sourceARN)) + enforced, cloudfront.NotPublic},
		"for an identity":            {unsigned, policy(allow("{ AWS = aws_cloudfront_origin_access_identity.i.iam_arn }", "")) + enforced, cloudfront.NotPublic},
		"denied":                     {unsigned, policy(allow(everyone, ""), deny("")) + publicOff, cloudfront.DeniedOutright},
		// A website endpoint speaks http only.
		"denied without TLS":          {unsigned, policy(allow(everyone, ""), deny(`Bool = { "aws:SecureTransport" = "false" }`)) + publicOff, cloudfront.Granted},
		"denied without TLS, website": {website, policy(allow(everyone, ""), deny(`Bool = { "aws:SecureTransport" = "false" }`)) + publicOff, cloudfront.DeniedOutright},
		// An anonymous request has no such key, and Bool needs one.
		"denied to others": {unsigned, policy(allow(everyone, ""), deny(`Bool = { "aws:PrincipalIsAWSService" = "false" }`)) + publicOff, cloudfront.Granted},
		// A secret in the Referer does not keep the policy from being public.
		"referer":          {header("secret"), policy(allow(everyone, referer)) + publicOff, cloudfront.Granted},
		"wrong referer":    {header("other"), policy(allow(everyone, referer)) + publicOff + enforced, cloudfront.NotPublic},
		"no referer":       {website, policy(allow(everyone, referer)) + publicOff + enforced, cloudfront.NotPublic},
		"referer, blocked": {header("secret"), policy(allow(everyone, referer)) + publicBlocked, cloudfront.PublicBlocked},
		// Whoever uploads an object may make it public.
		"ACLs of objects": {unsigned, "resource \"aws_s3_bucket_ownership_controls\" \"b\" {\n bucket = aws_s3_bucket.b.id\n rule {\n object_ownership = \"ObjectWriter\"\n}\n}\n", cloudfront.NotKnown},
	})
}

func TestReadElsewhere(t *testing.T) {
	testReads(t, map[string]readCase{
		"bucket of another configuration":  {`domain_name = "other.s3.us-east-1.amazonaws.com"`, "", cloudfront.NotKnown},
		"bucket looked up":                 {"domain_name = data.aws_s3_bucket.x.bucket_regional_domain_name", "data \"aws_s3_bucket\" \"x\" {\n bucket = \"other\"\n}", cloudfront.NotKnown},
		"no bucket":                        {`domain_name = "origin.example.com"`, "", cloudfront.NotKnown},
		"control of another configuration": {unsigned + "\norigin_access_control_id = \"E2QWRUHEXAMPLE\"", "", cloudfront.NotKnown},
	})
}

// What only the account knows leaves a verdict open.
func TestUncertain(t *testing.T) {
	for name, tc := range map[string]struct {
		origin, others string
		certain        bool
	}{
		"no grant":              {withControl, "", true},
		"blocked":               {unsigned, policy(allow(everyone, "")) + publicBlocked, true},
		"blocked by default":    {unsigned, policy(allow(everyone, "")), false},
		"not public":            {unsigned, enforced, true},
		"not public by default": {unsigned, "", false},
	} {
		answer := originOf(t, tc.origin, around, tc.others).S3Read(get("/app.js"))
		if answer.Certain != tc.certain || (answer.Unless == "") != tc.certain {
			t.Errorf("%s: certain %v, unless %q", name, answer.Certain, answer.Unless)
		}
	}
}

// The key is the origin path and the path of the request, or the root object.
func TestKeyOfObject(t *testing.T) {
	for _, tc := range []struct {
		content, resource, path string
		want                    cloudfront.Verdict
	}{
		{"", "/*", "/a/b.js", cloudfront.Granted},
		{"origin_path = \"/site\"", "/site/*", "/app.js", cloudfront.Granted},
		{"origin_path = \"/site\"", "/*", "/app.js", cloudfront.Granted},
		{"origin_path = \"/site\"", "/other/*", "/app.js", cloudfront.NoGrant},
		{"origin_path = \"/site\"", "/site", "/app.js", cloudfront.NoGrant},
		{"", "/app.js", "/app.js", cloudfront.Granted},
		{"", "/index.html", "/", cloudfront.Granted},
		{"origin_path = \"/site\"", "/site/index.html", "/", cloudfront.Granted},
	} {
		d := distribution(t, `
			default_root_object = "index.html"
			origin {
				origin_id = "o"
				`+withControl+"\n"+tc.content+`
			}
			default_cache_behavior { target_origin_id = "o" }`,
			around, policy(allowOn("s3:GetObject", `"${aws_s3_bucket.b.arn}`+tc.resource+`"`)))
		if answer := d.Origins[0].S3Read(get(tc.path)); answer.Verdict != tc.want {
			t.Errorf("%s with %s on %s: verdict %d, because %s", tc.path, tc.content, tc.resource, answer.Verdict, answer.Because)
		}
	}
}

// A behavior asks for no other objects than those of its pattern.
func TestObjectsOfBehavior(t *testing.T) {
	for resource, want := range map[string]cloudfront.Verdict{
		"/img/*": cloudfront.Granted, "/*": cloudfront.Granted, "/*.png": cloudfront.NotKnown, "/css/*": cloudfront.NoGrant,
	} {
		d := distribution(t, `
			origin {
				origin_id = "o"
				`+withControl+`
			}
			ordered_cache_behavior {
				path_pattern     = "/img/*"
				target_origin_id = "o"
			}
			default_cache_behavior { target_origin_id = "o" }`,
			around, policy(allowOn("s3:GetObject", `"${aws_s3_bucket.b.arn}`+resource+`"`)))
		if answer := d.Origins[0].S3Read(get("/img/a.jpg")); answer.Verdict != want {
			t.Errorf("%s: verdict %d, because %s", resource, answer.Verdict, answer.Because)
		}
	}
}

// Without override, a request that brings its own Authorization may not be
// signed.
func TestAuthorizationOfViewer(t *testing.T) {
	for behavior, want := range map[string]cloudfront.Verdict{"always": cloudfront.Granted, "no-override": cloudfront.NotKnown} {
		r := get("/app.js")
		r.Headers = map[string]string{"authorization": "Basic dXNlcjpwYXNz"}
		o := originOf(t, withControl, strings.Replace(around, `"always"`, strconv.Quote(behavior), 1), policy(allow(service, sourceARN)))
		if answer := o.S3Read(r); answer.Verdict != want {
			t.Errorf("%s: verdict %d, want %d, because %s", behavior, answer.Verdict, want, answer.Because)
		}
	}
}

// A permission to write is one of its own.
func TestWrite(t *testing.T) {
	for method, want := range map[string]cloudfront.Verdict{"PUT": cloudfront.Granted, "DELETE": cloudfront.NoGrant} {
		r := get("/app.js")
		r.Method = method
		o := originOf(t, withControl, around, policy(allowOn("s3:PutObject", `"${aws_s3_bucket.b.arn}/*"`)))
		if answer := o.S3Write(r); answer.Verdict != want {
			t.Errorf("%s: verdict %d, want %d, because %s", method, answer.Verdict, want, answer.Because)
		}
	}
}
