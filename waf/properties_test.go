package waf_test

import (
	"math/rand"
	"net/netip"
	"os"
	"path/filepath"
	"testing"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/waf"
)

// statement makes a statement, some of which are not known.
func statement(g *rand.Rand, depth int) string {
	leaves := []string{
		geo(`"DE"`), geo(`"US", "FR"`), geo("var.c"), ips, pathIs("STARTS_WITH", "/docs/"), pathIs("CONTAINS", "admin"),
		bytes(header("x-secret"), "EXACTLY", `"s"`, "NONE"), regex(`[.]html$`), size("uri_path {}", "GT", "5"), hasLabel("LABEL", "l"),
	}
	kind := g.Intn(len(leaves) + 3)
	if depth == 0 || kind < len(leaves) {
		return leaves[kind%len(leaves)]
	}
	switch kind - len(leaves) {
	case 0:
		return not(statement(g, depth-1))
	case 1:
		return nested("and", statement(g, depth-1), statement(g, depth-1))
	}
	return nested("or", statement(g, depth-1), statement(g, depth-1))
}

func randomRules(g *rand.Rand) []string {
	actions := []string{allow, block, count, custom("404"), "captcha {}"}
	var list []string
	for i := range g.Intn(4) {
		list = append(list, rule(string(rune('1'+2*i)), actions[g.Intn(len(actions))], statement(g, 2), label("l")))
	}
	return list
}

const surroundings = "variable \"c\" {}\nresource \"aws_wafv2_ip_set\" \"s\" {\naddresses = [\"198.51.100.0/24\"]\n}\n"

// A rule that only counts, without labels, changes nothing.
func TestCountChangesNothing(t *testing.T) {
	g := rand.New(rand.NewSource(1))
	for range 200 {
		list, defaults := randomRules(g), []string{allow, block}[g.Intn(2)]
		before := read(t, acl(defaults, list...)+surroundings).Evaluate(request())
		counts := rule(string(rune('2'+2*g.Intn(3))), count, statement(g, 2))
		after := read(t, acl(defaults, append(list, counts)...)+surroundings).Evaluate(request())
		if before.Verdict != after.Verdict {
			t.Fatalf("%v becomes %v with\n%s", before.Verdict, after.Verdict, counts)
		}
	}
}

// What holds for a request of which little is known holds for every such
// request.
func TestKnownRefinesUnknown(t *testing.T) {
	g := rand.New(rand.NewSource(2))
	little := &waf.Request{Query: waf.Absent(), Solved: true, Path: symbol.Literal("/").Append(symbol.Of(symbol.Symbol{Address: "${path}"}))}
	decided := 0
	for range 400 {
		a := read(t, acl([]string{allow, block}[g.Intn(2)], randomRules(g)...)+surroundings)
		general := a.Evaluate(little)
		if general.Verdict == waf.Unknown {
			continue
		}
		decided++
		for _, path := range []string{"/docs/a.html", "/admin", "/"} {
			for _, country := range []string{"DE", "US", "JP"} {
				for _, addr := range []string{"198.51.100.7", "203.0.113.9"} {
					one := a.Evaluate(request(func(r *waf.Request) {
						r.Path, r.Country, r.Source.Addr = symbol.Literal(path), country, netip.MustParseAddr(addr)
					}))
					if (one.Verdict == waf.Blocked) != (general.Verdict == waf.Blocked) && one.Verdict != waf.Unknown {
						t.Fatalf("%v for every request, but %v for %s from %s at %s", general.Verdict, one.Verdict, path, country, addr)
					}
				}
			}
		}
	}
	if decided < 50 {
		t.Errorf("only %d web ACLs decide without knowing more", decided)
	}
}

// Whatever a web ACL looks like, evaluation ends.
func FuzzEvaluate(f *testing.F) {
	f.Add(acl(allow, rule("1", block, geo(`"DE"`))))
	f.Add(acl(block, group("none", managed("x", ""))))
	f.Add(acl(allow, rule("1", block, not(not(regex("(a|b)*"))))))
	f.Add(acl(allow, rule("1", "", nested("and", ips, size("body {}", "GT", "-1")), label("a:b"))) + ipSet(`"::/0", "x"`))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, source string) {
		if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		a := readDir(dir)
		if a == nil {
			return
		}
		for _, r := range []*waf.Request{request(), {}} {
			if answer := a.Evaluate(r); answer.Verdict == waf.Unknown && answer.Because == "" {
				t.Errorf("not known, and nobody says why:\n%s", source)
			}
		}
		a.Variations()
		a.MayAllow()
	})
}
