package functions

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"io"
	"net/netip"
	"net/url"

	"github.com/zclconf/go-cty/cty"
)

// openTofu returns the functions that OpenTofu has and Terraform has not.
// See https://opentofu.org/docs/language/functions/.
func openTofu() funcs {
	return funcs{
		"base64gunzip": onString(gunzip),
		"cidrcontains": pure(cty.Bool, []string{"containing_prefix", "contained_ip_or_prefix"}, cidrContains),
		"urldecode":    onString(url.QueryUnescape),
	}
}

func gunzip(s string) (string, error) {
	packed, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return "", err
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return "", err
	}
	src, err := io.ReadAll(io.LimitReader(r, maxText+1))
	if err != nil {
		return "", err
	}
	if len(src) > maxText {
		return "", errTooLong
	}
	return text("the result", src)
}

func cidrContains(args []string) (cty.Value, error) {
	outer, err := netip.ParsePrefix(args[0])
	if err != nil {
		return cty.NilVal, err
	}
	inner, err := netip.ParsePrefix(args[1])
	if err != nil {
		address, notAddress := netip.ParseAddr(args[1])
		if notAddress != nil {
			return cty.NilVal, notAddress
		}
		inner = netip.PrefixFrom(address, address.BitLen())
	}
	return cty.BoolVal(outer.Masked().Contains(inner.Addr()) && outer.Bits() <= inner.Bits()), nil
}
