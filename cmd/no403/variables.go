package main

import (
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/settings"
	"github.com/spf13/cobra"
)

// addSource adds the flags that say what source is evaluated with, as those of
// Terraform with the same names do. They mean nothing for a plan, which has its
// values.
func addSource(cmd *cobra.Command) *source {
	o := &source{Options: hclload.Options{Environment: environment()}}
	addVariables(cmd, &o.Options)
	set := cmd.Flags()
	set.StringVar(&o.plan, "plan", "", "a plan of the same configuration, as a `file` or - for standard input: what it knows is used with the source")
	set.StringVar(&o.config, "config", "", "the `file` with settings (default "+settings.Name+" of the directory, or of the nearest one above in the repository)")
	addLimits(cmd, o)
	return o
}

// environment returns the variables that are set as Terraform reads them from
// the environment.
func environment() map[string]string {
	set := make(map[string]string)
	for _, entry := range os.Environ() {
		if rest, ok := strings.CutPrefix(entry, "TF_VAR_"); ok {
			name, value, _ := strings.Cut(rest, "=")
			set[name] = value
		}
	}
	return set
}

// addVariables adds the flags that say what variables are, and what may be read.
func addVariables(cmd *cobra.Command, o *hclload.Options) {
	set := cmd.Flags()
	set.Var(&setting{o, false}, "var", "set a variable of the root module, as `name=value`; may be repeated")
	set.Var(&setting{o, true}, "var-file", "set the variables in a `file`; may be repeated, and of two values the later counts")
	set.StringVar(&o.Workspace, "workspace", os.Getenv("TF_WORKSPACE"), "the `name` of the workspace (default the selected one)")
	set.StringArrayVar(&o.AllowRead, "allow-read", nil, "let functions of the configuration read files below another `directory` too; may be repeated")
}

// source holds the flags that say what source is evaluated with.
type source struct {
	hclload.Options
	plan    string
	config  string
	timeout time.Duration
}

// settings returns the settings that hold for what is looked at.
func (s *source) settings() *settings.Files {
	files := &settings.Files{Rules: rules.All()}
	if s.config != "" {
		files.Named = nameOf(s.config)
	}
	return files
}

// load reads the plan that goes with the source, if there is one.
func (s *source) load(stdin io.Reader) error {
	s.startClock()
	if s.plan == "" {
		return nil
	}
	plan, err := readPlan(s.plan, stdin, s.Limits)
	if err == nil {
		s.Plan = plan
	}
	return err
}

// A setting adds to the settings, which keep their order across both flags.
type setting struct {
	options *hclload.Options
	file    bool
}

// String returns the default, which is none.
func (s *setting) String() string { return "" }

// Type returns what stands for the value in the help.
func (s *setting) Type() string { return "string" }

// Set adds one setting.
func (s *setting) Set(text string) error {
	if s.file {
		s.options.Settings = append(s.options.Settings, hclload.Setting{File: text})
		return nil
	}
	name, value, ok := strings.Cut(text, "=")
	name = strings.TrimSpace(name)
	if !ok || name == "" {
		return errors.New("write it as name=value")
	}
	s.options.Settings = append(s.options.Settings, hclload.Setting{Name: name, Value: value})
	return nil
}
