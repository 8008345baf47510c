package cloudfront_test

import (
	"testing"

	"github.com/no403/no403/symbol"
)

// rule writes a rule of a web ACL.
func rule(content string) string {
	return "rule {\n name = \"r\"\n priority = 1\n" + content + "\n}\n"
}

const blockDefault = "default_action {\n block {}\n}\n"

// See https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-default-action.html.
func TestWebACLDefaultAction(t *testing.T) {
	for name, tc := range map[string]struct {
		content string
		blocks  symbol.Truth
	}{
		"allow": {"default_action {\n allow {}\n}", no},
		"block": {blockDefault, yes},
		// A custom response may have another status.
		"block with 403":     {"default_action {\n block {\n custom_response {\n response_code = 403\n}\n}\n}", yes},
		"block with 404":     {"default_action {\n block {\n custom_response {\n response_code = 404\n}\n}\n}", no},
		"block with unknown": {"default_action {\n block {\n custom_response {\n response_code = aws_s3_bucket.b.acl\n}\n}\n}", unknown},
		"not known":          {"dynamic \"default_action\" {\n for_each = split(\",\", aws_s3_bucket.b.acl)\n content {}\n}", unknown},
	} {
		t.Run(name, func(t *testing.T) {
			d := distribution(t, "web_acl_id = aws_wafv2_web_acl.w.arn",
				"resource \"aws_wafv2_web_acl\" \"w\" {\n"+tc.content+"\n}", `resource "aws_s3_bucket" "b" {}`)
			acl, at, known := d.WebACL()
			if acl == nil || !known || at.Path != "web_acl_id" {
				t.Fatalf("got %v, %v, %v", acl, at, known)
			}
			if answer, _ := d.AskWebACL(get("/")); answer.Denied != tc.blocks {
				t.Errorf("denied %v, want %v", answer.Denied, tc.blocks)
			}
		})
	}
}

// See https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html.
func TestWebACLRules(t *testing.T) {
	const managed = "override_action {\n none {}\n}\nstatement {\n managed_rule_group_statement {\n vendor_name = \"AWS\"\n name = \"AWSManagedRulesCommonRuleSet\"\n"
	const override = "rule_action_override {\n name = \"NoUserAgent_HEADER\"\n action_to_use {\n "
	for name, tc := range map[string]struct {
		rules, others string
		denied        symbol.Truth // by the default action
	}{
		"none":                     {"", "", yes},
		"allow":                    {rule("action {\n allow {}\n}"), "", unknown},
		"block":                    {rule("action {\n block {}\n}"), "", yes},
		"count":                    {rule("action {\n count {}\n}"), "", yes},
		"captcha":                  {rule("action {\n captcha {}\n}"), "", yes},
		"block, then allow":        {rule("action {\n block {}\n}") + rule("action {\n allow {}\n}"), "", unknown},
		"managed group":            {rule(managed + "}\n}"), "", yes},
		"managed group, to count":  {rule(managed + override + "count {}\n}\n}\n}\n}"), "", yes},
		"managed group, to allow":  {rule(managed + override + "allow {}\n}\n}\n}\n}"), "", unknown},
		"group":                    {rule("override_action {\n none {}\n}\nstatement {\n rule_group_reference_statement {\n arn = \"arn:aws:wafv2:us-east-1:111122223333:global/rulegroup/g/1\"\n}\n}"), "", unknown},
		"rules not known":          {"dynamic \"rule\" {\n for_each = split(\",\", aws_s3_bucket.b.acl)\n content {}\n}", "", unknown},
		"rules as JSON":            {"rule_json = \"[]\"", "", unknown},
		"rules of other resources": {"", "resource \"aws_wafv2_web_acl_rule\" \"r\" {\n web_acl_arn = aws_wafv2_web_acl.w.arn\n}", unknown},
	} {
		t.Run(name, func(t *testing.T) {
			d := distribution(t, "web_acl_id = aws_wafv2_web_acl.w.arn",
				"resource \"aws_wafv2_web_acl\" \"w\" {\n"+blockDefault+tc.rules+"\n}", tc.others, `resource "aws_s3_bucket" "b" {}`)
			answer, known := d.AskWebACL(get("/"))
			if !known || answer.Denied != tc.denied || answer.Denied == unknown && answer.Because == "" {
				t.Errorf("denied %v (%s), want %v", answer.Denied, answer.Because, tc.denied)
			}
		})
	}
}

// See https://docs.aws.amazon.com/waf/latest/developerguide/classic-cloudfront-features.html.
func TestClassicWebACL(t *testing.T) {
	for name, tc := range map[string]struct {
		content string
		denied  symbol.Truth
	}{
		"allow":             {"default_action {\n type = \"ALLOW\"\n}", no},
		"block":             {"default_action {\n type = \"BLOCK\"\n}", yes},
		"block, allow rule": {"default_action {\n type = \"BLOCK\"\n}\nrules {\n action {\n type = \"ALLOW\"\n}\n}", unknown},
		"block, block rule": {"default_action {\n type = \"BLOCK\"\n}\nrules {\n action {\n type = \"BLOCK\"\n}\n}", yes},
		"block, group":      {"default_action {\n type = \"BLOCK\"\n}\nrules {\n type = \"GROUP\"\n override_action {\n type = \"NONE\"\n}\n}", unknown},
	} {
		t.Run(name, func(t *testing.T) {
			answer, known := distribution(t, "web_acl_id = aws_waf_web_acl.w.id",
				"resource \"aws_waf_web_acl\" \"w\" {\n"+tc.content+"\n}").AskWebACL(get("/"))
			if !known || answer.Denied != tc.denied {
				t.Errorf("denied %v (%s), known %v", answer.Denied, answer.Because, known)
			}
		})
	}
}

func TestWebACLElsewhere(t *testing.T) {
	for id, known := range map[string]bool{
		`null`: true,
		`""`:   true,
		`"arn:aws:wafv2:us-east-1:111122223333:global/webacl/w/1"`: false,
		`data.aws_wafv2_web_acl.w.arn`:                             false,
	} {
		d := distribution(t, "web_acl_id = "+id, "data \"aws_wafv2_web_acl\" \"w\" {\n name = \"w\"\n scope = \"CLOUDFRONT\"\n}")
		if acl, _, got := d.WebACL(); acl != nil || got != known {
			t.Errorf("%s: got %v, known %v", id, acl, got)
		}
	}
}
