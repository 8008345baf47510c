package secrets_test

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/no403/no403/secrets"
	"github.com/no403/no403/symbol"
)

func TestHide(t *testing.T) {
	const secret = `s3cr3t/"<&>+ ü`
	var s secrets.Set
	s.Add(secret)
	s.Add("-----BEGIN KEY-----\n  MIIEabcdef0123\n-----END KEY-----\n")
	s.Add("site")
	s.Add("abc")
	s.Add("prefix12" + symbol.Token(symbol.Symbol{Address: "aws_s3_bucket.b", Attr: "arn"}, 0) + "suffix12")
	quoted, err := json.Marshal(secret)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		secret, "a" + secret + "b", url.QueryEscape(secret), url.PathEscape(secret), string(quoted), "MIIEabcdef0123",
		base64.StdEncoding.EncodeToString([]byte(secret)), base64.StdEncoding.EncodeToString([]byte("user:" + secret)),
		base64.URLEncoding.EncodeToString([]byte("ab" + secret + "cd")), base64.RawStdEncoding.EncodeToString([]byte("a" + secret + "!")),
		"site", "the site.", "xprefix12y", "suffix12",
	} {
		if got := s.Hide(text); !strings.Contains(got, secrets.Shown) {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
	for _, text := range []string{"", "website", "aws_s3_bucket.site", "abc", "aws_s3_bucket.b", "something else"} {
		if got := s.Hide(text); got != text {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
}

func TestMask(t *testing.T) {
	var s secrets.Set
	s.Add("s3cr3t-s3crét")
	s.Add("site")
	for line, want := range map[string]string{
		`a = "s3cr3t-s3crét" # b`: `a = "*************" # b`,
		`a = "site"`:              `a = "****"`,
		`website = 1`:             `website = 1`,
	} {
		if got := s.Mask(line); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestReveal(t *testing.T) {
	var s secrets.Set
	s.Add("www.example.com")
	s.Reveal("www.example.com")
	s.Add("www.example.com")
	if got := s.Hide("https://www.example.com/"); got != "https://www.example.com/" {
		t.Errorf("got %q", got)
	}
}

func TestNilSet(t *testing.T) {
	var s *secrets.Set
	s.Add("s3cr3t-s3cr3t")
	s.Reveal("x")
	if got := s.Hide("s3cr3t-s3cr3t"); got != "s3cr3t-s3cr3t" {
		t.Errorf("got %q", got)
	}
}

func TestMerge(t *testing.T) {
	var a, b secrets.Set
	b.Add("s3cr3t-s3cr3t")
	a.Merge(&b)
	a.Merge(nil)
	if got := a.Hide("<s3cr3t-s3cr3t>"); got != "<(sensitive)>" {
		t.Errorf("got %q", got)
	}
}

func TestKnown(t *testing.T) {
	for _, at := range [][2]string{
		{"aws_db_instance", "password"},
		{"random_password", "result"},
		{"data.aws_ssm_parameter", "value"},
		{"aws_secretsmanager_secret_version", "secret_string"},
		{"x", "a[0].b[1].private_key"},
	} {
		if !secrets.Attribute(at[0], at[1]) {
			t.Errorf("%v is no secret", at)
		}
	}
	if secrets.Attribute("aws_s3_bucket", "bucket") || secrets.Attribute("random_pet", "result") {
		t.Error("a name is a secret")
	}
	for value, want := range map[string]bool{
		"hunter2-hunter2": true, "Zm9vYmFyYmF6": true, "SuperSecretValue": true,
		"www.example.com": false, "https://www.example.com/a1": false, "Production": false, "short1": false, "two words 12": false,
	} {
		if got := secrets.Token("origin[0].custom_header[1].value", value); got != want {
			t.Errorf("%s: %v", value, got)
		}
		if secrets.Token("origin[0].domain_name", value) {
			t.Errorf("a domain name %s is a secret", value)
		}
	}
}

// What was read twice is joined: what one reading reveals, the other may have kept.
func TestJoin(t *testing.T) {
	var first, second secrets.Set
	first.Add("correct horse")
	first.Reveal("battery staple")
	second.Add("battery staple")
	second.Add("hunter2 hunter3")
	second.Reveal("correct horse")
	first.Join(&second)
	if got, want := first.Hide("correct horse, battery staple, hunter2 hunter3"), "correct horse, battery staple, "+secrets.Shown; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if first.Encoded() != 3 {
		t.Errorf("encoded forms of %d texts are looked for, want those of 3", first.Encoded())
	}
}
