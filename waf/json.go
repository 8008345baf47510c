package waf

// addJSON adds rules that are written as JSON. Their form is that of the API of
// AWS WAF, which this program does not read: they may do anything.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/wafv2_web_acl#rule_json-1.
func (l *Library) addJSON(acl *ACL) {
	if !acl.Resource.Body.Attr("rule_json").Unset() {
		acl.incomplete = "its rules are written as JSON"
	}
}
