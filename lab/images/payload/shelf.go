package payload

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"

	"github.com/kubectl-mastery/kubectl-mastery/lab/images/debian"
	"github.com/kubectl-mastery/kubectl-mastery/lab/images/image"
)

// shelf is what images are made from.
type shelf struct {
	archive  debian.Archive
	packages map[string]debian.Package
	programs programs
	files    fs.FS
	// builder stands for the builder and the architecture.
	builder string
}

func (s shelf) sources() image.Sources {
	return image.Sources{
		Program: func(name string) ([]byte, error) {
			p, known := s.programs[name]
			if !known {
				return nil, fmt.Errorf("no component builds a program %q", name)
			}
			return os.ReadFile(p.file)
		},
		Package: func(ctx context.Context, name string, use func(io.Reader) error) error {
			return s.archive.Read(ctx, s.packages[name], use)
		},
		Files: s.files,
	}
}

// key names all that decides what an image contains.
func (s shelf) key(set image.Set, img image.Image) (string, error) {
	sum := sha256.New()
	definition, err := json.Marshal(set.Reduced(img))
	if err != nil {
		return "", fmt.Errorf("read image %q: %w", img.Name, err)
	}
	fmt.Fprintf(sum, "%s %s\n", s.builder, definition)
	for _, name := range set.Programs(img) {
		fmt.Fprintf(sum, "%q %q\n", name, s.programs[name].key)
	}
	for _, name := range set.Packages(img) {
		fmt.Fprintf(sum, "%q %q\n", name, s.packages[name].SHA256)
	}
	for _, root := range set.Files(img) {
		err := fs.WalkDir(s.files, root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			data, err := fs.ReadFile(s.files, name)
			fmt.Fprintf(sum, "%q %v %x\n", name, info.Mode()&0o100, sha256.Sum256(data))
			return err
		})
		if err != nil {
			return "", fmt.Errorf("read files of image %q: %w", img.Name, err)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// origins lists what an image is made from, as package URLs.
func (s shelf) origins(set image.Set, img image.Image) []string {
	origins := []string{}
	for _, name := range set.Programs(img) {
		origins = append(origins, "pkg:golang/"+s.programs[name].source)
	}
	for _, name := range set.Packages(img) {
		p := s.packages[name]
		origins = append(origins, fmt.Sprintf("pkg:deb/debian/%s@%s?arch=%s&distro=%s",
			p.Name, url.PathEscape(p.Version), s.archive.Arch, s.archive.Release.Suite))
	}
	return origins
}
