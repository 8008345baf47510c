// Package crash says where the program itself went wrong, for those who mend it.
package crash

import (
	"fmt"
	"path"
	"runtime"
	"strings"
)

// Report is what a user is asked to do about an internal error.
const Report = "please report it at https://github.com/no403/no403/issues"

const module = "github.com/no403/no403/"

// Place describes what was recovered from a panic by the function that calls it:
// "at cloudfront/s3.go:120", with the cause where that is the Go runtime's. Other
// causes may quote values of the input, which may be secret, and are left out.
func Place(cause any) string {
	at := "at an unknown place"
	callers := make([]uintptr, 100)
	frames := runtime.CallersFrames(callers[:runtime.Callers(1, callers)])
	panicked := false
	for frame, more := frames.Next(); more; frame, more = frames.Next() {
		panicked = panicked || frame.Function == "runtime.gopanic"
		name, ours := strings.CutPrefix(frame.Function, module)
		if panicked && ours {
			pkg, _, _ := strings.Cut(path.Base(name), ".")
			at = fmt.Sprintf("at %s:%d", path.Join(path.Dir(name), pkg, path.Base(frame.File)), frame.Line)
			break
		}
	}
	if e, ok := cause.(runtime.Error); ok {
		return at + ": " + strings.TrimPrefix(e.Error(), "runtime error: ")
	}
	return at
}
