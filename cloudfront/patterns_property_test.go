package cloudfront_test

import (
	"math/rand"
	"strings"
	"testing"
)

// matchesSimply is path matching as AWS describes it, written to be plain.
func matchesSimply(pattern, path string) bool {
	switch {
	case pattern == "":
		return path == ""
	case pattern[0] == '*':
		return matchesSimply(pattern[1:], path) || path != "" && matchesSimply(pattern, path[1:])
	case path == "":
		return false
	}
	return (pattern[0] == '?' || pattern[0] == path[0]) && matchesSimply(pattern[1:], path[1:])
}

// word returns up to n characters of an alphabet.
func word(random *rand.Rand, alphabet string, n int) string {
	var b strings.Builder
	for i := random.Intn(n + 1); i > 0; i-- {
		b.WriteByte(alphabet[random.Intn(len(alphabet))])
	}
	return b.String()
}

// Patterns and paths of few characters often have to do with each other.
func TestMatchingAgainstSimpleMatcher(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for range 100 {
		patterns := make([]string, 5)
		for i := range patterns {
			patterns[i] = "/" + word(random, "ab/?**", 6)
			if random.Intn(3) == 0 {
				patterns[i] = "*" + word(random, "ab/?", 4)
			}
		}
		d := distribution(t, ordered(patterns...))
		for range 100 {
			path := "/" + word(random, "ab/", 8)
			normal := path
			for strings.Contains(normal, "//") {
				normal = strings.ReplaceAll(normal, "//", "/")
			}
			want := d.DefaultBehavior()
			for i := len(patterns) - 1; i >= 0; i-- {
				if matchesSimply(patterns[i], normal) {
					want = d.Behaviors[i]
				}
			}
			if got := d.BehaviorFor(get(path)); got != want {
				t.Fatalf("%q: %s is served by %v, want %s", patterns, path, got, want)
			}
			for _, b := range d.Behaviors {
				if b.Reachable() == no && b == want {
					t.Fatalf("%q: %s is said not to be reachable, and serves %s", patterns, b, path)
				}
			}
		}
	}
}

// A sample path is served by the behavior that it is a sample of.
func TestSamplePathsAreServed(t *testing.T) {
	random := rand.New(rand.NewSource(2))
	for range 200 {
		patterns := make([]string, 4)
		for i := range patterns {
			patterns[i] = word(random, "ab/.?**", 6) + "*"
		}
		d := distribution(t, ordered(patterns...))
		for _, b := range d.Behaviors {
			if path, ok := b.SamplePath(); ok && d.BehaviorFor(get(path)) != b {
				t.Fatalf("%q: the sample %s of %s is served by %s", patterns, path, b, d.BehaviorFor(get(path)))
			}
		}
	}
}
