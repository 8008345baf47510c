package differential_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A generator writes random expressions of a handler, in which u is the path, h
// the host and q the query string. Each is a template whose letters stand for
// further expressions: S a text, N a number, B a boolean, L a list, R a pattern,
// and T a replacement.
type generator struct{ *rand.Rand }

var templates = map[rune][]string{
	'S': {
		"S + S", "(S).toLowerCase()", "(S).slice(N, N)", "(S).substring(N, N)", "(S).replace(R, T)", "(S).replace(S, 'x')",
		"(B ? S : S)", "(S || S)", "(S && S)", "(S ?? S)", "(L).join('/')", "(L)[N]", "`x${S}y`", "(S).charAt(N)", "typeof S",
		"String(N)", "({'/a': 'v', a: S})[S]", "(S)[N]", "((S).match(R) || ['n'])[1]", "(S).trim()", "f(S)",
		"(L).find(x => x.length > 1)", "(L).find(x => x)", "decodeURIComponent(S)", "(S).substr(N, N)",
	},
	'N': {"(S).indexOf(S)", "(N + N)", "(N - N)", "(L).length", "(S).lastIndexOf(S)", "(L).indexOf(S)"},
	'B': {
		"(S).startsWith(S)", "(S).endsWith(S)", "(S).includes(S)", "(S === S)", "(S != S)", "R.test(S)", "(L).includes(S)",
		"(L).some(x => x === S)", "!(B)", "(N < N)", "(N >= N)", "(N === N)", "(S in {a: 1, '/': 2})", "({a: 1}).hasOwnProperty(S)",
		"new Set(L).has(S)", "(L).every(x => x !== S)",
	},
	'L': {
		"(S).split('/')", "(S).split('')", "(L).filter(x => x !== '')", "(L).map(x => x + 'z')", "(L).slice(N)", "(L).concat(L)",
		"[...L, S]", "(a => { a.push('p'); a.shift(); return a; })(L)", "(a => { a.reverse(); a.pop(); return a; })(L)",
	},
}

var leaves = map[rune][]string{
	'S': {"u", "u", "'/'", "'a'", "''", "'index.html'", "'/docs/a.html'", "'A/b'", "h", "'$1'", "undefined", "null", "q.x", "'a,b,c'", "' t '"},
	'N': {"0", "1", "2", "-1", "5", "u.length", "'3'", "undefined"},
	'B': {"true", "false", "u", "!u", "u === '/'", "q.x", "'x' in q"},
	'L': {"['a', 'b']", "[]", "u.split('/')", "['/', '/docs', u]", "Object.keys({a: 1, b: 2})", "Object.entries({a: 'b'})[0]", "[u, undefined, null]"},
	'R': {
		"/a/", `/\//g`, `/^\/(.*)$/`, `/\.[a-z]+$/i`, "/(a|b)+/", `/(\w+)\/(\w+)?/`, "/[^a-z]/g", `/\s/`, "/(?:d)(o)?/", `/\/+/g`, "/$/", "/^/", "/b*/g",
	},
	'T': {"'x'", "'[$1]'", "'$&$&'", "''", "'/'", "'$'", "'$$'", "'$0'", "'$2'"},
}

// expression writes an expression of a kind.
func (g generator) expression(kind rune, depth int) string {
	from := leaves[kind]
	if more := templates[kind]; depth > 0 && more != nil {
		from = more
	}
	var b strings.Builder
	template := from[g.IntN(len(from))]
	for i, c := range template {
		if _, is := leaves[c]; !is || depth == 0 || isWord(template, i) {
			b.WriteRune(c)
			continue
		}
		b.WriteString(g.expression(c, depth-1))
	}
	return b.String()
}

// isWord reports whether a letter belongs to a word of the language.
func isWord(s string, i int) bool {
	letter := func(i int) bool { return i >= 0 && i < len(s) && (s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z') }
	return letter(i-1) || letter(i+1)
}

// handler writes a handler whose result shows what the expression is.
func (g generator) handler() string {
	return fmt.Sprintf(`
	function f(x) {
		var r = '';
		for (var i = 0; i < 3; i++) {
			if (i === 1) continue;
			r += x;
		}
		switch (x) {
		case 'a':
			r = 'A';
		case 'b':
			r += 'B';
			break;
		default:
			r += '-';
		}
		return r;
	}
	function handler(event) {
		const { request } = event;
		var u = request.uri, h = request.headers.host.value, q = request.querystring, out;
		try {
			out = %s;
		} catch (e) {
			out = 'thrown';
		}
		if (out === 'a') {
			return { statusCode: 403 };
		}
		request.uri = '/' + out;
		return request;
	}`, g.expression('S', 4))
}
