package lsp

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

// messagesOf reads all messages of a stream: what is unreadable as an exclamation
// mark, and the error at its end.
func messagesOf(stream io.Reader) (contents []string, err error) {
	messages := frames{bufio.NewReader(stream)}
	for {
		content, err := messages.next()
		var passed unreadable
		switch {
		case err == nil:
			contents = append(contents, string(content))
		case errors.As(err, &passed):
			contents = append(contents, "!")
		default:
			return contents, err
		}
	}
}

func TestFrames(t *testing.T) {
	for _, test := range []struct {
		stream, want string
		end          error
	}{
		{"", "", io.EOF},
		{"Content-Length: 2\r\n\r\n{}", "{}", io.EOF},
		{"content-length:2\n\n{}Content-Length: 1\r\n\r\n1", "{} 1", io.EOF},
		{"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}", "{}", io.EOF},
		{"Content-Length: 0\r\n\r\nContent-Length: 1\r\n\r\n1", " 1", io.EOF},
		{"Content-Length: x\r\n\r\nContent-Length: 1\r\n\r\n1", "! 1", io.EOF},
		{"Content-Length: -1\r\n\r\nContent-Length: 1\r\n\r\n1", "! 1", io.EOF},
		{"Content-Length: 99999999999999999999\r\n\r\nContent-Length: 1\r\n\r\n1", "! 1", io.EOF},
		// A body that is longer or shorter than its header says costs itself, and
		// what it takes of the next.
		{"Content-Length: 2\r\n\r\n{}}}Content-Length: 1\r\n\r\n1", "{} 1", io.EOF},
		{"\r\n\r\nnoise\r\n\r\nContent-Length: 1\r\n\r\n1", "1", io.EOF},
		{strings.Repeat("x", 10_000) + "Content-Length: 1\r\n\r\n1", "1", io.EOF},
		// The client dies.
		{"Content-Le", "", io.ErrUnexpectedEOF},
		{"Content-Length: 2\r\n", "", io.ErrUnexpectedEOF},
		{"Content-Length: 2\r\n\r\n", "", io.ErrUnexpectedEOF},
		{"Content-Length: 2\r\n\r\n{", "", io.ErrUnexpectedEOF},
	} {
		got, err := messagesOf(strings.NewReader(test.stream))
		if strings.Join(got, " ") != test.want || !errors.Is(err, test.end) {
			t.Errorf("%.60q: got %q and %v, want %q and %v", test.stream, got, err, test.want, test.end)
		}
	}
}

// A message that is too long is passed over, and one that only says that it is
// long costs no memory.
func TestLongFrame(t *testing.T) {
	long := io.MultiReader(strings.NewReader("Content-Length: 67108865\r\n\r\n"), io.LimitReader(zeros{}, maxMessage+1), strings.NewReader("Content-Length: 1\r\n\r\n1"))
	if got, err := messagesOf(long); strings.Join(got, " ") != "! 1" || !errors.Is(err, io.EOF) {
		t.Errorf("got %d messages and %v", len(got), err)
	}
	allocated := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			if _, err := messagesOf(strings.NewReader("Content-Length: 60000000\r\n\r\n{}")); err == nil {
				b.Fatal("the message is whole")
			}
		}
	}).AllocedBytesPerOp()
	if allocated > 1<<20 {
		t.Errorf("%d bytes for a length alone", allocated)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// What was written is read, whatever came before it ended as a message does.
func FuzzFrames(f *testing.F) {
	for _, seed := range []string{"", "{}", "Content-Length: 5\r\n\r\n{}", "Content-Length: 2\r\n\r\n{}", "\n\n\nContent-Length: 1", "Content-Length: 0\r\n\r\n"} {
		f.Add([]byte(seed), []byte(seed))
	}
	f.Fuzz(func(t *testing.T, noise, content []byte) {
		if _, err := messagesOf(bytes.NewReader(noise)); err == nil {
			t.Fatal("a stream has no end")
		}
		var stream bytes.Buffer
		for range 2 {
			if err := writeFrame(&stream, content); err != nil {
				t.Fatal(err)
			}
		}
		got, err := messagesOf(&stream)
		if len(got) != 2 || got[0] != string(content) || got[1] != string(content) || !errors.Is(err, io.EOF) {
			t.Errorf("wrote %q twice, read %q and %v", content, got, err)
		}
	})
}
