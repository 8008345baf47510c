package cloudfront

import (
	"regexp"
	"sync"

	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// TrustedSigners returns the attribute that makes signatures necessary, and
// whether one does.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html.
func (b *Behavior) TrustedSigners() (at tf.Value, needed symbol.Truth) {
	needed = symbol.False
	for _, name := range []string{"trusted_key_groups", "trusted_signers"} {
		v := b.Block.Attr(name)
		n, ok := v.Len()
		switch {
		case v.Absent():
		case n > 0:
			return v, symbol.True
		case !ok:
			at, needed = v, symbol.Unknown
		}
	}
	return at, needed
}

// membersOnly finds path patterns that say that not everybody is let in.
var membersOnly = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^/?(members?(-only|-area)?|private|premium|paid|protected|restricted|subscribers?|vip)(/.*|\*)$`)
})

// UnsignedForMembers returns a behavior whose path pattern says that it is not
// for everybody, and that serves everybody; nil when there is none.
func (d *Distribution) UnsignedForMembers() *Behavior {
	for _, b := range d.Behaviors {
		pattern, ok := b.pattern()
		if !ok || !membersOnly().MatchString(pattern.String()) || b.Reachable() != symbol.True {
			continue
		}
		if _, needed := b.TrustedSigners(); needed == symbol.False {
			return b
		}
	}
	return nil
}

// publicPaths finds path patterns for what everybody asks for.
var publicPaths = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^/?(public(/.*|\*)|favicon\.ico|robots\.txt|apple-touch-icon[^/]*\.png|\.well-known/.*)$`)
})

// ForEverybody reports whether the path pattern of the behavior says that it is
// for everybody.
func (b *Behavior) ForEverybody() bool {
	pattern, ok := b.pattern()
	return ok && publicPaths().MatchString(pattern.String())
}
