package functions_test

import (
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/hclload/functions"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// What a row expects instead of a value.
const (
	unknown = "(unknown)"
	fails   = "(fails)"
)

// rows are calls with their results. Expected values were taken from the
// documentation and from terraform console.
var rows = []struct{ call, want string }{
	{`abs(-12.4)`, `12.4`},
	{`ceil(5.1)`, `6`},
	{`ceil(1e600000000)`, fails},
	{`floor(-4.9)`, `-5`},
	{`log(16, 2)`, `4`},
	{`log(-1, 2)`, fails},
	{`max(12, 54, 3)`, `54`},
	{`min([12, 54, 3]...)`, `3`},
	{`parseint("FF", 16)`, `255`},
	{`parseint(10, 10)`, fails},
	{`pow(3, 2)`, `9`},
	{`pow(-8, 0.5)`, fails},
	{`signum(-13)`, `-1`},

	{`chomp("a\r\n\n")`, `"a"`},
	{`endswith("hello", "lo")`, `true`},
	{`format("%s has %03d, %5.1f%%, %v", "a", 7, 1.25, [1, "b"])`, `"a has 007,   1.2%, [1,\"b\"]"`},
	{`format("%999999999s", "a")`, fails},
	{`format("%d", 1e600000000)`, fails},
	{`formatlist("%s-%d", ["a", "b"], 1)`, `tolist(["a-1", "b-1"])`},
	{`indent(2, "a\nb")`, `"a\n  b"`},
	{`indent(9999999, "a\nb\nc")`, fails},
	{`indent(-1, "a\nb")`, fails},
	{`join("-", ["a", "b"], ["c"])`, `"a-b-c"`},
	{`lower("HÉ")`, `"hé"`},
	{`regex("(\\d+)-(?:x)", "12-x")`, `["12"]`},
	{`regex("(?P<n>\\d+)", "a12")`, `{ n = "12" }`},
	{`regex("a", "b")`, fails},
	{`regexall("[a-z]", "1a2b")`, `tolist(["a", "b"])`},
	{`replace("1+2+3", "+", "-")`, `"1-2-3"`},
	{`replace("hello world", "/(w)(.*)d/", "$2$1")`, `"hello orlw"`},
	{`replace("a/b", "/", "-")`, `"a-b"`},
	{`split(",", "a,b,")`, `tolist(["a", "b", ""])`},
	{`startswith("hello", "lo")`, `false`},
	{`strcontains("hello", "ell")`, `true`},
	{`strrev("añb")`, `"bña"`},
	{`substr("hello world", -5, -1)`, `"world"`},
	{`templatestring("Hi $${name}!", { name = "you" })`, `"Hi you!"`},
	{`templatestring("$${none}", {})`, fails},
	{`title("hello world-a")`, `"Hello World-A"`},
	{`trim("?!hello?!", "!?")`, `"hello"`},
	{`trimprefix("helloworld", "hello")`, `"world"`},
	{`trimsuffix("helloworld", "world")`, `"hello"`},
	{`trimspace(" a \n")`, `"a"`},
	{`upper("hé")`, `"HÉ"`},

	{`alltrue([true, "true"])`, `true`},
	{`alltrue([true, null])`, `false`},
	{`alltrue([])`, `true`},
	{`anytrue([null, true])`, `true`},
	{`anytrue([])`, `false`},
	{`chunklist(["a", "b", "c"], 2)`, `tolist([tolist(["a", "b"]), tolist(["c"])])`},
	{`coalesce("", null, "x")`, `"x"`},
	{`coalesce(1, "a")`, `"1"`},
	{`coalesce("")`, fails},
	{`coalescelist([], ["a"])`, `["a"]`},
	{`compact(["a", "", null])`, `tolist(["a"])`},
	{`concat(["a"], [1])`, `["a", 1]`},
	{`contains(["a", "b"], "b")`, `true`},
	{`distinct(["a", "b", "a"])`, `tolist(["a", "b"])`},
	{`distinct([])`, `tolist([])`},
	{`element(["a", "b", "c"], 4)`, `"b"`},
	{`element([], 0)`, fails},
	{`flatten([["a"], [], [["b", null]], {}])`, `["a", "b", null, {}]`},
	{`flatten("a")`, fails},
	{`index(["a", "b"], "b")`, `1`},
	{`index(["a", "b"], "c")`, fails},
	{`keys({ b = 1, a = 2 })`, `["a", "b"]`},
	{`length("🤷🏻‍♂️ab")`, `3`},
	{`length({ a = 1, b = "x" })`, `2`},
	{`length(toset(["a", "a"]))`, `1`},
	{`length(null)`, fails},
	{`length(true)`, fails},
	{`list("a", 1)`, `["a", 1]`},
	{`lookup({ a = 1, b = "x" }, "b", 5)`, `"x"`},
	{`lookup({ a = 1, b = "x" }, "c", 5)`, `5`},
	{`lookup({ a = 1, b = "x" }, "c")`, fails},
	{`lookup(tomap({ a = 1 }), "b", null)`, `tonumber(null)`},
	{`lookup(tomap({ a = 1 }), "b", "x")`, fails},
	{`map("a", 1, "b", "x")`, `{ a = 1, b = "x" }`},
	{`map("a")`, fails},

	{`base64gunzip("H4sIAAAAAAAAAytJrSgBAMenizsEAAAA")`, `"text"`},
	{`base64gunzip("text")`, fails},
	{`cidrcontains("192.168.2.0/20", "192.168.2.1")`, `true`},
	{`cidrcontains("192.168.2.0/20", "192.168.2.0/22")`, `true`},
	{`cidrcontains("192.168.2.0/20", "192.126.2.0/18")`, `false`},
	{`cidrcontains("192.168.2.0/20", "here")`, fails},
	{`urldecode("Hello+World%21")`, `"Hello World!"`},
	{`urldecode("%")`, fails},

	{`provider::aws::arn_build("aws", "iam", "", "444455556666", "role/example")`, `"arn:aws:iam::444455556666:role/example"`},
	{`provider::aws::arn_parse("arn:aws:iam::444455556666:role/example")`, `{ partition = "aws", service = "iam", region = "", account_id = "444455556666", resource = "role/example" }`},
	{`provider::aws::arn_parse("example")`, fails},
	{`provider::aws::trim_iam_role_path("arn:aws:iam::444455556666:role/with/path/example")`, `"arn:aws:iam::444455556666:role/example"`},
	{`provider::aws::trim_iam_role_path("arn:aws:s3:::example")`, fails},
	{`matchkeys(["i-1", "i-2", "i-3"], ["a", "b", "a"], ["a"])`, `tolist(["i-1", "i-3"])`},
	{`matchkeys(["i-1"], ["a"], ["b"])`, `slice(tolist(["a"]), 0, 0)`},
	{`matchkeys(["i-1"], ["a", "b"], ["b"])`, fails},
	{`merge({ a = 1, b = 2 }, null, { b = "x" })`, `{ a = 1, b = "x" }`},
	{`merge()`, `{}`},
	{`one([])`, `null`},
	{`one(toset(["a"]))`, `"a"`},
	{`one([1, 2])`, fails},
	{`range(1, 7, 3)`, `tolist([1, 4])`},
	{`range(2000)`, fails},
	{`reverse(["a", 1])`, `[1, "a"]`},
	{`setintersection(["a", "b"], ["b", "c"])`, `toset(["b"])`},
	{`setproduct(["a", "b"], [1])`, `tolist([["a", 1], ["b", 1]])`},
	{`setproduct(range(1000), range(1000))`, fails},
	{`setsubtract(["a", "b"], ["b"])`, `toset(["a"])`},
	{`setunion(["a"], ["b"])`, `toset(["a", "b"])`},
	{`slice(["a", "b", "c"], 1, 3)`, `["b", "c"]`},
	{`sort(["b", "a"])`, `tolist(["a", "b"])`},
	{`sum([1, "2", 3.5])`, `6.5`},
	{`sum([])`, fails},
	{`sum([null])`, fails},
	{`transpose({ a = ["1", "2"], b = ["2", "3"] })`, `tomap({ "1" = tolist(["a"]), "2" = tolist(["a", "b"]), "3" = tolist(["b"]) })`},
	{`values({ b = 1, a = "x" })`, `["x", 1]`},
	{`zipmap(["a", "b"], [1, "x"])`, `{ a = 1, b = "x" }`},

	{`base64decode("aMOp")`, `"hé"`},
	{`base64decode("/w==")`, fails},
	{`base64encode("hé")`, `"aMOp"`},
	{`base64gzip("a")`, unknown},
	{`csvdecode("a,b\n1,2\n")`, `tolist([{ a = "1", b = "2" }])`},
	{`jsondecode("{\"a\": [1, null]}")`, `{ a = [1, null] }`},
	{`jsondecode("{")`, fails},
	{`jsonencode({ b = null, a = "<&>\u2028", c = [1, 1.5] })`, `"{\"a\":\"\\u003c\\u0026\\u003e\\u2028\",\"b\":null,\"c\":[1,1.5]}"`},
	{`jsonencode(null)`, `"null"`},
	{`textdecodebase64("aADpAA==", "UTF-16LE")`, `"hé"`},
	{`textencodebase64("hé", "UTF-16LE")`, `"aADpAA=="`},
	{`textencodebase64("a", "none")`, fails},
	{`urlencode("a b/c&é")`, `"a+b%2Fc%26%C3%A9"`},
	{`yamldecode("a: &x [1]\nb: *x\n")`, `{ a = [1], b = [1] }`},
	{`yamlencode({ a = [1, "x", null, true] })`, `"\"a\":\n- 1\n- \"x\"\n- null\n- true\n"`},

	{`abspath("sub/../x")`, `"/tree/x"`},
	{`basename("/a/b/")`, `"b"`},
	{`dirname("/a/b/")`, `"/a/b"`},
	{`file("./hello.txt")`, `"hello\n"`},
	{`file("/tree/hello.txt")`, `"hello\n"`},
	{`file("none.txt")`, fails},
	{`file("binary.bin")`, fails},
	{`filebase64("binary.bin")`, `"//4="`},
	{`filebase64sha256("sub/x.json")`, `base64sha256("x")`},
	{`filebase64sha512("sub/x.json")`, `base64sha512("x")`},
	{`fileexists("sub/x.json")`, `true`},
	{`fileexists("none")`, `false`},
	{`fileexists("sub")`, fails},
	{`filemd5("sub/x.json")`, `md5("x")`},
	{`fileset(".", "**/*.{json,txt}")`, `toset(["hello.txt", "sub/x.json"])`},
	{`fileset("sub", "../*.txt")`, `toset(["../hello.txt"])`},
	{`fileset("sub", "*.none")`, `toset(split("", ""))`},
	{`fileset(".", "../*")`, fails},
	{`filesha1("sub/x.json")`, `sha1("x")`},
	{`filesha256("sub/x.json")`, `sha256("x")`},
	{`filesha512("sub/x.json")`, `sha512("x")`},
	{`pathexpand("a/b")`, `"a/b"`},
	{`pathexpand("~/b")`, unknown},
	{`templatefile("hi.tftpl", { name = "you" })`, `"Hi you!"`},
	{`templatefile("hi.tftpl", tomap({ name = "you" }))`, `"Hi you!"`},
	{`templatefile("loop.tftpl", {})`, fails},

	{`formatdate("YYYY-MM-DD'T'hh", "2018-01-02T23:12:01Z")`, `"2018-01-02T23"`},
	{`plantimestamp()`, unknown},
	{`timeadd("2017-11-22T00:00:00Z", "10m")`, `"2017-11-22T00:10:00Z"`},
	{`timecmp("2017-11-22T00:00:00Z", "2017-11-22T01:00:00+01:00")`, `0`},
	{`timecmp("2017-11-22T00:00:00Z", "x")`, fails},
	{`timestamp()`, unknown},

	{`base64sha256("hello world")`, `"uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek="`},
	{`base64sha512("")`, `"z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=="`},
	{`bcrypt("a", 4)`, unknown},
	{`md5("hello world")`, `"5eb63bbbe01eeed093cb22bb8f5acdc3"`},
	{`rsadecrypt("a", "b")`, unknown},
	{`sha1("hello world")`, `"2aae6c35c94fcfb415dbe95f408b9ce91ee846ed"`},
	{`sha256("hello world")`, `"b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"`},
	{`sha512("")`, `"cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"`},
	{`uuid()`, unknown},
	{`uuidv5("dns", "www.terraform.io")`, `"a5008fae-b28c-5ba5-96cd-82b4c53552d6"`},
	{`uuidv5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "x")`, `"05b16a01-46c6-56dd-bd6e-c6dfb4a1427a"`},

	{`cidrhost("10.12.112.0/20", -1)`, `"10.12.127.255"`},
	{`cidrhost("fd00:fd12:3456:7890:00a2::/72", 34)`, `"fd00:fd12:3456:7890::22"`},
	{`cidrhost("010.1.0.1/16", 1)`, `"10.1.0.1"`},
	{`cidrhost("10.1.0.0", 1)`, fails},
	{`cidrnetmask("172.16.0.0/12")`, `"255.240.0.0"`},
	{`cidrnetmask("fd00::/8")`, fails},
	{`cidrsubnet("172.16.0.0/12", 4, 2)`, `"172.18.0.0/16"`},
	{`cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)`, `"fd00:fd12:3456:7800:a200::/72"`},
	{`cidrsubnet("10.0.0.0/8", 1, 2)`, fails},
	{`cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)`, `tolist(["10.1.0.0/20", "10.1.16.0/20", "10.1.32.0/24", "10.1.48.0/20"])`},
	{`cidrsubnets("10.1.0.0/16", 1, 1, 1)`, fails},
	{`cidrsubnets("10.1.0.0/8", 33)`, fails},

	{`can(1 + "x")`, `false`},
	{`can({}.a)`, `false`},
	{`can("a")`, `true`},
	{`ephemeralasnull("x")`, `"x"`},
	{`issensitive(sensitive("x"))`, `true`},
	{`issensitive(nonsensitive(sensitive("x")))`, `false`},
	{`nonsensitive(sensitive("x"))`, `"x"`},
	{`sensitive("x")`, `"x"`},
	{`tobool("true")`, `true`},
	{`tobool("x")`, fails},
	{`tolist(["a", 1])`, `split(",", "a,1")`},
	{`tomap({ a = 1, b = "x" })`, `tomap({ a = "1", b = "x" })`},
	{`tonumber("1.5")`, `1.5`},
	{`toset(["b", "a", 1])`, `toset(["1", "a", "b"])`},
	{`tostring(true)`, `"true"`},
	{`tostring(1e600000000)`, fails},
	{`try({}.a, "b")`, `"b"`},
	{`try({}.a)`, fails},
	{`type("a")`, fails},
}

func table(t *testing.T) map[string]function.Function {
	t.Helper()
	dir, err := functions.Dir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	dir.Root = "/tree"
	return functions.Table(dir)
}

func eval(t *testing.T, funcs map[string]function.Function, text string, vars map[string]cty.Value) (cty.Value, error) {
	t.Helper()
	expr, diags := hclsyntax.ParseExpression([]byte(text), "test.tf", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatalf("%s: %v", text, diags)
	}
	v, diags := expr.Value(&hcl.EvalContext{Functions: funcs, Variables: vars})
	if diags.HasErrors() {
		return v, diags
	}
	return v, nil
}

func TestCalls(t *testing.T) {
	funcs := table(t)
	untested := make(map[string]bool)
	for name := range funcs {
		if !strings.HasPrefix(name, "core::") {
			untested[name] = true
		}
	}
	for _, row := range rows {
		name, _, _ := strings.Cut(row.call, "(")
		delete(untested, name)
		calls := []string{row.call, "core::" + row.call}
		if strings.Contains(name, "::") {
			calls = calls[:1]
		}
		for _, call := range calls {
			v, err := eval(t, funcs, call, nil)
			check(t, funcs, call, row.want, v, err)
		}
	}
	for name := range untested {
		t.Errorf("no row calls %s", name)
	}
}

// TestTerraform compares with the names that "terraform metadata functions"
// lists.
func TestTerraform(t *testing.T) {
	list, err := os.ReadFile("testdata/terraform-1.11.names")
	if err != nil {
		t.Fatal(err)
	}
	funcs := functions.Table(nil)
	names := strings.Fields(string(list))
	if len(names) < 100 {
		t.Errorf("only %d names", len(names))
	}
	for _, name := range names {
		if _, ok := funcs[name]; !ok {
			t.Errorf("%s is missing", name)
		}
	}
}

func check(t *testing.T, funcs map[string]function.Function, call, want string, v cty.Value, err error) {
	t.Helper()
	if want == fails {
		if err == nil {
			t.Errorf("%s = %#v, want an error", call, v)
		} else if strings.Contains(err.Error(), "panic") {
			t.Errorf("%s: %v", call, err)
		}
		return
	}
	if err != nil {
		t.Errorf("%s: %v", call, err)
		return
	}
	v, _ = v.UnmarkDeep()
	if want == unknown {
		if v.IsKnown() {
			t.Errorf("%s = %#v, want an unknown value", call, v)
		}
		return
	}
	expected, err := eval(t, funcs, want, nil)
	if err != nil {
		t.Fatalf("%s: %v", want, err)
	}
	if !v.RawEquals(expected) {
		t.Errorf("%s = %#v, want %#v", call, v, expected)
	}
}
