package functions

import (
	"errors"
	"fmt"
	"math/big"
	"net"
	"regexp"
	"strings"

	"github.com/apparentlymart/go-cidr/cidr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/gocty"
)

func networks() funcs {
	return funcs{
		"cidrhost":    cidrHost,
		"cidrnetmask": onString(cidrNetmask),
		"cidrsubnet":  cidrSubnet,
		"cidrsubnets": cidrSubnets,
	}
}

var prefixParam = function.Parameter{Name: "prefix", Type: cty.String}

var cidrHost = function.New(&function.Spec{
	Params: []function.Parameter{prefixParam, {Name: "hostnum", Type: cty.Number}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		network, err := parsePrefix(args[0])
		if err != nil {
			return cty.NilVal, err
		}
		var num *big.Int
		if err := gocty.FromCtyValue(args[1], &num); err != nil {
			return cty.NilVal, function.NewArgError(1, err)
		}
		ip, err := cidr.HostBig(network, num)
		if err != nil {
			return cty.NilVal, err
		}
		return cty.StringVal(ip.String()), nil
	},
})

var cidrSubnet = function.New(&function.Spec{
	Params: []function.Parameter{
		prefixParam, {Name: "newbits", Type: cty.Number}, {Name: "netnum", Type: cty.Number},
	},
	Type: function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		network, err := parsePrefix(args[0])
		if err != nil {
			return cty.NilVal, err
		}
		var bits int
		if err := gocty.FromCtyValue(args[1], &bits); err != nil {
			return cty.NilVal, function.NewArgError(1, err)
		}
		var num *big.Int
		if err := gocty.FromCtyValue(args[2], &num); err != nil {
			return cty.NilVal, function.NewArgError(2, err)
		}
		subnet, err := cidr.SubnetBig(network, bits, num)
		if err != nil {
			return cty.NilVal, err
		}
		return cty.StringVal(subnet.String()), nil
	},
})

var cidrSubnets = function.New(&function.Spec{
	Params:   []function.Parameter{prefixParam},
	VarParam: &function.Parameter{Name: "newbits", Type: cty.Number},
	Type:     function.StaticReturnType(cty.List(cty.String)),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		network, err := parsePrefix(args[0])
		if err != nil {
			return cty.NilVal, err
		}
		if len(args) == 1 {
			return cty.ListValEmpty(cty.String), nil
		}
		if len(args) > maxElements {
			return cty.NilVal, errTooMany
		}
		return subnets(network, args[1:])
	},
})

// subnets lays out networks one after the other, each longer than the given
// prefix by so many bits.
func subnets(network *net.IPNet, newbits []cty.Value) (cty.Value, error) {
	start, size := network.Mask.Size()
	var last *net.IPNet
	var out []cty.Value
	for i, arg := range newbits {
		var bits int
		if err := gocty.FromCtyValue(arg, &bits); err != nil {
			return cty.NilVal, function.NewArgError(i+1, err)
		}
		if bits < 1 || bits > 32 || start+bits > size {
			return cty.NilVal, function.NewArgErrorf(i+1, "cannot extend a prefix of %d bits by %d", start, bits)
		}
		next, err := subnetAfter(network, last, start+bits)
		if err != nil {
			return cty.NilVal, function.NewArgError(i+1, err)
		}
		last = next
		out = append(out, cty.StringVal(next.String()))
	}
	return cty.ListVal(out), nil
}

// subnetAfter returns the first network of a length within the whole that
// starts after the last one.
func subnetAfter(whole, last *net.IPNet, length int) (*net.IPNet, error) {
	if last == nil {
		start, _ := whole.Mask.Size()
		return cidr.SubnetBig(whole, length-start, new(big.Int))
	}
	next, overflow := cidr.NextSubnet(last, length)
	if overflow || !whole.Contains(next.IP) {
		return nil, fmt.Errorf("not enough address space for a subnet with a prefix of %d bits", length)
	}
	return next, nil
}

// cidrNetmask is for IPv4 only: IPv6 has no netmasks.
func cidrNetmask(prefix string) (string, error) {
	network, err := parseCIDR(prefix)
	if err != nil {
		return "", err
	}
	if network.IP.To4() == nil {
		return "", errors.New("only IPv4 networks have a netmask")
	}
	return net.IP(network.Mask).String(), nil
}

func parsePrefix(v cty.Value) (*net.IPNet, error) {
	network, err := parseCIDR(v.AsString())
	if err != nil {
		return nil, function.NewArgError(0, err)
	}
	return network, nil
}

var leadingZeros = regexp.MustCompile(`\b0+([0-9])`)

// parseCIDR reads a prefix. The numbers of an IPv4 address are decimal even
// if they start with zeros.
func parseCIDR(prefix string) (*net.IPNet, error) {
	plain := prefix
	if !strings.Contains(prefix, ":") {
		plain = leadingZeros.ReplaceAllString(prefix, "$1")
	}
	_, network, err := net.ParseCIDR(plain)
	if err != nil {
		return nil, fmt.Errorf("not a valid prefix in CIDR notation: %q", prefix)
	}
	return network, nil
}
