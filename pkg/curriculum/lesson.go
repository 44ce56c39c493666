package curriculum

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// Lesson is what an item means, and where to read more.
type Lesson struct {
	// Text is the explanation, in paragraphs; commands are on indented lines.
	Text string
	// Links lead to the official documentation.
	Links []string
}

// lessons is the directory of the texts: learn/ITEM.md for each that has one.
const lessons = "learn"

// readLessons reads the texts that there are. One of an item that there is not
// would never be read, so it is an error.
func readLessons(fsys fs.FS, c *Curriculum) (map[string]Lesson, error) {
	var all map[string]Lesson
	err := fs.WalkDir(fsys, lessons, func(name string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name == lessons {
			return nil // a curriculum may have no texts
		}
		if err != nil || entry.IsDir() {
			return err
		}
		id, isText := strings.CutSuffix(strings.TrimPrefix(name, lessons+"/"), ".md")
		if _, ok := c.Item(id); !ok || !isText {
			return fmt.Errorf("%s belongs to no item of the curriculum", name)
		}
		source, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		lesson, err := parseLesson(string(source))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if all == nil {
			all = map[string]Lesson{}
		}
		all[id] = lesson
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load curriculum: %w", err)
	}
	return all, nil
}

// parseLesson reads a text that ends with a list of links.
func parseLesson(source string) (Lesson, error) {
	text, list, found := strings.Cut(strings.TrimSpace(source), "\n\n- https://")
	if !found || text == "" {
		return Lesson{}, errors.New("a text ends with an empty line and a list of links to https://")
	}
	lesson := Lesson{Text: text}
	for line := range strings.Lines("- https://" + list) {
		link, ok := strings.CutPrefix(strings.TrimSpace(line), "- ")
		if !ok || !strings.HasPrefix(link, "https://") {
			return Lesson{}, fmt.Errorf("%q stands among the links", strings.TrimSpace(line))
		}
		lesson.Links = append(lesson.Links, link)
	}
	return lesson, nil
}
