package dev.pointsman.lab.net;

/**
 * One Linux policy routing rule (ip-rule(8)) of the router.
 *
 * @param band when it is looked at; rules of one band never overlap, so their order among each other does not matter
 * @param text what it selects and what then happens, in iproute2's words
 */
record RoutingRule(Band band, String text) {

    /** The order in which the router decides about a packet. */
    enum Band {
        /** Broken links and partitions lose packets before anything else is asked. */
        FAULT(100, 900),
        /** The router's own addresses: EC2 endpoint, Git server, the subnets' gateways. */
        OWN(1_000, 1),
        /** Addresses of the VPC: AWS's "local" route, which every route table has. */
        LOCAL_ROUTE(2_000, 8_000),
        /** The route table of the sender's subnet. */
        ROUTE_TABLE(10_000, 8_000),
        /** Packets that the router itself sends. */
        FROM_ROUTER(30_000, 1),
        /** Whoever got here has no route, or is not allowed to send what it sent. */
        DROP(31_000, 1);

        private final int first;
        private final int size;

        Band(int first, int size) {
            this.first = first;
            this.size = size;
        }

        /** The first preference number (ip-rule(8)) of this band. */
        int first() {
            return first;
        }

        /** The first preference number that is not in this band. */
        int end() {
            return first + size;
        }
    }
}
