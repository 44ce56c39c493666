// Command mastery-policy is a network plugin that gives a pod no address, and
// changes nothing: it lets the pod wait until the node's agent guards it, so
// that policies hold from its first packet. It stands after the plugin that
// gives the address.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"time"

	"github.com/containernetworking/cni/pkg/skel"
	"github.com/containernetworking/cni/pkg/types"
	current "github.com/containernetworking/cni/pkg/types/100"
	"github.com/containernetworking/cni/pkg/version"
	kubetypes "k8s.io/apimachinery/pkg/types"

	"github.com/kubectl-mastery/kubectl-mastery/lab/components/agent/attachment"
)

func main() {
	skel.PluginMainFuncs(skel.CNIFuncs{Add: add, Del: remove, Check: check}, version.All, "mastery-policy")
}

const (
	// guardWithin is how long a pod waits to be guarded, in all; then the
	// kubelet begins anew.
	guardWithin = 20 * time.Second
	// forgetWithin is how long the end of a pod waits for the agent, which may
	// itself have ended.
	forgetWithin = time.Second
)

// podArgs is what the container runtime tells of a pod. The fields have the names
// of the arguments, as package types wants it.
//
//nolint:revive // see above
type podArgs struct {
	types.CommonArgs
	K8S_POD_NAMESPACE types.UnmarshallableString
	K8S_POD_NAME      types.UnmarshallableString
	K8S_POD_UID       types.UnmarshallableString
}

func add(args *skel.CmdArgs) error {
	conf, result, err := previous(args)
	if err != nil {
		return err
	}
	var pod podArgs
	if err := types.LoadArgs(args.Args, &pod); err != nil {
		return fmt.Errorf("read arguments: %w", err)
	}
	addr, err := address(result)
	if err != nil {
		return err
	}
	err = attachment.Store(attachment.Dir).Put(attachment.Attachment{
		Sandbox:   args.ContainerID,
		Namespace: string(pod.K8S_POD_NAMESPACE),
		Name:      string(pod.K8S_POD_NAME),
		UID:       kubetypes.UID(pod.K8S_POD_UID),
		Addr:      addr,
	})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), guardWithin)
	defer cancel()
	if err := attachment.Ask(ctx, attachment.Socket, args.ContainerID); err != nil {
		return err
	}
	return types.PrintResult(result, conf.CNIVersion)
}

func remove(args *skel.CmdArgs) error {
	if err := attachment.Store(attachment.Dir).Remove(args.ContainerID); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), forgetWithin)
	defer cancel()
	// An agent that does not answer sees at its next look that the pod is gone.
	_ = attachment.Ask(ctx, attachment.Socket, args.ContainerID)
	return nil
}

func check(args *skel.CmdArgs) error {
	_, _, err := previous(args)
	return err
}

// previous is the configuration, and the result of the plugin before this one.
func previous(args *skel.CmdArgs) (*types.PluginConf, *current.Result, error) {
	conf := &types.PluginConf{}
	if err := json.Unmarshal(args.StdinData, conf); err != nil {
		return nil, nil, fmt.Errorf("read configuration: %w", err)
	}
	if err := version.ParsePrevResult(conf); err != nil {
		return nil, nil, fmt.Errorf("read the result of the plugin before: %w", err)
	}
	if conf.PrevResult == nil {
		return nil, nil, errors.New("there is no plugin before this one, which gives addresses")
	}
	result, err := current.NewResultFromResult(conf.PrevResult)
	if err != nil {
		return nil, nil, fmt.Errorf("read the result of the plugin before: %w", err)
	}
	return conf, result, nil
}

// address is the IPv4 address that the pod has been given.
func address(result *current.Result) (netip.Addr, error) {
	for _, ip := range result.IPs {
		if addr, ok := netip.AddrFromSlice(ip.Address.IP.To4()); ok {
			return addr, nil
		}
	}
	return netip.Addr{}, errors.New("the plugin before gave the pod no IPv4 address")
}
