package report

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/no403/no403/tf"
)

const (
	tabStop  = 4
	ellipsis = "…"
	// longestLine is what people write; longer ones come from programs, and
	// a part of one tells nobody anything.
	longestLine = 1 << 14
)

// excerpt writes the first line of r as the source has it, with the part that
// is in r underlined. It writes nothing where there is no source.
func (p *printer) excerpt(r tf.Range, color string) {
	line, from, to, ok := markedLine(p.sources, r)
	if !ok {
		return
	}
	number := fmt.Sprintf("%3d", r.Start.Line)
	gutter := "  " + strings.Repeat(" ", len(number)) + " | "
	shown, before, length := line.cut(from, to, p.width-len(gutter))
	p.line("  " + number + " | " + shown)
	p.line(gutter + strings.Repeat(" ", before) + p.style.paint(color, strings.Repeat("~", length)))
}

// markedLine returns the first line of r and which of its cells to mark; not ok
// where there is no source of it, or nothing that people wrote.
func markedLine(sources map[string][]byte, r tf.Range) (line sourceLine, from, to int, ok bool) {
	text, ok := lineOf(sources[r.File], r.Start.Line)
	if !ok || len(text) > longestLine {
		return line, 0, 0, false
	}
	line = newSourceLine(text)
	from, to = line.marked(r)
	return line, from, to, true
}

// lineOf returns a line of a file, which counts from 1.
func lineOf(source []byte, number int) (line string, ok bool) {
	if number < 1 || source == nil {
		return "", false
	}
	for ; number > 1; number-- {
		i := bytes.IndexByte(source, '\n')
		if i < 0 {
			return "", false
		}
		source = source[i+1:]
	}
	text, _, _ := bytes.Cut(source, []byte("\n"))
	return string(bytes.TrimSuffix(text, []byte("\r"))), true
}

// A sourceLine is a line in the cells that ranges count: grapheme clusters, as
// the HCL parser counts them.
type sourceLine struct {
	source []string
	cells  []string // as shown
	at     []int    // the column at which each cell begins, and the last ends
}

func newSourceLine(text string) sourceLine {
	l := sourceLine{at: []int{0}}
	column := 0
	for cluster := range clusters(text) {
		cell := visible(cluster)
		if cluster == "\t" {
			cell = strings.Repeat(" ", tabStop-column%tabStop)
		}
		column += width(cell)
		l.source = append(l.source, cluster)
		l.cells = append(l.cells, cell)
		l.at = append(l.at, column)
	}
	return l
}

// marked returns which cells to underline: those in r, of an attribute only
// its value.
func (l sourceLine) marked(r tf.Range) (from, to int) {
	last := len(l.cells)
	from = min(max(r.Start.Column-1, 0), last)
	to = last
	if r.End.Line == r.Start.Line {
		to = min(max(r.End.Column-1, from), last)
	}
	return from + beforeValue(l.source[from:to]), to
}

// beforeValue returns how many cells the name of an attribute, the equals sign
// and the space around it take; 0 for what is no attribute.
func beforeValue(cells []string) int {
	i := 0
	skip := func(in func(string) bool) {
		for i < len(cells) && in(cells[i]) {
			i++
		}
	}
	skip(partOfName)
	name := i
	skip(isBlank)
	if name == 0 || i == len(cells) || cells[i] != "=" {
		return 0
	}
	i++
	skip(isBlank)
	if i == len(cells) || cells[i] == "=" {
		return 0
	}
	return i
}

func isBlank(cell string) bool { return cell == " " || cell == "\t" }

// partOfName reports whether a cell can be in an identifier of HCL.
func partOfName(cell string) bool {
	r, _ := utf8.DecodeRuneInString(cell)
	return r == '_' || r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// split returns the line around the marked cells.
func (l sourceLine) split(from, to int) (before, marked, after string) {
	join := func(cells []string) string { return strings.Join(cells, "") }
	return join(l.cells[:from]), join(l.cells[from:to]), join(l.cells[to:])
}

// cut returns as much of the line as there is room for, around the marked
// cells, and where in it the mark stands.
func (l sourceLine) cut(from, to, room int) (shown string, before, length int) {
	low, high := l.window(from, to, room)
	shown = strings.Join(l.cells[low:high], "")
	before = l.at[from] - l.at[low]
	length = max(1, l.at[min(to, high)]-l.at[from])
	if low > 0 {
		shown = ellipsis + shown
		before++
	}
	if high < len(l.cells) {
		shown += ellipsis
	}
	return strings.TrimRight(shown, " "), before, length
}

// window returns the cells to show: the marked ones, what precedes them, and
// some of what follows. A mark that is too long is cut at its end.
func (l sourceLine) window(from, to, room int) (low, high int) {
	last := len(l.cells)
	if l.at[last] <= room {
		return 0, last
	}
	const ellipses = 2
	behind := min(l.at[last]-l.at[to], room/4)
	for low < from && l.at[to]-l.at[low]+behind > room-ellipses {
		low++
	}
	high = low
	for high < last && l.at[high+1]-l.at[low] <= room-ellipses {
		high++
	}
	return low, max(high, min(from+1, last))
}
