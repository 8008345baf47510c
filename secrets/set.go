// Package secrets keeps values that must reach no output: it remembers what an
// input marks as sensitive, and takes it out of texts that are about to be shown,
// also where it is part of a longer text or is encoded.
package secrets

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/no403/no403/symbol"
)

// Shown stands in the place of a secret.
const Shown = "(sensitive)"

// Texts shorter than shortest are no secrets that anybody could keep. Those
// shorter than anywhere are found only as words of their own: "site" in
// "website" gives nothing away.
const (
	shortest = 4
	anywhere = 8
	// longest is that of a text of which encoded forms are looked for; of longer
	// ones, no part that is shown would hold all.
	longest = 4 << 10
	// MostEncoded bounds the texts of which encoded forms are looked for.
	MostEncoded = 2000
)

// A Set is a set of secret texts. A nil Set is empty, and adding to it does
// nothing.
type Set struct {
	texts    map[string]bool // every form of every secret
	revealed map[string]bool
	encoded  int
	compiled *compiled // nil before it is needed
}

// Add adds a text and its lines, each with the forms that encodings give it.
// Symbols in it are no secrets.
func (s *Set) Add(text string) {
	if s == nil {
		return
	}
	for _, part := range symbol.Parse(text).Parts() {
		if part.Symbol != nil {
			continue
		}
		s.add(part.Literal)
		// A line of it may be shown alone, and a sample of what a pattern means.
		for _, piece := range strings.FieldsFunc(part.Literal, func(r rune) bool { return strings.ContainsRune("\n\r*?", r) }) {
			if piece = strings.TrimSpace(piece); len(piece) >= anywhere {
				s.add(piece)
			}
		}
	}
}

func (s *Set) add(text string) {
	if utf8.RuneCountInString(text) < shortest || s.texts[text] || s.revealed[text] || text == "true" || text == "false" || text == "null" {
		return
	}
	if s.texts == nil {
		s.texts = make(map[string]bool)
	}
	s.compiled = nil
	s.texts[text] = true
	if len(text) < anywhere || len(text) > longest || s.encoded >= MostEncoded {
		return
	}
	s.encoded++
	for _, form := range forms(text) {
		if !s.revealed[form] {
			s.texts[form] = true
		}
	}
}

// Reveal takes out a text that its owner allows to be shown.
func (s *Set) Reveal(text string) {
	if s == nil {
		return
	}
	if s.revealed == nil {
		s.revealed = make(map[string]bool)
	}
	s.compiled = nil
	for _, form := range append(forms(text), text) {
		s.revealed[form] = true
		delete(s.texts, form)
	}
}

// forms returns a text as encodings write it, alone or within a longer text.
func forms(text string) []string {
	all := []string{url.QueryEscape(text), url.PathEscape(text), strings.ToLower(text), strings.ToUpper(text)}
	if quoted, err := json.Marshal(text); err == nil {
		all = append(all, strings.Trim(string(quoted), `"`))
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(text) == nil {
		all = append(all, strings.Trim(strings.TrimSpace(b.String()), `"`))
	}
	for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		// What precedes the text shifts it by up to two bytes, which leaves its
		// first and last characters to others.
		for shift := range 3 {
			encoded := encoding.EncodeToString(append(make([]byte, shift), text...))
			from := []int{0, 2, 3}[shift]
			to := (shift + len(text)) * 8 / 6
			all = append(all, encoded[from:to])
		}
	}
	return slices.DeleteFunc(all, func(form string) bool { return len(form) < anywhere || form == text })
}

// Merge adds the secrets of another set.
func (s *Set) Merge(other *Set) {
	if other == nil || len(other.texts) == 0 {
		return
	}
	if s.texts == nil {
		s.texts = make(map[string]bool, len(other.texts))
	}
	s.compiled = nil
	for text := range other.texts {
		s.texts[text] = true
	}
}

// Join is Merge for what another reading of the same input has kept: what either
// reveals is no secret.
func (s *Set) Join(other *Set) {
	s.Merge(other)
	s.encoded += other.encoded
	for text := range other.revealed {
		if s.revealed == nil {
			s.revealed = make(map[string]bool)
		}
		s.revealed[text] = true
	}
	for text := range s.revealed {
		delete(s.texts, text)
	}
}

// Encoded returns of how many texts encoded forms are looked for, which are at most
// MostEncoded.
func (s *Set) Encoded() int { return s.encoded }

// Len returns how many texts the set has, with their encoded forms.
func (s *Set) Len() int {
	if s == nil {
		return 0
	}
	return len(s.texts)
}

// Hide returns a text without the secrets in it.
func (s *Set) Hide(text string) string {
	return s.replace(text, (*compiled).hide, func(string) string { return Shown })
}

func (s *Set) replace(text string, long func(*compiled, string) string, short func(string) string) string {
	if s.Len() == 0 || text == "" {
		return text
	}
	if s.compiled == nil {
		s.compile()
	}
	return s.replaceWords(long(s.compiled, text), short)
}

// Mask is Hide for a line of source, whose columns must not move: stars stand in
// the place of what is secret.
func (s *Set) Mask(line string) string { return s.replace(line, (*compiled).mask, stars) }

func stars(text string) string { return strings.Repeat("*", utf8.RuneCountInString(text)) }

// A compiled set replaces what is to be replaced anywhere.
type compiled struct{ hiding, masking *strings.Replacer }

func (c *compiled) hide(text string) string { return c.hiding.Replace(text) }
func (c *compiled) mask(text string) string { return c.masking.Replace(text) }

// compile makes the replacers. Where several secrets begin at one place, the
// longest counts.
func (s *Set) compile() {
	var long []string
	for text := range s.texts {
		if len(text) >= anywhere {
			long = append(long, text)
		}
	}
	slices.SortFunc(long, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b))
	})
	hiding, masking := make([]string, 0, 2*len(long)), make([]string, 0, 2*len(long))
	for _, text := range long {
		hiding = append(hiding, text, Shown)
		masking = append(masking, text, stars(text))
	}
	s.compiled = &compiled{strings.NewReplacer(hiding...), strings.NewReplacer(masking...)}
}

// replaceWords replaces the short secrets where they are words.
func (s *Set) replaceWords(text string, with func(string) string) string {
	var b strings.Builder
	rest := 0
	flush := func(from, to int) {
		word := strings.TrimRight(text[from:to], ".-")
		to = from + len(word)
		if len(word) < anywhere && s.texts[word] {
			b.WriteString(text[rest:from] + with(word))
			rest = to
		}
	}
	start := -1
	for i, r := range text {
		switch in := inWord(r); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			flush(start, i)
			start = -1
		}
	}
	if start >= 0 {
		flush(start, len(text))
	}
	if rest == 0 {
		return text
	}
	return b.String() + text[rest:]
}

// inWord reports whether a character is one of a word, a name or an address.
func inWord(r rune) bool {
	return r == '_' || r == '-' || r == '.' || unicode.IsLetter(r) || unicode.IsDigit(r)
}
