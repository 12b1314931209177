package dev.pointsman.lab.ec2.change;

import dev.pointsman.lab.ec2.action.Action;
import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.ec2.query.Parameters;
import dev.pointsman.lab.vpc.Route;
import dev.pointsman.lab.vpc.RouteTable;

/** Adds an entry; never touches one that is there, so that two nodes cannot overwrite each other by it. */
public final class CreateRoute implements Action {

    @Override
    public String name() {
        return "CreateRoute";
    }

    @Override
    public boolean mutates() {
        return true;
    }

    @Override
    public Prepared prepare(Parameters parameters) {
        String routeTableId = RouteParameters.routeTableId(parameters);
        RouteParameters.Destination destination = RouteParameters.destination(parameters);
        RouteParameters.WantedTarget wanted = RouteParameters.target(parameters, false);
        return new RouteChange(routeTableId, (before, world) -> {
            RouteTable table = RouteRules.table(before, routeTableId);
            Route.Target target = RouteRules.target(before, table, wanted);
            if (table.route(destination.cidr()).isPresent()) {
                throw ErrorCode.ROUTE_ALREADY_EXISTS.because(
                        "The route identified by %s already exists.", destination.cidr());
            }
            RouteRules.requireAllowed(before, table, destination.cidr(), target);
            long added = table.entries().stream()
                    .filter(route -> !RouteRules.isLocalRoute(route))
                    .count();
            if (added >= world.variants().routesPerTable()) {
                throw ErrorCode.ROUTE_LIMIT_EXCEEDED.because(
                        "The maximum number of routes has been reached: route table %s has '%d'", routeTableId, added);
            }
            return before.with(table.with(new Route(destination.cidr(), target, Route.Origin.CREATE_ROUTE)));
        });
    }
}
