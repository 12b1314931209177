package dev.pointsman.lab.ec2.change;

import dev.pointsman.lab.ec2.action.Action;
import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.ec2.query.Parameters;
import dev.pointsman.lab.vpc.Route;
import dev.pointsman.lab.vpc.RouteTable;

/** Removes an entry, but never the local route. */
public final class DeleteRoute implements Action {

    @Override
    public String name() {
        return "DeleteRoute";
    }

    @Override
    public boolean mutates() {
        return true;
    }

    @Override
    public Prepared prepare(Parameters parameters) {
        String routeTableId = RouteParameters.routeTableId(parameters);
        RouteParameters.Destination destination = RouteParameters.destination(parameters);
        return new RouteChange(routeTableId, (before, world) -> {
            RouteTable table = RouteRules.table(before, routeTableId);
            Route existing = table.route(destination.cidr())
                    .filter(route -> destination.isCanonical())
                    .orElseThrow(() -> ErrorCode.INVALID_ROUTE_NOT_FOUND.because(
                            "no route with destination-cidr-block %s in route table %s",
                            destination.asSent(), routeTableId));
            if (RouteRules.isLocalRoute(existing)) {
                throw ErrorCode.INVALID_PARAMETER_VALUE.because(
                        "cannot remove local route %s in route table %s", destination.cidr(), routeTableId);
            }
            return before.with(table.without(destination.cidr()));
        });
    }
}
