package functions

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/ianaindex"
)

func encodings() funcs {
	return funcs{
		"base64decode":     onString(base64Decode),
		"base64encode":     onString(base64Encode),
		"base64gzip":       unknowable("str"),
		"csvdecode":        guard(stdlib.CSVDecodeFunc, checkCSV),
		"textdecodebase64": pure(cty.String, []string{"source", "encoding"}, textDecode),
		"textencodebase64": pure(cty.String, []string{"string", "encoding"}, textEncode),
		"urlencode":        onString(urlEncode),
		"yamldecode":       yamlDecode,
		"yamlencode":       yamlEncode,
	}
}

func base64Encode(s string) (string, error) { return base64.StdEncoding.EncodeToString([]byte(s)), nil }

func urlEncode(s string) (string, error) { return url.QueryEscape(s), nil }

func base64Decode(s string) (string, error) {
	raw, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return "", fmt.Errorf("not valid base64: %w", err)
	}
	if !utf8.Valid(raw) {
		return "", errors.New("what is encoded is not UTF-8")
	}
	return string(raw), nil
}

func textEncode(args []string) (cty.Value, error) {
	enc, err := encodingNamed(args[1])
	if err != nil {
		return cty.NilVal, err
	}
	out, err := enc.NewEncoder().String(args[0])
	if err != nil {
		return cty.NilVal, function.NewArgErrorf(0, "has characters that %s cannot represent", args[1])
	}
	return stringVal(base64.StdEncoding.EncodeToString([]byte(out)))
}

func textDecode(args []string) (cty.Value, error) {
	enc, err := encodingNamed(args[1])
	if err != nil {
		return cty.NilVal, err
	}
	raw, err := base64.StdEncoding.DecodeString(args[0])
	if err != nil {
		return cty.NilVal, function.NewArgErrorf(0, "not valid base64: %w", err)
	}
	out, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return cty.NilVal, function.NewArgErrorf(0, "not a text in %s", args[1])
	}
	return stringVal(string(out))
}

// encodingNamed returns the character encoding that IANA lists by a name.
func encodingNamed(name string) (encoding.Encoding, error) {
	enc, err := ianaindex.IANA.Encoding(name)
	if err != nil || enc == nil {
		return nil, function.NewArgErrorf(1, "%q is not a supported character encoding", name)
	}
	return enc, nil
}

// checkDocument refuses documents that are too long to decode.
func checkDocument(src string) error {
	if len(src) > maxDocument {
		return function.NewArgErrorf(0, "the document is longer than %d bytes", maxDocument)
	}
	return nil
}

// known returns the string of a value that has one.
func known(v cty.Value) (string, bool) {
	if v.Type() != cty.String || !v.IsKnown() || v.IsNull() {
		return "", false
	}
	return v.AsString(), true
}

func checkCSV(args []cty.Value) error {
	src, ok := known(args[0])
	if !ok {
		return nil
	}
	return checkDocument(src)
}
