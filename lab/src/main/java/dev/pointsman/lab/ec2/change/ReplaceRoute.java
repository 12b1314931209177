package dev.pointsman.lab.ec2.change;

import dev.pointsman.lab.ec2.action.Action;
import dev.pointsman.lab.ec2.query.Ec2Exception;
import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.ec2.query.Parameters;
import dev.pointsman.lab.fault.Variants.MissingRoute;
import dev.pointsman.lab.vpc.Route;
import dev.pointsman.lab.vpc.RouteTable;

/** Points an existing entry elsewhere, whatever it pointed at: EC2 has no compare-and-set. */
public final class ReplaceRoute implements Action {

    @Override
    public String name() {
        return "ReplaceRoute";
    }

    @Override
    public boolean mutates() {
        return true;
    }

    @Override
    public Prepared prepare(Parameters parameters) {
        String routeTableId = RouteParameters.routeTableId(parameters);
        RouteParameters.Destination destination = RouteParameters.destination(parameters);
        RouteParameters.WantedTarget wanted = RouteParameters.target(parameters, true);
        return new RouteChange(routeTableId, (before, world) -> {
            RouteTable table = RouteRules.table(before, routeTableId);
            Route.Target target = RouteRules.target(before, table, wanted);
            Route existing = table.route(destination.cidr())
                    .filter(route -> destination.isCanonical())
                    .orElseThrow(
                            () -> missing(destination.asSent(), world.variants().missingRoute()));
            RouteRules.requireAllowed(before, table, destination.cidr(), target);
            return before.with(table.with(existing.withTarget(target)));
        });
    }

    private static Ec2Exception missing(String destination, MissingRoute variant) {
        String message = "There is no route defined for '%s' in the route table. Use CreateRoute instead."
                .formatted(destination);
        return switch (variant) {
            case INVALID_PARAMETER_VALUE -> new Ec2Exception(ErrorCode.INVALID_PARAMETER_VALUE, message);
            case INVALID_ROUTE_NOT_FOUND -> new Ec2Exception(ErrorCode.INVALID_ROUTE_NOT_FOUND, message);
        };
    }
}
