package report

import (
	"fmt"
	"iter"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/apparentlymart/go-textseg/v15/textseg"
	"github.com/no403/no403/symbol"
	eastasian "golang.org/x/text/width"
)

// width returns how many columns of a terminal a text takes. It is the same in
// every locale.
func width(s string) int {
	if strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return len(s)
	}
	n := 0
	for cluster := range clusters(s) {
		n += clusterWidth(cluster)
	}
	return n
}

// clusters returns the grapheme clusters of a text, what people take for its
// characters: a letter with its accents, an emoji with its modifiers.
func clusters(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for rest := []byte(s); len(rest) > 0; {
			n, _, err := textseg.ScanGraphemeClusters(rest, true)
			if err != nil || n == 0 {
				n = len(rest)
			}
			if !yield(string(rest[:n])) {
				return
			}
			rest = rest[n:]
		}
	}
}

// clusterWidth goes by the first character: what is joined to it takes no room
// of its own.
func clusterWidth(cluster string) int {
	first, _ := utf8.DecodeRuneInString(cluster)
	kind := eastasian.LookupRune(first).Kind()
	if kind == eastasian.EastAsianWide || kind == eastasian.EastAsianFullwidth {
		return 2
	}
	return 1
}

func pad(s string, n int) string { return s + strings.Repeat(" ", max(0, n-width(s))) }

// visible replaces what would act on the terminal instead of being shown by
// it: control characters, the marks that change the direction of text, and
// bytes that are no UTF-8. Symbols become what people read.
func visible(s string) string {
	s = symbol.Strip(s)
	if strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		_, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case hidden(r):
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// hidden reports whether r must not reach a terminal. The joiners stay: they
// hold emoji and the letters of several scripts together.
func hidden(r rune) bool {
	const zeroWidthNonJoiner, zeroWidthJoiner = '\u200c', '\u200d'
	return r == utf8.RuneError || !unicode.IsGraphic(r) && r != zeroWidthNonJoiner && r != zeroWidthJoiner
}

// wrap breaks text between words into lines of at most first and rest
// columns. A word longer than that stays whole: it may be there to be copied.
func wrap(text string, first, rest int) []string {
	var lines []string
	line, room := "", first
	for _, word := range strings.Fields(symbol.Strip(text)) {
		word = visible(word)
		switch {
		case line == "" && len(lines) == 0 && width(word) > room && width(word) <= rest:
			// Below the label there is room for it.
			lines, line, room = append(lines, ""), word, rest
		case line == "":
			line = word
		case width(line)+1+width(word) <= room:
			line += " " + word
		default:
			lines = append(lines, line)
			line, room = word, rest
		}
	}
	return append(lines, line)
}

// OneLine returns a text in one line, without what would act on a terminal
// instead of being shown by it.
func OneLine(s string) string { return visible(strings.Join(strings.Fields(s), " ")) }

// line writes one line, which is visible already.
func (p *printer) line(text string) { p.out.WriteString(text + "\n") }

// hang writes text behind a label, wrapped, with the lines below the first one
// hanging under its beginning, or further left where that leaves little room.
func (p *printer) hang(label, text string) {
	const leastRoom, shallow = 56, 8
	size := width(label)
	if p.width-size < leastRoom {
		p.hangAt(shallow, label, size, text)
		return
	}
	p.hangAt(size, label, size, text)
}

// hangAt is hang with the indentation given, for a label that takes size
// columns on screen: it may hold colours.
func (p *printer) hangAt(indent int, label string, size int, text string) {
	for i, line := range wrap(text, p.width-size, p.width-indent) {
		if i > 0 {
			label = strings.Repeat(" ", indent)
		}
		p.line(strings.TrimRight(label+line, " "))
	}
}

// count returns "1 error" or "2 errors".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
