package cloudfront_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/planload"
	"github.com/no403/no403/symbol"
)

// state returns the model of a state: AWS has chosen every value, and nothing
// refers to anything. The resources are given as type, name and values.
func state(t *testing.T, resources ...[3]string) *cloudfront.Model {
	t.Helper()
	var all []string
	for _, r := range resources {
		all = append(all, fmt.Sprintf(`{"address":"%[1]s.%[2]s","mode":"managed","type":%[1]q,"name":%[2]q,"values":%[3]s}`, r[0], r[1], r[2]))
	}
	cfg, err := planload.Load("state.json", strings.NewReader(`{"format_version":"1.0","values":{"root_module":{"resources":[`+strings.Join(all, ",")+`]}}}`))
	if err != nil {
		t.Fatal(err)
	}
	return cloudfront.New(cfg)
}

// What a state does not link by references goes by the values.
func TestState(t *testing.T) {
	const arn = "arn:aws:cloudfront::111122223333:distribution/EDFDVBD6EXAMPLE"
	m := state(t,
		[3]string{"aws_s3_bucket", "b", `{"id":"example-bucket","bucket":"example-bucket","arn":"arn:aws:s3:::example-bucket"}`},
		[3]string{"aws_s3_bucket_policy", "b", `{"bucket":"example-bucket","policy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"cloudfront.amazonaws.com\"},\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::example-bucket/*\",\"Condition\":{\"StringEquals\":{\"AWS:SourceArn\":\"` + arn + `\",\"AWS:SourceAccount\":\"111122223333\"}}}]}"}`},
		[3]string{"aws_cloudfront_origin_access_control", "c", `{"id":"E2QWRUHEXAMPLE","origin_access_control_origin_type":"s3","signing_behavior":"always"}`},
		[3]string{"aws_cloudfront_origin_request_policy", "p", `{"id":"11111111-2222-3333-4444-555555555555","headers_config":[{"header_behavior":"whitelist","headers":[{"items":["Host"]}]}]}`},
		[3]string{"aws_wafv2_web_acl", "w", `{"id":"w","arn":"arn:aws:wafv2:us-east-1:111122223333:global/webacl/w/1","default_action":[{"block":[{}],"allow":[]}],"rule":[]}`},
		[3]string{"aws_route53_zone", "z", `{"id":"Z1","zone_id":"Z1","name":"example.com"}`},
		[3]string{"aws_route53_record", "r", `{"zone_id":"Z1","name":"www","type":"A","alias":[{"name":"d111111abcdef8.cloudfront.net"}]}`},
		[3]string{"aws_cloudfront_distribution", "d", `{"id":"EDFDVBD6EXAMPLE","arn":"` + arn + `","domain_name":"d111111abcdef8.cloudfront.net","aliases":[],
			"web_acl_id":"arn:aws:wafv2:us-east-1:111122223333:global/webacl/w/1",
			"origin":[{"origin_id":"s3","domain_name":"example-bucket.s3.us-east-1.amazonaws.com","origin_access_control_id":"E2QWRUHEXAMPLE","origin_path":""}],
			"default_cache_behavior":[{"target_origin_id":"s3","origin_request_policy_id":"11111111-2222-3333-4444-555555555555"}]}`})
	d := m.Distributions[0]
	if got := d.Lists(symbol.Literal("d111111abcdef8.cloudfront.net")); got != yes {
		t.Errorf("it lists its own name: %v", got)
	}
	if got := hosts(d); len(got) != 1 || got[0] != "www.example.com" {
		t.Errorf("hosts %v", got)
	}
	if got, _ := d.DefaultBehavior().Forwards("Host"); got != yes {
		t.Errorf("Host is forwarded: %v", got)
	}
	if answer, _ := d.AskWebACL(get("/app.js")); answer.Denied != yes || answer.Reach != cloudfront.Everyone {
		t.Errorf("web ACL %+v", answer)
	}
	if who, _, _ := d.Origins[0].Signer(); who != cloudfront.AccessControl {
		t.Errorf("signer %v", who)
	}
	if answer := d.Origins[0].S3Read(get("/app.js")); answer.Verdict != cloudfront.Granted {
		t.Errorf("verdict %d because %s", answer.Verdict, answer.Because)
	}
}
