package functions

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// Files gives the file functions what they may read. Paths are as an
// expression gives them: absolute, or relative to the working directory of
// the root module.
type Files interface {
	// ReadFile returns the content of a file.
	ReadFile(name string) ([]byte, error)
	// Exists reports whether there is a file that could be read. A directory
	// is an error.
	Exists(name string) (bool, error)
	// Glob returns the files below dir whose paths from dir match a pattern of
	// fileset. It returns nothing for a directory that does not exist.
	Glob(dir, pattern string) ([]string, error)
	// Abs returns the absolute path of a path.
	Abs(name string) string
}

type noFiles struct{}

var errNoFiles = errors.New("files cannot be read here")

func (noFiles) ReadFile(string) ([]byte, error)       { return nil, errNoFiles }
func (noFiles) Exists(string) (bool, error)           { return false, errNoFiles }
func (noFiles) Glob(string, string) ([]string, error) { return nil, errNoFiles }
func (noFiles) Abs(name string) string                { return path.Join("/", name) }

func filesystem(files Files) funcs {
	return funcs{
		"abspath":    onString(func(name string) (string, error) { return files.Abs(name), nil }),
		"basename":   onString(func(name string) (string, error) { return path.Base(name), nil }),
		"dirname":    onString(func(name string) (string, error) { return path.Dir(name), nil }),
		"file":       onFile(files, text),
		"filebase64": onFile(files, func(_ string, src []byte) (string, error) { return base64.StdEncoding.EncodeToString(src), nil }),
		"fileexists": fileExists(files),
		"fileset":    fileSet(files),
		"pathexpand": pathExpand,
	}
}

// onFile makes a function of the content of a file.
func onFile(files Files, impl func(name string, src []byte) (string, error)) function.Function {
	return onString(func(name string) (string, error) {
		src, err := files.ReadFile(name)
		if err != nil {
			return "", err
		}
		return impl(name, src)
	})
}

func text(name string, src []byte) (string, error) {
	if !utf8.Valid(src) {
		return "", fmt.Errorf("%s is not UTF-8: filebase64 reads other files", name)
	}
	return string(src), nil
}

func fileExists(files Files) function.Function {
	return pure(cty.Bool, []string{"path"}, func(args []string) (cty.Value, error) {
		exists, err := files.Exists(args[0])
		if err != nil {
			return cty.NilVal, err
		}
		return cty.BoolVal(exists), nil
	})
}

func fileSet(files Files) function.Function {
	return pure(cty.Set(cty.String), []string{"path", "pattern"}, func(args []string) (cty.Value, error) {
		names, err := files.Glob(args[0], args[1])
		if err != nil {
			return cty.NilVal, err
		}
		if len(names) == 0 {
			return cty.SetValEmpty(cty.String), nil
		}
		vals := make([]cty.Value, len(names))
		for i, name := range names {
			vals[i] = cty.StringVal(name)
		}
		return cty.SetVal(vals), nil
	})
}

// pathExpand does not say where somebody's home is.
var pathExpand = pure(cty.String, []string{"path"}, func(args []string) (cty.Value, error) {
	if strings.HasPrefix(args[0], "~") {
		return cty.UnknownVal(cty.String), nil
	}
	return cty.StringVal(args[0]), nil
})

// isMissing reports whether an error says that there is no such file.
func isMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) }
