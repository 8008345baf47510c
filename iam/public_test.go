package iam

import (
	"testing"

	"github.com/no403/no403/symbol"
)

func TestPublic(t *testing.T) {
	managed := symbol.Token(symbol.Symbol{Address: "aws_cloudfront_distribution.d", Attr: "arn"}, 1)
	when := func(condition string) string {
		return `"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": {` + condition + `}`
	}
	for members, want := range map[string]symbol.Truth{
		`"Effect": "Allow", "Principal": "*", "Action": "*"`:                                        yes,
		`"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "*"`:                               yes,
		`"Effect": "Allow", "NotPrincipal": {"AWS": "` + account + `"}, "Action": "*"`:              yes,
		`"Effect": "Deny", "Principal": "*", "Action": "*"`:                                         no,
		`"Effect": "Allow", "Principal": {"Service": "s"}, "Action": "*"`:                           no,
		`"Effect": "Allow", "Principal": {"AWS": "` + token("p") + `"}, "Action": "*"`:              unknown,
		`"Effect": "` + token("e") + `", "Principal": "*", "Action": "*"`:                           unknown,
		`"Effect": "` + token("e") + `", "Principal": {"Service": "s"}, "Action": "*"`:              no,
		when(`"StringEquals": {"aws:Referer": "secret"}`):                                           yes,
		when(`"Bool": {"aws:SecureTransport": "true"}`):                                             yes,
		when(`"StringEquals": {"aws:SourceVpce": "vpce-1"}`):                                        no,
		when(`"StringEquals": {"AWS:SOURCEVPCE": ["vpce-1", "vpce-2"]}`):                            no,
		when(`"StringLike": {"aws:SourceVpc": "vpc-*"}`):                                            yes,
		when(`"StringLike": {"aws:SourceVpc": ["vpc-1", "vpc-*"]}`):                                 yes,
		when(`"StringNotEquals": {"aws:SourceVpc": "vpc-1"}`):                                       yes,
		when(`"StringEqualsIfExists": {"aws:SourceVpc": "vpc-1"}`):                                  unknown,
		when(`"StringLikeIfExists": {"aws:SourceVpc": "vpc-*"}`):                                    yes,
		when(`"Null": {"aws:SourceVpc": "false"}`):                                                  yes,
		when(`"StringEquals": {"aws:PrincipalOrgID": "o-1"}`):                                       no,
		when(`"StringEquals": {"aws:PrincipalOrgID": "${aws:x}"}`):                                  yes,
		when(`"StringEquals": {"aws:PrincipalAccount": "` + account + `"}`):                         unknown,
		when(`"ArnLike": {"aws:SourceArn": "` + distARN + `"}`):                                     no,
		when(`"ArnLike": {"aws:SourceArn": "` + managed + `"}`):                                     no,
		when(`"ArnLike": {"aws:SourceArn": "` + token("arn") + `"}`):                                unknown,
		when(`"ArnLike": {"aws:SourceArn": "arn:aws:cloudfront::*:distribution/*"}`):                yes,
		when(`"StringLike": {"s3:DataAccessPointArn": "arn:aws:s3:r:1:accesspoint/*"}`):             no,
		when(`"StringLike": {"s3:DataAccessPointArn": "arn:aws:s3:r:*:accesspoint/a"}`):             yes,
		when(`"StringLike": {"s3:DataAccessPointArn": "*"}`):                                        yes,
		when(`"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}`):                                       no,
		when(`"IpAddress": {"aws:SourceIp": ["192.0.2.1", "2001:db8::/32"]}`):                       no,
		when(`"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}`):                                          yes,
		when(`"IpAddress": {"aws:SourceIp": "2000::/16"}`):                                          yes,
		when(`"IpAddress": {"aws:SourceIp": "` + token("ip") + `"}`):                                unknown,
		when(`"Bool": {"aws:SecureTransport": "true"}, "IpAddress": {"aws:SourceIp": "192.0.2.1"}`): no,
		when(`"` + token("op") + `": {"aws:SourceVpc": "vpc-1"}`):                                   unknown,
		when(`"` + token("op") + `": {"aws:Referer": "x"}`):                                         yes,
		when(`"StringEquals": {"` + token("key") + `": "x"}`):                                       unknown,
	} {
		if got := parse(t, policyOf(`{`+members+`}`)).Public(); got != want {
			t.Errorf("%s: got %v, want %v", symbol.Strip(members), got, want)
		}
	}
}

func TestPublicIncomplete(t *testing.T) {
	unread := `"` + token("s") + `"`
	if got := parse(t, policyOf(unread, allows)).Public(); got != unknown {
		t.Errorf("unread statement beside a private one: got %v, want unknown", got)
	}
	if got := parse(t, policyOf(unread, mayAllow, allowsOther)).Public(); got != yes {
		t.Errorf("unread statement beside a public one: got %v, want true", got)
	}
}

func TestPublicWithoutVariables(t *testing.T) {
	p := parse(t, `{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*",
		"Condition": {"StringEquals": {"aws:SourceVpc": "${aws:x}"}}}}`)
	if got := p.Public(); got != no {
		t.Errorf("variables are plain text before 2012: got %v, want false", got)
	}
}
