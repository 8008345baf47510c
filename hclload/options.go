package hclload

import (
	"io/fs"

	"github.com/no403/no403/limits"
	"github.com/no403/no403/tf"
)

// Options are what the user may say about a load. The zero value is what a
// bare "no403 lint DIR" means.
type Options struct {
	// Settings give values to root variables, as -var and -var-file do for
	// Terraform: of two for one variable the later counts.
	Settings []Setting
	// VariablesFiles are files of values below the repository that count less than
	// Settings. Values for variables that are not declared are passed over.
	VariablesFiles []string
	// Environment has values of root variables by their names, as the
	// environment variables TF_VAR_name give them. Everything else counts for
	// more.
	Environment map[string]string
	// Workspace is the selected workspace. When it is empty, it is the one that
	// "terraform workspace select" has noted in the directory, or "default".
	Workspace string
	// AllowRead are directories besides the linted tree below which functions
	// of the configuration may read files.
	AllowRead []string
	// Tree, if not nil, takes the place of the files of the repository, as
	// another revision has them. The directory must be there on the disk too.
	Tree fs.FS
	// Within is the directory that the root module was found in, empty if it was
	// named itself. In no repository its files may be read.
	Within string
	// Parsed, if not nil, keeps what was parsed for the next load.
	Parsed *Parsed
	// Overlay has texts that count in place of those of files, by path: what an
	// editor holds and has not saved, or an edit that is only tried. The files
	// need not exist, their directories must. Where files may not be read, these
	// are not either; nor are they below AllowRead.
	Overlay map[string][]byte
	// Plan, if not nil, is a plan of the same configuration. Its variables
	// count for more than all others, and what it knows takes the place of what
	// the source leaves open.
	Plan tf.Plan
	// Limits bound what is read and evaluated.
	Limits limits.Limits
}

// A Setting gives a value to one variable, or the values of a file to many.
type Setting struct {
	// Name is that of a variable, and Value what it is set to, as people write
	// it on the command line; Name is empty for a file.
	Name, Value string
	// File is the path of a file of values, relative to the current directory.
	File string
}
