// Package symbol gives values that nobody knows yet an identity.
//
// Most of what decides a first deploy is unknown to Terraform too: ARNs, ids
// and domain names that AWS will choose. Such a value is written into strings
// as a token, so that "${aws_s3_bucket.b.arn}/*" stays "the ARN of that
// bucket, then /*" and can be compared with other texts that mention the same
// bucket.
package symbol

import (
	"strconv"
	"strings"
)

// A Symbol stands for one value that is not known: an attribute of a resource
// or data source, an output of a module that is not at hand, or a variable
// without a value.
type Symbol struct {
	// Address is the Terraform address of what has the value, with instance
	// keys: "module.cdn.aws_s3_bucket.b[0]", "module.cdn", "var.domain".
	Address string
	// Attr is the attribute or output, empty for a variable.
	Attr string
}

// Nameless returns a symbol for a value that no reference leads to. serial
// tells it from all others.
func Nameless(serial int) Symbol {
	return Symbol{Address: "unknown", Attr: nameless + strconv.Itoa(serial)}
}

// nameless begins the attribute of a symbol that people see without it.
const nameless = "#"

// String returns the symbol as Terraform would refer to it.
func (s Symbol) String() string {
	if s.Attr == "" || strings.HasPrefix(s.Attr, nameless) {
		return s.Address
	}
	return s.Address + "." + s.Attr
}

// Type returns the resource type of the symbol's address ("aws_s3_bucket"),
// and whether it belongs to a data source. The type is empty for anything
// that is not a resource.
func (s Symbol) Type() (resourceType string, data bool) {
	parts := splitAddress(s.Address)
	for len(parts) >= 2 && parts[0] == "module" {
		parts = parts[2:]
	}
	if len(parts) == 3 && parts[0] == "data" {
		return parts[1], true
	}
	if len(parts) != 2 {
		return "", false
	}
	switch parts[0] {
	case "var", "local", "output":
		return "", false
	}
	return parts[0], false
}

// splitAddress splits at the dots that are not inside an instance key.
func splitAddress(address string) []string {
	var parts []string
	start, quoted := 0, false
	for i := 0; i < len(address); i++ {
		switch c := address[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case c == '.' && !quoted:
			parts = append(parts, address[start:i])
			start = i + 1
		}
	}
	return append(parts, address[start:])
}

// sameKindApart reports whether two symbols certainly have different values
// because they are the same identifying attribute (ARN, id, name) of two
// different managed resources of one type.
func sameKindApart(a, b Symbol) bool {
	if a.Attr != b.Attr || a.Address == b.Address || !identifies(a.Attr) {
		return false
	}
	ta, da := a.Type()
	tb, db := b.Type()
	return ta != "" && ta == tb && !da && !db
}

// Identifies reports whether the symbol is what AWS knows a managed resource
// by: it is neither null nor empty once the resource is there.
func (s Symbol) Identifies() bool {
	t, data := s.Type()
	return t != "" && !data && identifies(s.Attr)
}

func identifies(attr string) bool {
	switch attr {
	case "arn", "id", "bucket", "domain_name", "iam_arn", "s3_canonical_user_id", "key_id", "dns_name":
		return true
	}
	return false
}

// Tokens are delimited by private-use characters. The payload keeps a capital
// and a small letter first, so that a function that changes case breaks it.
const (
	open     = '\uE000'
	closing  = '\uE001'
	split    = '\uE002'
	payload  = "sY"
	escapeTo = 0xE100 // characters that quoting would change move up here
)

// Token returns the token of s. serial tells several uses of one symbol
// apart; texts ignore it.
func Token(s Symbol, serial int) string {
	var b strings.Builder
	b.WriteRune(open)
	b.WriteString(payload)
	escape(&b, s.Address)
	b.WriteRune(split)
	escape(&b, s.Attr)
	b.WriteRune(split)
	b.WriteString(strconv.Itoa(serial))
	b.WriteRune(closing)
	return b.String()
}

func escape(b *strings.Builder, text string) {
	changed := func(r rune) bool { return r < 0x20 || strings.ContainsRune(`"\<>&$%{} /`, r) }
	if strings.IndexFunc(text, changed) < 0 {
		b.WriteString(text)
		return
	}
	for _, r := range text {
		if changed(r) {
			r += escapeTo
		}
		b.WriteRune(r)
	}
}

func unescape(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= escapeTo && r < escapeTo+0x80 {
			return r - escapeTo
		}
		return r
	}, text)
}

// Tokens returns the whole tokens in a string, as they stand there.
func Tokens(s string) []string {
	var tokens []string
	for {
		i := strings.IndexRune(s, open)
		if i < 0 {
			return tokens
		}
		s = s[i:]
		size := len(string(open))
		if _, n, ok := parseToken(s); ok {
			tokens = append(tokens, s[:n])
			size = n
		}
		s = s[size:]
	}
}

// parseToken reads the token that text starts with. size is its length in
// bytes; ok is false when text does not start with a whole token.
func parseToken(text string) (s Symbol, size int, ok bool) {
	body, found := strings.CutPrefix(text, string(open)+payload)
	if !found {
		return s, 0, false
	}
	end := strings.IndexRune(body, closing)
	if end < 0 {
		return s, 0, false
	}
	fields := strings.Split(body[:end], string(split))
	if len(fields) != 3 {
		return s, 0, false
	}
	size = len(text) - len(body) + end + len(string(closing))
	return Symbol{Address: unescape(fields[0]), Attr: unescape(fields[1])}, size, true
}
