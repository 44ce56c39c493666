// Package gatewayapi pins the module whose manifests are joined for the add-on
// of that name. It has no code of its own.
package gatewayapi

import _ "sigs.k8s.io/gateway-api/pkg/consts"
