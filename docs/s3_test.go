// Package docs_test makes the pages that are not about one rule, so nothing in
// them can drift from what the program says.
package docs_test

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/symbol"
)

var update = flag.Bool("update", false, "rewrite the pages")

// fewest is how many rows the table has at least.
const fewest = 200

func TestS3(t *testing.T) {
	rows := rowsOf(t)
	if len(rows) < fewest {
		t.Fatalf("the table has %d rows, want %d", len(rows), fewest)
	}
	page := pageOf(rows)
	if *update {
		if err := os.WriteFile("s3.md", []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	committed, err := os.ReadFile("s3.md")
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(committed), page); diff != "" {
		t.Errorf("s3.md is not current: run \"go test ./docs -update\" (-committed +current):\n%s", diff)
	}
}

// An option is one value of a dimension: its name in the table, what it means,
// and the Terraform that makes it.
type option struct{ name, about, source string }

// An access is an endpoint of the bucket and how CloudFront asks it.
type access struct {
	title, about string
	origin       string // what the origin block says
	fitting      grant  // what lets these requests in
}

// A policy is what the bucket policy says. Some say it to those who ask.
type policy struct {
	name, about string
	statements  func(fitting grant) []string
}

// A grant is for whom a statement is, and when.
type grant struct{ principal, condition string }

const objects = `["${aws_s3_bucket.site.arn}/*"]`

// to binds a grant for CloudFront to a distribution.
func to(distribution string) grant {
	return grant{`{ Service = "cloudfront.amazonaws.com" }`, `StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.` + distribution + `.arn }`}
}

var (
	toIdentity = grant{`{ AWS = aws_cloudfront_origin_access_identity.site.iam_arn }`, ""}
	toEveryone = grant{`"*"`, ""}
)

func (g grant) allows() string { return statement("Allow", g, `"s3:GetObject"`, objects) }

// deny writes a statement as people copy it, about everybody and everything.
func deny(condition string) string {
	return statement("Deny", grant{`"*"`, condition}, `"s3:*"`, `[aws_s3_bucket.site.arn, "${aws_s3_bucket.site.arn}/*"]`)
}

func statement(effect string, g grant, action, resource string) string {
	return fmt.Sprintf("{ Effect = %q, Principal = %s, Action = %s, Resource = %s, Condition = { %s } }", effect, g.principal, action, resource, g.condition)
}

const (
	restDomain = "domain_name = aws_s3_bucket.site.bucket_regional_domain_name\n"
	webDomain  = "domain_name = aws_s3_bucket_website_configuration.site.website_endpoint\n"
)

var (
	always = access{
		"REST endpoint, origin access control that always signs",
		"CloudFront signs as the service principal `cloudfront.amazonaws.com`, always over HTTPS. A public access block does not touch services.",
		restDomain + `origin_access_control_id = aws_cloudfront_origin_access_control.always.id`, to("site"),
	}
	never = access{
		"REST endpoint, origin access control that never signs",
		"CloudFront asks as anybody would, over the protocol of the viewer.",
		restDomain + `origin_access_control_id = aws_cloudfront_origin_access_control.never.id`, toEveryone,
	}
	identity = access{
		"REST endpoint, origin access identity",
		"CloudFront signs as the identity, over the protocol of the viewer. An identity cannot use keys of AWS KMS.",
		restDomain + `s3_origin_config {
			origin_access_identity = aws_cloudfront_origin_access_identity.site.cloudfront_access_identity_path
		}`, toIdentity,
	}
	nothing = access{
		"REST endpoint, no access control",
		"CloudFront asks as anybody would, over the protocol of the viewer.",
		restDomain, toEveryone,
	}
	website = access{
		"Website endpoint, no access control",
		"The endpoint knows neither signatures nor TLS: it serves what anybody may read over plain HTTP.",
		webDomain + `custom_origin_config {
			http_port              = 80
			https_port             = 443
			origin_protocol_policy = "http-only"
			origin_ssl_protocols   = ["TLSv1.2"]
		}`, toEveryone,
	}
)

var accesses = []access{always, never, identity, nothing, website}

// Names that the facts and the exceptions below ask for.
const (
	public     = "public"
	withTLS    = "TLS only"
	blockOn    = "on"
	blockOff   = "off"
	ownOfS3    = "S3"
	keyAdmits  = "KMS, key admits CloudFront"
	keyRefuses = "KMS, key does not"
	keyOfAWS   = "KMS, key of AWS"
)

var policies = []policy{
	{"none", "the bucket has no policy", func(grant) []string { return nil }},
	{
		"this distribution", "`cloudfront.amazonaws.com` may read when `AWS:SourceArn` is the ARN of the distribution",
		func(grant) []string { return []string{to("site").allows()} },
	},
	{
		"another distribution", "the same with the ARN of another distribution",
		func(grant) []string { return []string{to("other").allows()} },
	},
	{
		"identity", "the origin access identity may read",
		func(grant) []string { return []string{toIdentity.allows()} },
	},
	{public, "everybody may read", func(grant) []string { return []string{toEveryone.allows()} }},
	{
		withTLS, "the grant that fits, and a Deny for everybody when `aws:SecureTransport` is `false`",
		func(g grant) []string {
			return []string{g.allows(), deny(`Bool = { "aws:SecureTransport" = "false" }`)}
		},
	},
	{
		"VPC endpoint only", "the grant that fits, and a Deny for everybody unless `aws:SourceVpce` is a certain one",
		func(g grant) []string {
			return []string{g.allows(), deny(`StringNotEquals = { "aws:SourceVpce" = "vpce-1a2b3c4d" }`)}
		},
	},
	{
		// S3 does not store s3:GetObject alone on the ARN of a bucket.
		"bucket without `/*`", "the grant that fits, with `s3:Get*`, on the ARN of the bucket instead of that of its objects",
		func(g grant) []string {
			return []string{statement("Allow", g, `"s3:Get*"`, `[aws_s3_bucket.site.arn]`)}
		},
	},
}

var blocks = []option{
	{blockOn, "all four flags are on", block("true")},
	{blockOff, "all four flags are off", block("false")},
	{"none", "no block is written: buckets made since April 2023 have one that is on, older ones have none", ""},
}

func block(flag string) string {
	return fmt.Sprintf(`
resource "aws_s3_bucket_public_access_block" "site" {
  bucket                  = aws_s3_bucket.site.id
  block_public_acls       = %[1]s
  block_public_policy     = %[1]s
  ignore_public_acls      = %[1]s
  restrict_public_buckets = %[1]s
}
`, flag)
}

var encryptions = []option{
	{ownOfS3, "S3's default, without AWS KMS", ""},
	{
		keyAdmits, "a key of the account whose policy lets `cloudfront.amazonaws.com` decrypt for the distribution",
		encrypt(`kms_master_key_id = aws_kms_key.site.arn`) + key(statement("Allow", to("site"), `"kms:Decrypt"`, `"*"`)),
	},
	{
		keyRefuses, "a key of the account whose policy speaks of the account only",
		encrypt(`kms_master_key_id = aws_kms_key.site.arn`) + key(),
	},
	{keyOfAWS, "the key that AWS manages, because none is named", encrypt("")},
}

func encrypt(key string) string {
	return fmt.Sprintf(`
resource "aws_s3_bucket_server_side_encryption_configuration" "site" {
  bucket = aws_s3_bucket.site.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
      %s
    }
  }
}
`, key)
}

func key(statements ...string) string {
	account := statement("Allow", grant{principal: `{ AWS = "arn:aws:iam::111122223333:root" }`}, `"kms:*"`, `"*"`)
	return fmt.Sprintf(`
resource "aws_kms_key" "site" {
  policy = %s
}
`, document(append([]string{account}, statements...)))
}

func document(statements []string) string {
	return "jsonencode({ Version = \"2012-10-17\", Statement = [\n" + strings.Join(statements, ",\n") + "\n] })"
}

// around is what every combination has.
const around = `
resource "aws_s3_bucket" "site" {
  bucket = "example-site"
}

resource "aws_s3_bucket_website_configuration" "site" {
  bucket = aws_s3_bucket.site.id
  index_document {
    suffix = "index.html"
  }
}

resource "aws_cloudfront_origin_access_control" "always" {
  name                              = "always"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_origin_access_control" "never" {
  name                              = "never"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "never"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_origin_access_identity" "site" {}

resource "aws_cloudfront_distribution" "other" {
  enabled = false
}

resource "aws_cloudfront_distribution" "site" {
  enabled             = true
  default_root_object = "index.html"
  origin {
    origin_id = "site"
    %s
  }
  default_cache_behavior {
    target_origin_id       = "site"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6" # Managed-CachingOptimized
  }
  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }
  viewer_certificate {
    cloudfront_default_certificate = true
  }
}
`

// A combination has one value of each dimension.
type combination struct {
	access            access
	policy            policy
	block, encryption option
}

// combinations returns all that AWS lets be.
func combinations() []combination {
	var all []combination
	for _, a := range accesses {
		for _, p := range policies {
			for _, b := range blocks {
				for _, e := range encryptions {
					if c := (combination{a, p, b, e}); !c.refused() {
						all = append(all, c)
					}
				}
			}
		}
	}
	return all
}

// refused reports whether S3 refuses to store the policy, because it is public
// and a block is on. The policy that is nothing but public stays in the table:
// it may be older than the block.
func (c combination) refused() bool {
	return c.block.name == blockOn && c.policy.name != public && c.isPublic()
}

// isPublic reports whether a statement of the policy is for everybody.
func (c combination) isPublic() bool {
	return slices.ContainsFunc(c.policy.statements(c.access.fitting), func(s string) bool {
		return strings.HasPrefix(s, `{ Effect = "Allow", Principal = "*"`)
	})
}

// terraform returns the source of a root with the combination.
func (c combination) terraform() string {
	source := fmt.Sprintf(around, c.access.origin) + c.block.source + c.encryption.source
	if statements := c.policy.statements(c.access.fitting); len(statements) > 0 {
		source += fmt.Sprintf("\nresource \"aws_s3_bucket_policy\" \"site\" {\n  bucket = aws_s3_bucket.site.id\n  policy = %s\n}\n", document(statements))
	}
	return source
}

// String names the combination in the messages of the test.
func (c combination) String() string {
	return strings.Join([]string{c.access.title, c.policy.name, c.block.name, c.encryption.name}, " / ")
}

// The pages of AWS for what no rule reports.
const (
	guide          = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/"
	restrictAccess = guide + "private-content-restricting-access-to-s3.html"
	publicAccess   = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"
)

// A fact decides that an object is handed over, or that it is not known.
type fact struct {
	says, url string
	decides   func(combination) bool
}

// facts has the nearer ones first: a row links to the first that decides.
var facts = []fact{
	{
		"A key of AWS KMS lets CloudFront in by its policy, which names the service and the distribution.",
		restrictAccess + "#oac-permissions-sse-kms",
		func(c combination) bool { return c.encryption.name != ownOfS3 },
	},
	{
		"Without origin access control that signs, CloudFront asks S3 over the protocol of the viewer, here HTTPS.",
		guide + "RequestAndResponseBehaviorS3Origin.html#RequestS3Protocol",
		func(c combination) bool { return c.policy.name == withTLS && c.access.title != always.title },
	},
	{
		"A block that restricts public buckets leaves services and the account of the bucket alone; it does not speak of identities.",
		publicAccess,
		func(c combination) bool { return c.isPublic() && c.block.name != blockOff },
	},
	{
		"The principal `*` is everybody, those who sign too.",
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
		func(c combination) bool { return c.isPublic() && c.access.fitting != toEveryone },
	},
	{
		"A website endpoint serves what a policy makes public when the block is off.",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteAccessPermissionsReqd.html",
		func(c combination) bool { return c.access.title == website.title },
	},
	{
		"An origin access control that never signs needs a public bucket.",
		restrictAccess + "#oac-advanced-settings-s3",
		func(c combination) bool { return c.access.title == never.title },
	},
	{
		"Objects have to be public unless access control secures them.",
		guide + "DownloadDistValuesOrigin.html",
		func(c combination) bool { return c.access.title == nothing.title },
	},
	{
		"A bucket policy lets CloudFront in by the service and the distribution, or by the identity.",
		restrictAccess,
		func(combination) bool { return true },
	},
}

// An answer is what S3 does with a request, in the words of the table.
type answer string

// The answers.
const (
	handedOver answer = "handed over"
	denied     answer = "403"
	likely     answer = "likely 403"
	notKnown   answer = "not known"
)

// A row is a combination and what the program says of it.
type row struct {
	combination
	answer answer
	// doubt says why the answer is not certain.
	doubt string
	rule  *lint.Rule
	// then reports what would refuse the request next.
	then *lint.Rule
	url  string
}

func rowsOf(t *testing.T) []row {
	t.Helper()
	var rows []row
	for _, c := range combinations() {
		rows = append(rows, rowOf(t, c))
	}
	return rows
}

// rowOf asks the model what S3 does, and the rules what they report.
func rowOf(t *testing.T, c combination) row {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(c.terraform()), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg := hclload.Load(dir, hclload.Options{})
	d := cloudfront.New(cfg).Distribution("aws_cloudfront_distribution.site")
	request := cloudfront.Request{Method: "GET", Scheme: "https", Host: d.DomainName(), Path: "/app.js"}
	said := d.Origins[0].S3Read(request)
	report := lint.Run(cfg, rules.All())
	for _, diagnostic := range report.Diagnostics {
		t.Errorf("%s: the Terraform of the test: %s", c, diagnostic)
	}
	findings := aboutS3(report)
	r := row{combination: c}
	switch {
	case said.Verdict == cloudfront.NotKnown || said.Verdict == cloudfront.Granted && said.KeyUsable == symbol.Unknown:
		r.answer, r.doubt = notKnown, cmp.Or(said.KeyUnknown, said.Because)
	case said.Verdict == cloudfront.Granted:
		r.answer = handedOver
	case allDeny(findings, d, request) && (len(findings) == 1 && said.Then == nil || len(findings) == 2 && said.Then != nil):
		first := slices.IndexFunc(findings, func(f lint.Finding) bool { return said.Then == nil || !isAboutKeys(f) })
		r.refuse(findings[first], said)
		if said.Then != nil {
			r.then = findings[1-first].Rule
		}
		return r
	default:
		t.Fatalf("%s: %d findings, want those of this request for verdict %d (%s)", c, len(findings), said.Verdict, said.Because)
	}
	if len(findings) > 0 {
		t.Errorf("%s: %s reports what is %s", c, findings[0].Rule.Slug, r.answer)
	}
	r.url = facts[slices.IndexFunc(facts, func(f fact) bool { return f.decides(c) })].url
	return r
}

// allDeny reports whether the rules of all findings deny a request.
func allDeny(findings []lint.Finding, d *cloudfront.Distribution, r cloudfront.Request) bool {
	return !slices.ContainsFunc(findings, func(f lint.Finding) bool { return f.Rule.Check(d, r).Answer != lint.Denied })
}

func isAboutKeys(f lint.Finding) bool { return strings.HasPrefix(f.Rule.Slug, "kms-") }

// refuse notes the finding that reports the refusal.
func (r *row) refuse(f lint.Finding, said cloudfront.S3Answer) {
	r.rule, r.url, r.answer = f.Rule, f.Rule.Sources[0], denied
	switch {
	case !said.Certain:
		r.answer, r.doubt = likely, "unless "+said.Unless
	case f.Severity < lint.Error:
		r.answer, r.doubt = likely, whyWarning(f.Rule)
	}
}

// whyWarning returns why a rule never reports an error, in its own words.
func whyWarning(r *lint.Rule) string {
	_, why, _ := strings.Cut(r.About, "It is a warning because ")
	return cmp.Or(strings.TrimSuffix(why, "."), "see the page of ["+r.Slug+"]")
}

// aboutS3 returns the findings of the rules about S3 and its keys.
func aboutS3(r *lint.Report) []lint.Finding {
	return slices.DeleteFunc(r.Findings, func(f lint.Finding) bool {
		return !strings.HasPrefix(f.Rule.Slug, "s3-") && !strings.HasPrefix(f.Rule.Slug, "kms-")
	})
}

const introduction = `# What S3 answers to CloudFront

What S3 does when CloudFront asks it for an object that exists, for every combination of endpoint, access
control, bucket policy, public access block and encryption that AWS lets be. The viewer asks with GET over
HTTPS, and the object is encrypted as its bucket says. The configuration sets no ACLs and no public access
block of the account.

The page is generated: for each row a test writes the Terraform, asks the model that the rules ask, and
looks which rule reports it. After a change, run ` + "`go test ./docs -update`" + `.

`

const reading = `## How to read it

- **handed over**: S3 answers with the object. The link is the page that says why it may.
- **403**: S3 refuses. The rule reports it as an error; the link is its first source.
- **likely 403**: S3 refuses, but the rule only warns, for the reason with the number.
- **not known**: the configuration and the pages of AWS together do not decide, for the reason with the
  number. No rule reports it. It does not mean that the object is handed over: viewers may get 403.

The reasons:

`

// pageOf composes the page.
func pageOf(rows []row) string {
	var p bytes.Buffer
	p.WriteString(introduction)
	fmt.Fprintf(&p, "%d rows: %s.\n\n%s", len(rows), tally(rows), reading)
	reasons := reasonsOf(rows)
	for i, reason := range reasons {
		fmt.Fprintf(&p, "%d. %s\n", i+1, reason)
	}
	writeWords(&p)
	for _, a := range accesses {
		writeSection(&p, a, rows, reasons)
	}
	writeEntrances(&p)
	writeFacts(&p)
	writeLinks(&p, rows)
	return p.String()
}

// tally counts the rows of each answer.
func tally(rows []row) string {
	count := make(map[answer]int)
	for _, r := range rows {
		count[r.answer]++
	}
	var parts []string
	for _, a := range []answer{handedOver, denied, likely, notKnown} {
		parts = append(parts, fmt.Sprintf("%d %s", count[a], a))
	}
	return strings.Join(parts, ", ")
}

// reasonsOf returns why answers are not certain, each once.
func reasonsOf(rows []row) []string {
	var reasons []string
	for _, r := range rows {
		if r.doubt != "" && !slices.Contains(reasons, r.doubt) {
			reasons = append(reasons, r.doubt)
		}
	}
	return reasons
}

// writeWords explains the words of the columns.
func writeWords(p *bytes.Buffer) {
	p.WriteString("\n## The columns\n\nThe policy:\n\n")
	for _, o := range policies {
		fmt.Fprintf(p, "- **%s**: %s\n", o.name, o.about)
	}
	p.WriteString("\nThe grant that fits is for the distribution, for the identity, or for everybody where CloudFront does not sign.\n")
	writeOptions(p, "The public access block of the bucket", blocks)
	p.WriteString("\nS3 refuses to store a public policy while a block is on, so these rows are left out, but for the policy that is\nnothing but public: it may be older than the block.\n")
	writeOptions(p, "The encryption", encryptions)
}

func writeOptions(p *bytes.Buffer, title string, options []option) {
	fmt.Fprintf(p, "\n%s:\n\n", title)
	for _, o := range options {
		fmt.Fprintf(p, "- **%s**: %s\n", o.name, o.about)
	}
}

// writeSection writes the table of an endpoint and an access.
func writeSection(p *bytes.Buffer, a access, rows []row, reasons []string) {
	fmt.Fprintf(p, "\n## %s\n\n%s\n\n", a.title, a.about)
	p.WriteString("| policy | public access block | encryption | answer | rule | AWS says |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, r := range rows {
		if r.access.title != a.title {
			continue
		}
		says, rule := string(r.answer), ""
		if i := slices.Index(reasons, r.doubt); i >= 0 {
			says += fmt.Sprintf(" (%d)", i+1)
		}
		if r.rule != nil {
			rule = "[" + r.rule.Slug + "]"
		}
		if r.then != nil {
			rule += ", [" + r.then.Slug + "]"
		}
		fmt.Fprintf(p, "| %s | %s | %s | %s | %s | [%s] |\n", r.policy.name, r.block.name, r.encryption.name, says, rule, nameOf(r.url))
	}
}

// writeFacts lists what lets CloudFront in.
func writeFacts(p *bytes.Buffer) {
	p.WriteString("\n## What decides where no rule reports anything\n\n")
	for _, f := range facts {
		fmt.Fprintf(p, "- %s [%s]\n", f.says, nameOf(f.url))
	}
}

// writeLinks defines the links, which keeps the tables short.
func writeLinks(p *bytes.Buffer, rows []row) {
	links := make(map[string]string)
	for _, f := range facts {
		links[nameOf(f.url)] = f.url
	}
	for _, r := range rows {
		links[nameOf(r.url)] = r.url
		if r.rule != nil {
			links[r.rule.Slug] = "rules/" + r.rule.Slug + ".md"
		}
	}
	p.WriteString("\n")
	for _, name := range slices.Sorted(maps.Keys(links)) {
		fmt.Fprintf(p, "[%s]: %s\n", name, links[name])
	}
}

// nameOf returns what a page of AWS is called in its address.
func nameOf(url string) string {
	page, section, found := strings.Cut(path.Base(url), "#")
	page = strings.TrimSuffix(page, ".html")
	if found {
		page += "#" + section
	}
	return page
}
