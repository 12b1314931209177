package dev.pointsman.lab.ec2.change;

import java.util.List;
import java.util.function.Consumer;

import dev.pointsman.lab.ec2.action.Action;
import dev.pointsman.lab.ec2.action.World;
import dev.pointsman.lab.ec2.query.ResponseXml;
import dev.pointsman.lab.vpc.VpcState;

/**
 * A well-formed call that changes one route table.
 *
 * <p>Exists so that CreateRoute, ReplaceRoute and DeleteRoute are a function from one state to the next, and nothing else.
 *
 * @param routeTableId the table, which permission is needed for
 * @param change refuses, or returns the next state
 */
record RouteChange(String routeTableId, Change change) implements Action.Prepared {

    /** Computes the state after the call. */
    @FunctionalInterface
    interface Change {
        VpcState apply(VpcState before, World world);
    }

    @Override
    public List<String> resourceIds() {
        return List.of(routeTableId);
    }

    @Override
    public Consumer<ResponseXml> perform(World world) {
        world.vpc().change(before -> change.apply(before, world));
        return xml -> xml.text("return", true);
    }
}
