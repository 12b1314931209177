package dev.pointsman.lab.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.lab.vpc.Cidr;
import dev.pointsman.lab.vpc.Forwarding;

/**
 * Carries every change of the VPC's model over to the router.
 *
 * <p>It exists as the one place where the EC2 API's words meet the network's: an interface is a host, an entry is a route.
 */
public final class VpcForwarding implements Forwarding {
    private final Router router;
    private final Map<String, String> hosts;

    /**
     * @param hosts names of the hosts that stand for network interfaces, by interface id; other interfaces have nothing
     *     behind them, so what is sent to them is lost
     */
    public VpcForwarding(Router router, Map<String, String> hosts) {
        this.router = router;
        this.hosts = Map.copyOf(hosts);
    }

    private interface Change {
        void make() throws IOException;
    }

    @Override
    public void routeSet(String routeTableId, Cidr destination, Hop hop) {
        switch (hop) {
            case Hop.Local() -> {
                // Every route table has it, and so has the router: addresses of the VPC come before any entry.
            }
            case Hop.ToInterface(String networkInterfaceId, String _) ->
                route(routeTableId, destination, Optional.ofNullable(hosts.get(networkInterfaceId)));
            case Hop.ToGateway(String _), Hop.Blackhole() -> route(routeTableId, destination, Optional.empty());
        }
    }

    @Override
    public void routeRemoved(String routeTableId, Cidr destination) {
        make(() -> router.removeRoute(routeTableId, destination.toString()));
    }

    @Override
    public void sourceDestinationCheckSet(String networkInterfaceId, boolean enabled) {
        var host = hosts.get(networkInterfaceId);
        if (host != null) {
            make(() -> router.checkSourceAndDestination(host, enabled));
        }
    }

    @Override
    public void interfaceGone(String networkInterfaceId) {
        var host = hosts.get(networkInterfaceId);
        if (host != null) {
            make(() -> router.cut(host));
        }
    }

    private void route(String routeTableId, Cidr destination, Optional<String> host) {
        make(() -> router.route(routeTableId, destination.toString(), host));
    }

    private static void make(Change change) {
        try {
            change.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
