package docs_test

// A cause is one documented reason for a 403, or something that looks like
// one, by the name that the catalogue in testdata/causes.txt gives it.
type cause struct {
	slug string
	// what happens, for people.
	what string
	// rules report it. Without any, why says why nothing is reported.
	rules []string
	why   string
}

func by(rules ...string) []string { return rules }

// A part of the catalogue.
type part struct {
	title  string
	causes []cause
}

// causes has every cause of the catalogue.
var causes = []part{
	{"Names", []cause{
		{"alias-dns-name-not-on-distribution", "A record sends a name to CloudFront, and no distribution lists it.", by("alias-missing"), ""},
		{"alias-apex-or-www-missing", "Of example.com and www.example.com one is listed, and records exist for both.", by("alias-missing"), ""},
		{"alias-more-specific-elsewhere", "Another distribution lists the name more closely, and answers.", nil, "The request is asked of the distribution that answers: its own rules report what denies it."},
		{"alias-route53-to-wrong-distribution-kind", "A record leads to a name that serves no viewers.", by("alias-missing"), ""},
	}},
	{"Viewer protocol and methods", []cause{
		{"viewer-https-only", "A behavior takes https only, and a request comes over http.", by("https-only"), ""},
		{"viewer-redirect-non-get", "A request that writes comes over http in HTTP/1.0, which cannot be redirected.", nil, "It depends on the version of HTTP that the client speaks, which no configuration shows."},
		{"method-not-allowed", "The behavior does not allow the method.", by("method-not-allowed"), ""},
		{"method-options-missing-cors", "CORS is set up, and the behavior does not allow OPTIONS.", by("preflight-not-allowed"), ""},
		{"method-path-shadowed", "An earlier behavior takes the paths of a later one.", by("behavior-shadowed"), ""},
		{"get-with-body", "A GET request has a body.", nil, "Only the client knows."},
	}},
	{"Countries", []cause{
		{"geo-blocked-countries", "The geo restriction keeps out the country of the viewer.", by("geo-restriction"), ""},
		{"geo-empty-whitelist", "The allow list holds no country.", by("geo-nobody-allowed"), ""},
		{"geo-whitelist-excludes-own-traffic", "The allow list leaves out a country that the site is for.", by("geo-own-country-blocked"), ""},
		{"geo-wrong-code", "A code in the list names no country.", by("geo-code-wrong"), ""},
	}},
	{"Web ACLs", []cause{
		{"waf-default-block", "The web ACL blocks by default.", by("web-acl-default-block"), ""},
		{"waf-rule-block", "A rule of the web ACL blocks the request.", by("web-acl-blocks", "web-acl-blocks-behavior", "web-acl-blocks-allowed-country"), ""},
		{"waf-not-statement-empty-allowlist", "A rule blocks whoever is not in an IP set, and the set is empty.", by("web-acl-blocks-everyone"), ""},
		{"waf-managed-rule-groups", "A rule of a managed group blocks the request.", nil, "What the rules of a managed group find in a request is not in this input: whether they block is unknown."},
		{"waf-rate-based", "A viewer makes more requests than a rate-based rule lets through.", nil, "No single request is denied: it depends on how many come before."},
		{"waf-on-origin", "The web ACL of a load balancer or an API blocks what CloudFront sends.", by("origin-web-acl-blocks"), ""},
		{"waf-classic", "A web ACL of AWS WAF Classic blocks the request.", by("web-acl-default-block"), ""},
	}},
	{"Signatures", []cause{
		{"signed-required", "The behavior wants a signature, and the request has none.", by("signed-only", "sign-in-page-signed"), ""},
		{"signed-default-behaviour-hides-public-files", "The whole site wants signatures, the public pages too.", by("signatures-misplaced", "public-path-signed", "sign-in-page-signed"), ""},
		{"signed-key-group-empty-or-unused-key", "The application signs with a key that the behavior does not trust.", by("signing-key-not-trusted"), ""},
		{"signed-trusted-signers-legacy", "The behavior trusts accounts, which have no key pairs.", by("signed-only"), ""},
		{"signed-options-preflight", "A preflight comes to a signed-only behavior without a cookie.", nil, "AWS does not document it, and a signed URL carries its signature along."},
		{"signed-query-changed", "A query string is added after the URL was signed.", nil, "It happens when URLs are made and used, which no configuration shows."},
	}},
	{"S3", []cause{
		{"s3-rest-no-oac-no-oai-private", "CloudFront does not sign, and the bucket is private.", by("s3-not-public"), ""},
		{"s3-oac-policy-missing", "No statement lets CloudFront read.", by("s3-policy-missing"), ""},
		{"s3-oac-source-arn-mismatch", "The statement names another distribution or account.", by("s3-policy-names-another"), ""},
		{"s3-oac-shared-bucket-second-distribution", "Two distributions read a bucket, and its policy names one.", by("s3-policy-names-another"), ""},
		{"s3-oac-wrong-principal", "The statement is for the other way of signing.", by("s3-policy-names-another", "s3-policy-missing"), ""},
		{"s3-oai-policy-missing-or-wrong-oai", "No statement lets the origin access identity read.", by("s3-policy-missing", "s3-policy-names-another"), ""},
		{"s3-oac-signing-never", "The origin access control never signs, and the bucket is private.", by("s3-not-public"), ""},
		{"s3-oac-no-override-authorization", "The viewer's own Authorization takes the place of the signature.", nil, "It depends on the viewer's header: trace with --header \"Authorization: …\" answers that it is not known."},
		{"s3-oac-type-mismatch", "The origin access control is for another kind of origin.", nil, "AWS does not document what the origin answers."},
		{"s3-host-header-forwarded", "The viewer's Host goes to S3, which takes it for the name of a bucket.", by("host-header-to-s3"), ""},
		{"s3-opt-in-region-oai", "An origin access identity reads a bucket in a region that does not know them.", nil, "AWS documents that it does not work, not that the answer is 403."},
		{"s3-global-endpoint-new-region", "The bucket is asked at the global endpoint, which does not know its region.", nil, "AWS documents redirects and errors for it, not 403."},
		{"s3-transfer-acceleration-or-path-style", "The origin is an endpoint that CloudFront does not take for S3.", nil, "AWS documents that it is not supported, not that the answer is 403."},
		{"s3-custom-origin-config-rest", "The bucket is a custom origin, whose requests are not signed.", by("s3-not-public"), ""},
		{"s3-default-root-object-missing", "Nothing answers for /, and S3 does not let CloudFront list the bucket.", by("root-object-missing"), ""},
		{"s3-default-root-object-leading-slash", "The default root object begins with a slash.", by("root-object-slash"), ""},
		{"s3-default-root-object-key-absent", "The default root object is not among the objects of the bucket.", by("root-object-elsewhere"), ""},
		{"s3-subdirectory-index", "A REST endpoint knows no index documents below the root.", by("missing-key-403"), ""},
		{"s3-missing-key-403-no-listbucket", "A key does not exist, and CloudFront may not list the bucket.", by("missing-key-403"), ""},
		{"s3-origin-path-wrong", "With the origin path CloudFront asks for keys that do not exist.", by("root-object-elsewhere"), ""},
		{"s3-cross-account-bucket", "The bucket belongs to another account.", nil, "Its policy is not in this input: what hangs on it is unknown, and silent."},
		{"s3-access-point-origin", "The access point does not let CloudFront in.", by("s3-access-point-refuses"), ""},
		{"s3-object-lambda-origin", "An Object Lambda access point lacks one of four permissions.", by("s3-object-lambda-refuses"), ""},
		{"s3-mrap-origin", "A multi-region access point, or one of its buckets, does not let CloudFront in.", by("s3-multi-region-refuses"), ""},
		{"s3-directory-bucket-origin", "The origin is a directory bucket, which is never public.", by("s3-directory-bucket-unsigned"), ""},
		{"s3-website-not-public", "A website endpoint serves a private bucket.", by("s3-website-not-public"), ""},
		{"s3-website-with-oac-or-oai-policy", "A website endpoint is read by a statement for origin access control.", by("s3-website-not-public"), ""},
		{"s3-website-kms", "A website endpoint serves objects encrypted with a key.", by("kms-needs-access-control"), ""},
		{"s3-website-host-forwarded", "The viewer's Host goes to a website endpoint.", nil, "S3 answers 404 for a bucket that does not exist, and serves one that has the name."},
		{"s3-policy-action-insufficient", "The statement lacks the action that the method needs.", by("s3-policy-missing", "s3-write-not-granted"), ""},
		{"s3-policy-resource-wrong", "The statement is about other objects.", by("s3-policy-missing"), ""},
		{"s3-policy-on-wrong-bucket", "The policy is on another bucket.", by("s3-policy-missing"), ""},
		{"s3-two-bucket-policies", "Two resources write the policy of one bucket.", by("s3-policies-overwrite"), ""},
		{"s3-deny-overrides", "A Deny statement matches.", by("s3-explicit-deny"), ""},
		{"s3-deny-vpce-or-ip", "A Deny statement spares VPC endpoints or addresses, and CloudFront comes from neither.", by("s3-explicit-deny"), ""},
		{"s3-deny-principal-org", "A Deny statement spares an organization, which CloudFront is not in.", by("s3-explicit-deny"), ""},
		{"s3-deny-secure-transport-http", "A Deny statement hits plain HTTP between CloudFront and S3.", by("s3-explicit-deny"), ""},
		{"s3-deny-tls-version", "A Deny statement wants a version of TLS.", by("s3-explicit-deny"), ""},
		{"s3-deny-notprincipal", "A Deny statement hits all but some principals.", by("s3-explicit-deny"), ""},
		{"s3-allow-condition-unmet", "The statement has a condition that CloudFront cannot meet.", by("s3-policy-missing", "s3-not-public", "s3-website-not-public"), ""},
		{"s3-referer-secret", "The policy wants a secret header that the origin does not send.", by("s3-not-public", "s3-website-not-public"), ""},
		{"s3-object-owned-by-other-account", "Another account owns the object, and the policy does not count for it.", by("s3-object-not-owned"), ""},
		{"s3-acl-disabled-or-ignored", "ACLs were to let viewers in, and do not count.", by("s3-not-public", "s3-website-not-public"), ""},
		{"s3-bpa-blocks-public", "A public access block takes a public policy back.", by("s3-public-access-blocked"), ""},
		{"s3-bpa-restrict-with-oai", "A public policy and a public access block keep out an origin access identity.", nil, "AWS does not document whether they do."},
		{"s3-requester-pays", "The bucket makes requesters pay.", by("s3-requester-pays"), ""},
		{"s3-archived-object", "The object is in an archive.", by("s3-object-archived"), ""},
		{"s3-cors-preflight-s3-403", "A preflight reaches a bucket without a CORS rule for it.", by("s3-preflight-refused"), ""},
	}},
	{"AWS KMS", []cause{
		{"kms-key-policy-missing-cloudfront", "The policy of the key does not let CloudFront decrypt.", by("kms-key-policy"), ""},
		{"kms-source-arn-mismatch", "The policy of the key names another distribution.", by("kms-key-policy"), ""},
		{"kms-aws-managed-key", "The objects are encrypted with the key that AWS manages.", by("kms-managed-key"), ""},
		{"kms-with-oai", "An origin access identity reads objects encrypted with a key.", by("kms-needs-access-control"), ""},
		{"kms-unsigned", "Nobody signs, and the objects are encrypted with a key.", by("kms-needs-access-control"), ""},
		{"kms-condition-excludes-cloudfront", "The policy of the key has a condition that CloudFront does not meet.", by("kms-key-policy"), ""},
	}},
	{"Custom origins", []cause{
		{"custom-origin-403", "The origin itself answers 403.", nil, "What a server answers is not in this input."},
		{"origin-custom-header-secret-mismatch", "The origin wants a secret header, and CloudFront sends none or another value.", by("listener-header-missing", "origin-web-acl-blocks"), ""},
		{"origin-group-secondary-403", "The secondary origin of a group refuses too.", by("failover-refused"), ""},
		{"mediastore-container-policy", "The policy of a MediaStore container does not let CloudFront in.", nil, "The service has been discontinued; its origins are unknown."},
		{"mediapackage-v2-policy", "The policy of a MediaPackage endpoint does not let CloudFront in.", nil, "The AWS provider has no resource for these policies."},
		{"mediapackage-cdn-auth-header", "MediaPackage wants the header of CDN authorization.", nil, "The AWS provider does not show whether an endpoint wants the header."},
		{"authorization-not-forwarded", "The origin wants Authorization, which CloudFront does not pass on.", by("api-unsigned"), ""},
	}},
	{"API Gateway", []cause{
		{"apigw-stage-missing", "The stage of the API is not in the path.", by("api-stage-missing"), ""},
		{"apigw-path-prefix-not-routed", "The API has no resource for the path of the behavior.", by("api-path-not-routed"), ""},
		{"apigw-host-forwarded", "The viewer's Host goes to API Gateway.", by("host-header-to-api-gateway"), ""},
		{"apigw-default-endpoint-disabled", "The default endpoint of the API is disabled.", by("api-endpoint-disabled"), ""},
		{"apigw-custom-domain-mapping", "No mapping of the custom domain has the path.", by("api-mapping-missing"), ""},
		{"apigw-api-key", "The API wants a key, and CloudFront sends none.", by("api-key-missing", "api-key-without-plan"), ""},
		{"apigw-iam-auth", "The API wants requests signed by IAM.", by("api-unsigned"), ""},
		{"apigw-authorizer-deny", "The authorizer of the API denies the request.", nil, "What an authorizer decides is up to its code, and a missing identity is answered with 401."},
		{"apigw-resource-policy", "The resource policy of the API keeps CloudFront out.", by("api-policy-refuses"), ""},
		{"apigw-private", "The API is private.", nil, "AWS does not document what a private API answers to requests from outside of its network."},
		{"apigw-mtls", "The custom domain wants a client certificate.", nil, "AWS documents 403 for a certificate that is not valid, not for a missing one."},
		{"apigw-gateway-response-403", "A gateway response gives other errors the status 403.", nil, "Which other errors an API answers with is up to its integrations."},
	}},
	{"Lambda function URLs", []cause{
		{"lambda-url-iam-no-oac", "The function URL wants signed requests, and CloudFront does not sign.", by("lambda-url-unsigned"), ""},
		{"lambda-url-permission-missing", "No permission lets CloudFront invoke the function.", by("lambda-url-not-granted"), ""},
		{"lambda-url-permission-mismatch", "The permission is for another distribution, alias or way.", by("lambda-url-not-granted"), ""},
		{"lambda-url-none-no-permission", "The function URL is open, and no permission lets everybody in.", by("lambda-url-not-granted"), ""},
		{"lambda-url-host-forwarded", "The viewer's Host goes to the function URL.", by("host-header-to-lambda-url"), ""},
		{"lambda-url-oac-post-payload-hash", "A request that writes lacks the hash of its body.", by("lambda-url-payload-not-hashed"), ""},
		{"lambda-web-function-optin-region", "A global endpoint of a web function leads to a region that is off.", nil, "The AWS provider has no resource for web functions."},
	}},
	{"Load balancers", []cause{
		{"alb-default-fixed-403", "The default action of the listener answers 403.", by("listener-default-403", "listener-header-missing"), ""},
		{"alb-rule-host-header-mismatch", "The rules of the listener want another Host.", by("listener-host-mismatch"), ""},
		{"alb-rule-source-ip", "The rules of the listener want other addresses than those of CloudFront.", by("listener-source-ip"), ""},
		{"alb-listener-path-403", "A rule of the listener answers 403 for the path.", by("listener-path-403"), ""},
	}},
	{"Edge code", []cause{
		{"edge-cf-function-403", "A CloudFront function answers 403.", by("function-answers-403", "function-refuses-everyone"), ""},
		{"edge-lambda-403", "A function of Lambda@Edge answers 403.", by("function-answers-403", "function-refuses-everyone"), ""},
		{"edge-function-origin-rewrite-with-oac", "A function sends the request to another origin.", nil, "AWS documents that origin access control does not support it, not that the answer is 403."},
	}},
	{"Tenants, staging, stacked distributions", []cause{
		{"waf-tenant-override", "The tenant has a web ACL of its own.", by("web-acl-default-block"), ""},
		{"tenant-domain-missing", "A name leads to a connection group, and no tenant lists it.", by("alias-missing"), ""},
		{"tenant-geo-override", "The tenant has a geo restriction of its own.", by("geo-restriction"), ""},
		{"tenant-parameter-origin", "A parameter of the tenant names an origin that refuses.", by("s3-policy-missing"), ""},
		{"s3-oac-staging-distribution", "The bucket policy does not name the staging distribution.", by("s3-policy-names-another"), ""},
		{"stacked-distributions", "The origin is another distribution, beyond what CloudFront lets follow each other.", by("distribution-chain-too-long", "inner-distribution-refuses"), ""},
		{"stacked-host-forwarded-loop", "The viewer's Host goes to another distribution.", by("host-header-to-distribution"), ""},
	}},
	{"Other", []cause{
		{"distribution-disabled", "The distribution is disabled.", nil, "AWS does not document what viewers of a disabled distribution get."},
		{"path-pattern-case-or-slash", "A path misses the pattern of a behavior by its case or a slash.", by("missing-key-403"), ""},
		{"custom-error-response-maps-to-403", "An error response gives another error the status 403.", by("error-page-403"), ""},
		{"custom-error-page-unreachable", "The page for a 403 is refused as well.", by("sign-in-page-signed"), ""},
	}},
	{"What looks like a cause, and is none", []cause{
		{"alias-wildcard-misplaced", "A star is not the whole first label of an alternate domain name.", nil, "CloudFront refuses to store it."},
		{"waf-scope-or-association-wrong", "A web ACL has the wrong scope, or is associated in the wrong way.", nil, "Another web ACL than intended counts, or none: that is no 403 by itself."},
		{"s3-website-https-to-origin", "A website endpoint is asked over https.", nil, "It does not speak https: the answer is 502 or 504."},
		{"s3-website-not-configured", "A website endpoint of a bucket that is no website.", nil, "S3 answers 404."},
		{"kms-key-disabled", "The key is disabled or deleted.", nil, "S3 answers 400."},
		{"vpc-origin-no-403", "Security groups keep CloudFront from a VPC origin.", nil, "The answer is 502 or 504."},
		{"custom-error-response-masks-403", "An error response turns 403 into a page.", nil, "It hides causes and is none; what it hides is reported as a warning."},
		{"error-caching-prolongs-403", "CloudFront keeps a 403 after its cause is gone.", nil, "It passes."},
		{"mtls-viewer-not-403", "A viewer has no client certificate.", nil, "The handshake ends before any request."},
		{"domain-fronting-421", "The names of the handshake and of the request belong to different accounts.", nil, "The answer is 421."},
	}},
}
