package gitrev

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"sync"
)

// maxBlob is the most bytes of a file, more than anything here reads of one.
const maxBlob = 16 << 20

var errTooLarge = fmt.Errorf("is larger than %d MiB", maxBlob>>20)

// blobs reads the contents of files from one process of git.
type blobs struct {
	mu   sync.Mutex
	cmd  *exec.Cmd
	asks io.WriteCloser
	told *bufio.Reader
}

func (r repository) blobs() (*blobs, error) {
	cmd := r.command("cat-file", "--batch")
	asks, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	told, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	return &blobs{cmd: cmd, asks: asks, told: bufio.NewReader(told)}, nil
}

// read returns the content of a file, by the name that git has for it.
func (b *blobs) read(id string) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, err := fmt.Fprintln(b.asks, id); err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	head, err := b.told.ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	var name, kind string
	var size int64
	if _, err := fmt.Sscanf(head, "%s %s %d\n", &name, &kind, &size); err != nil || kind != "blob" {
		return nil, errors.New("git does not have the content: fetch it, this clone is not whole")
	}
	if size > maxBlob {
		if _, err := io.CopyN(io.Discard, b.told, size+1); err != nil {
			return nil, fmt.Errorf("git cat-file: %w", err)
		}
		return nil, errTooLarge
	}
	content := make([]byte, size+1) // a line feed follows
	if _, err := io.ReadFull(b.told, content); err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	return content[:size], nil
}

// close ends the process.
func (b *blobs) close() error {
	_ = b.asks.Close() // which ends it
	if err := b.cmd.Wait(); err != nil {
		return fmt.Errorf("git cat-file: %w", err)
	}
	return nil
}
