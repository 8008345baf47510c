package functions

import (
	"crypto/md5"  //nolint:gosec // the language has it
	"crypto/sha1" //nolint:gosec // the language has it
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

func hashes(files Files) funcs {
	toHex, toBase64 := hex.EncodeToString, base64.StdEncoding.EncodeToString
	all := funcs{
		"bcrypt":     bcrypt,
		"rsadecrypt": unknowable("ciphertext", "privatekey"),
		"uuid":       unknowable(),
		"uuidv5":     pure(cty.String, []string{"namespace", "name"}, uuidV5),
	}
	for _, h := range []struct {
		name   string
		of     func() hash.Hash
		encode func([]byte) string
	}{
		{"md5", md5.New, toHex},
		{"sha1", sha1.New, toHex},
		{"sha256", sha256.New, toHex},
		{"sha512", sha512.New, toHex},
		{"base64sha256", sha256.New, toBase64},
		{"base64sha512", sha512.New, toBase64},
	} {
		sum := func(src []byte) string {
			state := h.of()
			state.Write(src)
			return h.encode(state.Sum(nil))
		}
		all[h.name] = onString(func(s string) (string, error) { return sum([]byte(s)), nil })
		all["file"+h.name] = onFile(files, func(_ string, src []byte) (string, error) { return sum(src), nil })
	}
	return all
}

// bcrypt salts what it hashes.
var bcrypt = function.New(&function.Spec{
	Params:   []function.Parameter{{Name: "str", Type: cty.String}},
	VarParam: &function.Parameter{Name: "cost", Type: cty.Number},
	Type:     function.StaticReturnType(cty.String),
	Impl: func([]cty.Value, cty.Type) (cty.Value, error) {
		return cty.UnknownVal(cty.String), nil
	},
})

// The namespaces of RFC 4122 differ in one digit.
var namespaces = map[string]string{"dns": "0", "url": "1", "oid": "2", "x500": "4"}

func uuidV5(args []string) (cty.Value, error) {
	space := args[0]
	if digit, ok := namespaces[space]; ok {
		space = "6ba7b81" + digit + "-9dad-11d1-80b4-00c04fd430c8"
	}
	raw, err := hex.DecodeString(strings.ReplaceAll(space, "-", ""))
	if err != nil || len(raw) != 16 {
		return cty.NilVal, function.NewArgErrorf(0, "must be a UUID, or one of dns, url, oid, x500")
	}
	id := sha1.Sum(append(raw, args[1]...)) //nolint:gosec // the version is defined so
	id[6] = id[6]&0x0f | 0x50
	id[8] = id[8]&0x3f | 0x80
	return cty.StringVal(fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:16])), nil
}
