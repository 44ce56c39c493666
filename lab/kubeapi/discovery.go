package kubeapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// discovered asks for all groups with their versions at once, as kubectl does.
const discovered = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"

// awaitDiscovered returns when clients can find out about the API of an
// APIService, which is named VERSION.GROUP. Its answers come through before
// that, but kubectl looks there first.
func (c *Client) awaitDiscovered(ctx context.Context, service string) error {
	version, group, _ := strings.Cut(service, ".")
	return c.again(ctx, "apiservice/"+service, func(ctx context.Context) error {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.server+"/apis", nil)
		if err != nil {
			return fmt.Errorf("ask for /apis: %w", err)
		}
		request.Header.Set("Accept", discovered)
		body, err := c.answer(request, "/apis")
		if err != nil {
			return err
		}
		defer body.Close()
		var groups struct {
			Items []struct {
				Metadata struct{ Name string }
				Versions []struct{ Version, Freshness string }
			}
		}
		if err := json.NewDecoder(body).Decode(&groups); err != nil {
			return fmt.Errorf("read /apis: %w", err)
		}
		for _, g := range groups.Items {
			for _, v := range g.Versions {
				if g.Metadata.Name == group && v.Version == version && v.Freshness != "Stale" {
					return nil
				}
			}
		}
		return errors.New("the API does not list it yet")
	})
}
