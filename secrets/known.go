package secrets

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// plain returns an attribute path without the indexes in it, as in
// "origin[0].custom_header[1].value".
func plain(path string) string {
	if !strings.Contains(path, "[") {
		return path
	}
	for {
		before, rest, found := strings.Cut(path, "[")
		_, after, closed := strings.Cut(rest, "]")
		if !found || !closed {
			return path
		}
		path = before + after
	}
}

// last returns the last name of an attribute path, without indexes.
func last(path string) string {
	if strings.Contains(path, `"`) {
		path = plain(path) // a key may have dots
	}
	return plain(path[strings.LastIndexByte(path, '.')+1:])
}

// names are attributes that hold a secret in whatever resource they are.
var names = map[string]bool{
	"access_token": true, "api_token": true, "auth_token": true, "bcrypt_hash": true, "client_secret": true,
	"connection_string": true, "master_password": true, "passphrase": true, "password": true, "private_key": true,
	"private_key_openssh": true, "private_key_pem": true, "private_key_pem_pkcs8": true, "secret": true,
	"secret_binary": true, "secret_key": true, "secret_string": true, "ses_smtp_password_v4": true, "token": true,
}

// attributes hold a secret in one type of resource.
var attributes = map[string]string{
	"random_password":         "result",
	"aws_ssm_parameter":       "value",
	"aws_api_gateway_api_key": "value",
	"aws_kms_secrets":         "plaintext",
}

// Attribute reports whether an attribute of a resource type is known to hold a
// secret, whether or not it is marked as one.
func Attribute(kind, path string) bool {
	if names[last(path)] {
		return true
	}
	name, some := attributes[strings.TrimPrefix(kind, "data.")]
	return some && plain(path) == name
}

// tokens are attributes that hold a secret where their value looks like one: a
// header that the origin wants to see, so that nobody comes past CloudFront.
var tokens = []string{"custom_header.value", "http_header.values", "byte_match_statement.search_string"}

// Token reports whether a value of an attribute is taken for a secret that no
// mark makes one.
func Token(path, value string) bool { return MayHoldToken(path) && Opaque(value) }

// MayHoldToken reports whether Token depends on the value.
func MayHoldToken(path string) bool {
	name := "." + last(path)
	return slices.ContainsFunc(tokens, func(t string) bool {
		// Most end in another name, which takes no more than to look.
		return strings.HasSuffix(t, name) && strings.HasSuffix("."+plain(path), "."+t)
	})
}

// ConditionKey reports whether a condition key of a policy is used to hand over a
// shared secret.
func ConditionKey(key string) bool {
	switch strings.ToLower(key) {
	case "aws:referer", "aws:useragent":
		return true
	}
	return false
}

// Opaque reports whether a text looks like a secret: no name of a host, no URL
// and no word.
func Opaque(text string) bool {
	if len(text) < anywhere || strings.ContainsAny(text, " \t\n") || strings.Contains(text, "://") || strings.Contains(text, "*") || hostname().MatchString(text) {
		return false
	}
	digits := strings.ContainsAny(text, "0123456789")
	lower := strings.ToUpper(text) != text
	upper := strings.ToLower(text) != text
	return digits && (lower || upper) || lower && upper && strings.IndexFunc(text[1:], func(r rune) bool { return r >= 'A' && r <= 'Z' }) >= 0
}

// hostname matches names of hosts, with labels that begin with letters or digits.
var hostname = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}\.?$`)
})
