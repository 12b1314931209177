package dev.pointsman.lab.net;

/**
 * The router's end of the link to a host, with everything that decides what may pass through it.
 *
 * @param host who is at the other end
 * @param device name of the router's network device
 * @param routeTable id of the VPC route table of the host's subnet, or null while it has none: then it reaches the VPC's
 *     own addresses only
 * @param checksSourceAndDestination whether packets that are neither from nor for one of the host's own addresses are
 *     dropped, as EC2 does for a network interface unless told otherwise
 * @param isCut whether the link carries nothing at all, in silence: the host's interface stays up
 */
record Port(Host host, String device, String routeTable, boolean checksSourceAndDestination, boolean isCut) {

    Port withRouteTable(String newTable) {
        return new Port(host, device, newTable, checksSourceAndDestination, isCut);
    }

    Port withCheck(boolean checks) {
        return new Port(host, device, routeTable, checks, isCut);
    }

    Port withCut(boolean cut) {
        return new Port(host, device, routeTable, checksSourceAndDestination, cut);
    }
}
