package check

import (
	"encoding/base64"
	"path"
	"slices"
	"strings"
)

// configFile tells what a container finds at an absolute path that a volume
// of a ConfigMap is to provide, as a map with the fields
//
//	mounted  the mount that covers the path comes from a ConfigMap
//	found    that ConfigMap has the file
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
	for _, volume := range objects(spec["volumes"]) {
		if volume["name"] != mount["name"] {
			continue
		}
		sources := configSources(volume)
		result["mounted"] = len(sources) > 0
		for _, source := range sources {
			if content, found := fromConfig(source, name, configs); found {
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
	if file != path.Clean(file) || !path.IsAbs(file) {
		return nil, ""
	}
	for _, c := range containers(spec) {
		if c["name"] != container {
			continue
		}
		for _, m := range objects(c["volumeMounts"]) {
			at := path.Clean("/" + text(m, "mountPath"))
			if (file == at || strings.HasPrefix(file, strings.TrimRight(at, "/")+"/")) && len(at) >= len(place) {
				mount, place = m, at
			}
		}
	}
	return mount, place
}

// configSources are the ConfigMaps that a volume is made of; none where it is
// made of anything else as well.
func configSources(volume map[string]any) []map[string]any {
	if source, ok := volume["configMap"].(map[string]any); ok {
		return []map[string]any{{"name": source["name"], "items": source["items"]}}
	}
	var sources []map[string]any
	for _, projection := range objects(field(volume, "projected", "sources")) {
		source, ok := projection["configMap"].(map[string]any)
		if !ok {
			return nil
		}
		sources = append(sources, source)
	}
	return sources
}

// fromConfig is the file that a ConfigMap puts into a volume under a name.
func fromConfig(source map[string]any, name string, configs []map[string]any) (content string, found bool) {
	key := name
	if items := objects(source["items"]); len(items) > 0 {
		key = ""
		for _, item := range items {
			if path.Clean(text(item, "path")) == name {
				key = text(item, "key")
			}
		}
	}
	for _, config := range configs {
		if text(config, "metadata", "name") != source["name"] || key == "" {
			continue
		}
		if data, ok := field(config, "data").(map[string]any); ok {
			if content, found = data[key].(string); found {
				return content, true
			}
		}
		if encoded, ok := field(config, "binaryData", key).(string); ok {
			decoded, err := base64.StdEncoding.DecodeString(encoded)
			return string(decoded), err == nil
		}
	}
	return "", false
}
