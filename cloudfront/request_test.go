package cloudfront_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/symbol"
)

func TestCurl(t *testing.T) {
	request := func(method, path string, headers map[string]string) cloudfront.Request {
		r := get(path)
		r.Method, r.Headers = method, headers
		return r
	}
	token := get("/")
	token.Host = symbol.Of(symbol.Symbol{Address: "aws_cloudfront_distribution.d", Attr: "domain_name"})
	for want, r := range map[string]cloudfront.Request{
		"curl -sI https://www.example.com/app.js":          request("GET", "/app.js", nil),
		"curl -sI https://www.example.com/":                request("HEAD", "/", nil),
		"curl -si -X POST https://www.example.com/items/1": request("POST", "/items/1", nil),
		"curl -si -X OPTIONS -H 'access-control-request-method: PUT' -H 'origin: https://app.example.com' https://www.example.com/": request("OPTIONS", "/", map[string]string{
			"origin": "https://app.example.com", "access-control-request-method": "PUT",
		}),
		// The shell leaves alone what is quoted.
		"curl -sI 'https://www.example.com/a b'":                           request("GET", "/a b", nil),
		"curl -sI 'https://www.example.com/$HOME/`id`;*?&(x)'":             request("GET", "/$HOME/`id`;*?&(x)", nil),
		`curl -sI 'https://www.example.com/it'\''s'`:                       request("GET", "/it's", nil),
		"curl -sI https://www.example.com/%7Ea+b@c,d=e":                    request("GET", "/%7Ea+b@c,d=e", nil),
		"curl -sI 'https://${aws_cloudfront_distribution.d.domain_name}/'": token,
	} {
		if got := r.Curl(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// The shell takes each word for what it was.
func TestCurlInShell(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Fatal(err)
	}
	r := get("/it's \"$HOME\" \\ `id` !~#{a,b}[c]\t<>|;&?*()%20")
	r.Headers = map[string]string{"x-a": "'; echo $0 #", "x-empty": ""}
	script := strings.Replace(r.Curl(), "curl", `printf '%s\n'`, 1)
	out, err := exec.CommandContext(t.Context(), sh, "-c", script).Output()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"-sI", "-H", "x-a: '; echo $0 #", "-H", "x-empty:", r.URL(), ""}
	if diff := cmp.Diff(want, strings.Split(string(out), "\n")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A request keeps its place among the behaviors when it is asked of another
// version of its distribution.
func TestRequestFor(t *testing.T) {
	before := distribution(t, ordered("/a/*", "/b/*"))
	after := distribution(t, ordered("/a/*", "/c/*"))
	fewer := distribution(t, ordered())
	r := get("/x").WithBehavior(before.Behaviors[1])
	if got := before.BehaviorFor(r); got != before.Behaviors[1] {
		t.Errorf("of its own it is served by %s", got)
	}
	if got := after.BehaviorFor(r.For(after)); got != after.Behaviors[1] {
		t.Errorf("of the other it is served by %s", got)
	}
	if got := fewer.BehaviorFor(r.For(fewer)); got != fewer.DefaultBehavior() {
		t.Errorf("without the behavior it is served by %s", got)
	}
	if plain := get("/c/x"); after.BehaviorFor(plain.For(after)) != after.Behaviors[1] {
		t.Error("a request that goes by its path does not")
	}
}
