// Package curriculum knows the levels, skills, indicators and projects that
// the challenges cover.
package curriculum

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Curriculum is the whole of what can be learned, level by level.
type Curriculum struct {
	Levels []Level `yaml:"levels"`
	// Lessons are the texts about items that there are, by the item's id.
	Lessons map[string]Lesson `yaml:"-"`
}

// Level is one of six; each list maps a stable slug to its text.
type Level struct {
	Number     int               `yaml:"level"`
	Name       string            `yaml:"name"`
	Focus      string            `yaml:"focus"`
	Skills     map[string]string `yaml:"skills"`
	Indicators map[string]string `yaml:"indicators"`
	Projects   map[string]string `yaml:"projects"`
}

// Load reads curriculum.yaml and the texts below learn from fsys, strictly.
func Load(fsys fs.FS) (*Curriculum, error) {
	source, err := fs.ReadFile(fsys, "curriculum.yaml")
	if err != nil {
		return nil, fmt.Errorf("load curriculum: %w", err)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(source))
	decoder.KnownFields(true)
	c := &Curriculum{}
	if err := decoder.Decode(c); err != nil {
		return nil, fmt.Errorf("load curriculum.yaml: %w", err)
	}
	if err := decoder.Decode(new(any)); !errors.Is(err, io.EOF) {
		return nil, errors.New("load curriculum.yaml: it has more than one document")
	}
	for i, level := range c.Levels {
		if level.Number != i+1 {
			return nil, fmt.Errorf("load curriculum.yaml: level %d stands in place %d", level.Number, i+1)
		}
	}
	if c.Lessons, err = readLessons(fsys, c); err != nil {
		return nil, err
	}
	return c, nil
}

// Item finds the text of an item by its id, such as
// "l1/indicator/pod-lifecycle".
func (c *Curriculum) Item(id string) (text string, ok bool) {
	for _, item := range c.Items() {
		if item.ID == id {
			return item.Text, true
		}
	}
	return "", false
}

// First is the id of a level's first skill, empty where the level has none.
func (c *Curriculum) First(level int) string {
	if level < 1 || level > len(c.Levels) || len(c.Levels[level-1].Skills) == 0 {
		return ""
	}
	return fmt.Sprintf("l%d/skill/%s", level, slices.Min(slices.Collect(maps.Keys(c.Levels[level-1].Skills))))
}
