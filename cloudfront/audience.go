package cloudfront

import (
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/no403/no403/symbol"
)

// An Audience is what a behavior is for, as far as its names tell: it decides
// how ordinary a request is, never whether it is denied.
type Audience int

// The audiences.
const (
	// Pages are what people navigate to.
	Pages Audience = iota
	// Assets are files that pages load.
	Assets
	// API is what programs call.
	API
)

var (
	assetNames = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(cdn|static|assets?|media|img|images?|files?|downloads?|fonts?|video|videos|js|css|content|uploads?)[0-9-]*$`)
	})
	apiNames = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(api|apis|graphql|gateway|rest|ws|rpc|v[0-9]+)[0-9-]*$`)
	})
	textNames = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(docs?|documentation|help|blog|guides?)$`) })
	assetExts = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^\.(js|mjs|css|map|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf|eot|json|xml|txt|pdf|mp4|webm|m3u8|mpd|ts|zip|gz)$`)
	})
)

// Audience returns what the behavior is for.
func (b *Behavior) Audience() Audience {
	if b.Default {
		return b.Distribution.audience()
	}
	t, ok := b.pattern()
	if !ok {
		return Assets
	}
	pattern := strings.ToLower(t.String())
	if assetExts().MatchString(path.Ext(pattern)) {
		return Assets
	}
	for _, label := range strings.FieldsFunc(pattern, func(r rune) bool { return strings.ContainsRune("/*._?", r) }) {
		switch {
		case textNames().MatchString(label):
			return Pages
		case apiNames().MatchString(label):
			return API
		case assetNames().MatchString(label) || label == "next":
			return Assets
		}
	}
	return Pages
}

// audience is that of the default behavior. A name that people type makes a
// site, and so does a root object that is a page.
func (d *Distribution) audience() Audience {
	names := d.names()
	kinds := make(map[Audience]bool)
	for _, name := range names {
		first, _, _ := strings.Cut(name, ".")
		switch {
		case assetNames().MatchString(first):
			kinds[Assets] = true
		case apiNames().MatchString(first):
			kinds[API] = true
		default:
			kinds[Pages] = true
		}
	}
	switch {
	case kinds[Pages] || d.hasPages():
		return Pages
	case kinds[API] || d.DefaultBehavior().asksAPI():
		return API
	case len(names) == 0 && !d.DefaultBehavior().asksS3():
		return Pages
	}
	return Assets
}

// namedAPI tells whether the path pattern of the behavior, or every name of
// the distribution, calls it an API.
func (b *Behavior) namedAPI() bool {
	if !b.Default {
		return b.Audience() == API
	}
	names := b.Distribution.names()
	for _, name := range names {
		if first, _, _ := strings.Cut(name, "."); !apiNames().MatchString(first) {
			return false
		}
	}
	return len(names) > 0
}

func (d *Distribution) names() []string {
	var names []string
	aliases, _, _ := d.Aliases()
	for _, h := range d.hosts {
		aliases = append(aliases, h.Name)
	}
	for _, t := range aliases {
		names = append(names, t.String())
	}
	return names
}

// hasPages reports whether the distribution names an HTML page, or the bucket
// behind its default behavior holds one.
func (d *Distribution) hasPages() bool {
	if b := d.DefaultBehavior(); b != nil {
		if o, _ := b.Origin(); o != nil && o.Endpoint().Bucket != nil && o.Endpoint().Bucket.holdsPages() {
			return true
		}
	}
	if object, set := d.DefaultRootObject(); set == symbol.True {
		if t, ok := object.Text(); ok && strings.HasSuffix(t.String(), ".html") {
			return true
		}
	}
	for _, p := range d.pages {
		if t, ok := p.Path.Text(); ok && strings.HasSuffix(t.String(), ".html") {
			return true
		}
	}
	return false
}

func (b *Behavior) asksAPI() bool {
	if b == nil {
		return false
	}
	o, _ := b.Origin()
	return o != nil && o.Endpoint().Kind == APIGateway
}

func (b *Behavior) asksS3() bool {
	if b == nil {
		return false
	}
	o, _ := b.Origin()
	return o != nil && o.Endpoint().Kind == S3REST
}

var appWords = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(single[ -]page|spa|react|angular|vue|svelte|vite)\b`)
})

// SinglePageApp returns the words in which the configuration calls the
// behavior's content a single-page application, empty when it does not.
func (b *Behavior) SinglePageApp() string {
	texts := []string{b.Distribution.comment()}
	if o, _ := b.Origin(); o != nil {
		texts = append(texts, o.ID())
		if bucket := o.Endpoint().Bucket; bucket != nil {
			texts = append(texts, bucket.Name.String())
		}
	}
	for _, text := range texts {
		if word := appWords().FindString(text); word != "" {
			return word
		}
	}
	return ""
}
