package hclload

// Options are what the user may say about a load. The zero value is what a
// bare "no403 lint DIR" means.
type Options struct {
	// Settings give values to root variables, as -var and -var-file do for
	// Terraform: of two for one variable the later counts.
	Settings []Setting
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
}

// A Setting gives a value to one variable, or the values of a file to many.
type Setting struct {
	// Name is that of a variable, and Value what it is set to, as people write
	// it on the command line; Name is empty for a file.
	Name, Value string
	// File is the path of a file of values, relative to the current directory.
	File string
}
