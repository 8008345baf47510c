package lsp

import (
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/settings"
	"go.lsp.dev/protocol"
)

// watching asks the client to tell when files change that open documents may
// depend on.
func watching() protocol.Registration {
	var watchers []protocol.FileSystemWatcher
	for _, pattern := range []protocol.Pattern{
		"**/*.{tf,tofu,tfvars}", "**/*.{tf,tofu,tfvars}.json", "**/" + settings.Name,
		// What "terraform init" and "terraform workspace select" write.
		"**/.terraform/{environment,modules/modules.json}",
	} {
		watchers = append(watchers, protocol.FileSystemWatcher{GlobPattern: pattern})
	}
	return protocol.Registration{
		ID: "files", Method: protocol.MethodWorkspaceDidChangeWatchedFiles,
		RegisterOptions: encoded(&protocol.DidChangeWatchedFilesRegistrationOptions{Watchers: watchers}),
	}
}

// didChangeFiles notes what has changed on disk. Of a file that is open its text
// counts, whatever becomes of the file.
func (s *server) didChangeFiles(p *protocol.DidChangeWatchedFilesParams) {
	for _, event := range p.Changes {
		if !event.URI.IsFile() {
			continue
		}
		path := canonical(event.URI.FsPath())
		if s.at(path) == nil {
			s.changed(path, debounce)
		}
		if hclload.IsSource(path) {
			s.look(path)
		}
	}
}
