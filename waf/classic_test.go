package waf_test

import (
	"strings"
	"testing"
)

const classicSource = `
resource "aws_waf_ipset" "s" {
  ip_set_descriptors {
    type  = "IPV4"
    value = "192.0.2.0/24"
  }
}

resource "aws_waf_geo_match_set" "g" {
  geo_match_constraint {
    type  = "Country"
    value = "CN"
  }
}

resource "aws_waf_byte_match_set" "b" {
  byte_match_tuples {
    text_transformation   = "LOWERCASE"
    positional_constraint = "STARTS_WITH"
    target_string         = "/admin"
    field_to_match {
      type = "URI"
    }
  }
}

resource "aws_waf_rule" "r" {
  predicates {
    data_id = PREDICATE.id
    negated = NEGATED
    type    = "TYPE"
  }
}

resource "aws_waf_rate_based_rule" "r" {}

resource "aws_waf_web_acl" "w" {
  default_action {
    type = "ALLOW"
  }
  rules {
    rule_id  = KIND.r.id
    priority = 1
    action {
      type = "ACTION"
    }
  }
}
`

// See https://docs.aws.amazon.com/waf/latest/developerguide/classic-how-aws-waf-works.html.
func TestClassic(t *testing.T) {
	for _, tc := range []struct {
		name, predicate, kind, negated, action, rule string
		want                                         answers
	}{
		{"address", "aws_waf_ipset.s", "IPMatch", "false", "BLOCK", "aws_waf_rule", answers{"GET / from=192.0.2.7": "block", "GET / from=203.0.113.1": "allow", "?": "unknown"}},
		{"address, negated", "aws_waf_ipset.s", "IPMatch", "true", "BLOCK", "aws_waf_rule", answers{"GET / from=192.0.2.7": "allow", "GET / from=203.0.113.1": "block"}},
		{"country", "aws_waf_geo_match_set.g", "GeoMatch", "false", "BLOCK", "aws_waf_rule", answers{"GET / country=CN": "block", "GET / country=DE": "allow"}},
		{"string", "aws_waf_byte_match_set.b", "ByteMatch", "false", "BLOCK", "aws_waf_rule", answers{"GET /ADMIN": "block", "GET /": "allow"}},
		{"string, counted", "aws_waf_byte_match_set.b", "ByteMatch", "false", "COUNT", "aws_waf_rule", answers{"GET /ADMIN": "allow"}},
		{"another condition", "aws_waf_byte_match_set.b", "SqlInjectionMatch", "false", "BLOCK", "aws_waf_rule", answers{"GET /": "unknown"}},
		{"negation not known", "aws_waf_byte_match_set.b", "ByteMatch", "var.x", "BLOCK", "aws_waf_rule", answers{"GET /": "unknown"}},
		{"rate", "aws_waf_ipset.s", "IPMatch", "false", "BLOCK", "aws_waf_rate_based_rule", answers{"?": "allow"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			source := strings.NewReplacer("PREDICATE", tc.predicate, "TYPE", tc.kind, "NEGATED", tc.negated, "ACTION", tc.action, "KIND", tc.rule).Replace(classicSource)
			l, cfg := library(t, source+variable)
			a := l.ACL(cfg.Resource("aws_waf_web_acl.w"))
			for words, want := range tc.want {
				if answer := a.Evaluate(request(t, words)); show(answer) != want {
					t.Errorf("%s: got %s (%s), want %s", words, show(answer), answer.Because, want)
				}
			}
		})
	}
}
