package lsp

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// maxMessage is the most bytes of one message that are read, far more than a
// document of Terraform takes.
const maxMessage = 64 << 20

// An unreadable message has been passed over; the next one can be read.
type unreadable string

func (u unreadable) Error() string { return string(u) }

// frames reads messages as the base protocol puts them behind headers.
// See https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol.
type frames struct {
	in *bufio.Reader
}

const lengthHeader = "content-length:"

// next returns the content of the next message. The error is of type unreadable
// when there may be others behind it. What is no header is passed over, so that
// a reader which has lost the thread finds it at the next length.
func (f frames) next() ([]byte, error) {
	text := ""
	for begun := false; ; {
		line, err := f.line()
		begun = begun || line != ""
		switch {
		case err != nil && begun && errors.Is(err, io.EOF):
			return nil, io.ErrUnexpectedEOF
		case err != nil:
			return nil, err
		case line == "" && text != "":
			return f.content(text)
		}
		// In lower case broken text has another length.
		line = strings.ToLower(line)
		if at := strings.LastIndex(line, lengthHeader); at >= 0 {
			text = strings.TrimSpace(line[at+len(lengthHeader):])
		}
	}
}

// line returns a line without its end; of a long one only the last part.
func (f frames) line() (string, error) {
	text, err := f.in.ReadSlice('\n')
	for errors.Is(err, bufio.ErrBufferFull) {
		text, err = f.in.ReadSlice('\n')
	}
	return strings.TrimRight(string(text), "\r\n"), err
}

// content reads as many bytes as a header says.
func (f frames) content(length string) ([]byte, error) {
	n, err := strconv.ParseInt(length, 10, 64)
	switch {
	case err != nil || n < 0:
		return nil, unreadable(fmt.Sprintf("Content-Length is %.40q, which is no length", length))
	case n > maxMessage:
		if _, err := io.CopyN(io.Discard, f.in, n); err != nil {
			return nil, err
		}
		return nil, unreadable(fmt.Sprintf("a message of %d bytes is longer than %d", n, maxMessage))
	}
	// The buffer grows with what arrives: a length alone costs no memory.
	var content bytes.Buffer
	if _, err := io.CopyN(&content, f.in, n); err != nil {
		return nil, io.ErrUnexpectedEOF
	}
	return content.Bytes(), nil
}

// writeFrame writes one message.
func writeFrame(out io.Writer, content []byte) error {
	frame := make([]byte, 0, len(content)+len("Content-Length: 00000000\r\n\r\n"))
	frame = fmt.Appendf(frame, "Content-Length: %d\r\n\r\n", len(content))
	_, err := out.Write(append(frame, content...))
	return err
}
