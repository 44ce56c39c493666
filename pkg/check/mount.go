package check

import (
	"encoding/base64"
	"path"
	"slices"
	"strings"
)

// configFile tells what a container finds at an absolute path that a volume
// of ConfigMaps or Secrets is to provide, as a map with the fields
//
//	mounted  the mount that covers the path comes from a ConfigMap or Secret
//	found    one of them has the file
//	content  the file's content
//
// A path that is not clean, and a mount whose place in the volume is only
// known at run time (subPathExpr) or is the kubelet's own (..data), count as
// not mounted.
func configFile(object map[string]any, container, file string, configs []map[string]any) map[string]any {
	result := map[string]any{"mounted": false, "found": false, "content": ""}
	spec := podSpec(object)
	mount, place := coveringMount(spec, container, file)
	if mount == nil || text(mount, "subPathExpr") != "" {
		return result
	}
	// The volume keeps its files in directories of such names, beside links to
	// them that a ConfigMap does not name.
	if slices.ContainsFunc(strings.Split(text(mount, "subPath"), "/"), func(part string) bool { return strings.HasPrefix(part, "..") }) {
		return result
	}
	name := strings.TrimPrefix(path.Join(text(mount, "subPath"), strings.TrimPrefix(file, place)), "/")
	configs = inNamespace(object, configs)
	for _, volume := range objects(spec["volumes"]) {
		if volume["name"] != mount["name"] {
			continue
		}
		sources, others := configSources(volume)
		result["mounted"] = len(sources) > 0 && !slices.Contains(others, name)
		for _, source := range sources {
			if content, found := source.file(name, configs); found && result["mounted"] == true {
				result["found"], result["content"] = true, content
			}
		}
	}
	return result
}

// coveringMount is the mount of a container that decides what is at a path:
// the one with the longest mount path that leads to it, and of two in one
// place (/app and /app/) the later one, which covers the earlier.
func coveringMount(spec map[string]any, container, file string) (mount map[string]any, place string) {
	if file != path.Clean(file) {
		return nil, ""
	}
	for _, c := range containers(spec) {
		if c["name"] != container {
			continue
		}
		for _, m := range objects(c["volumeMounts"]) {
			at := path.Clean("/" + text(m, "mountPath"))
			if within(file, at) && len(at) >= len(place) {
				mount, place = m, at
			}
		}
	}
	return mount, place
}

// A configSource is a ConfigMap or Secret that a volume is made of, or some
// keys of it.
type configSource struct {
	kind, name string
	items      []map[string]any
}

// configSources are the ConfigMaps and Secrets that a volume is made of, and
// the other files in it; none where it is made of anything else.
func configSources(volume map[string]any) (sources []configSource, others []string) {
	if source, ok := volume["configMap"].(map[string]any); ok {
		return []configSource{{"ConfigMap", text(source, "name"), objects(source["items"])}}, nil
	}
	if source, ok := volume["secret"].(map[string]any); ok {
		return []configSource{{"Secret", text(source, "secretName"), objects(source["items"])}}, nil
	}
	for _, projection := range objects(field(volume, "projected", "sources")) {
		for kind, source := range projection {
			s, _ := source.(map[string]any)
			switch kind {
			case "configMap":
				sources = append(sources, configSource{"ConfigMap", text(s, "name"), objects(s["items"])})
			case "secret":
				sources = append(sources, configSource{"Secret", text(s, "name"), objects(s["items"])})
			case "serviceAccountToken":
				others = append(others, path.Clean(text(s, "path")))
			case "downwardAPI":
				for _, item := range objects(s["items"]) {
					others = append(others, path.Clean(text(item, "path")))
				}
			default:
				return nil, nil
			}
		}
	}
	return sources, others
}

// file is what a source puts into a volume under a name.
func (s configSource) file(name string, configs []map[string]any) (content string, found bool) {
	key := name
	if len(s.items) > 0 {
		key = ""
		for _, item := range s.items {
			if path.Clean(text(item, "path")) == name {
				key = text(item, "key")
			}
		}
	}
	data, _ := configData(s.kind, s.name, configs)
	if content, found = data[key]; found {
		return content, true
	}
	encoded, ok := field(findConfig(s.kind, s.name, configs), "binaryData", key).(string)
	if !ok {
		return "", false
	}
	decoded, err := base64.StdEncoding.DecodeString(encoded)
	return string(decoded), err == nil
}
