package dev.pointsman.agent.ec2;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;

/**
 * A VPC's route tables: the only failover state there is.
 *
 * <p>It exists so that the ownership rule runs alike against EC2, the lab and a simulation. Every call is one attempt: whoever wants a
 * retry decides again first.
 */
public interface RouteTables {

    /**
     * Describes the selected route tables, whatever their number, without those of gateways, which cannot hold a VIP's entry. What it
     * returns may be older than the last write: EC2's reads are eventually consistent.
     */
    List<RouteTable> describe(String vpcId, RouteTableSelection selection) throws Ec2Exception;

    /**
     * The availability zones of the subnets that use each route table of the VPC: those associated with it, and for the main table those
     * associated with no other (Amazon VPC User Guide, "Subnet route tables"). A table that no subnet uses has none.
     */
    Map<String, Set<String>> zones(String vpcId) throws Ec2Exception;

    /** Points an existing entry at a network interface (ReplaceRoute). Fails with {@link Ec2Failure.MissingRoute} when there is none. */
    void replace(String tableId, String destination, String interfaceId) throws Ec2Exception;

    /** Makes an entry (CreateRoute). Fails with {@link Ec2Failure.RouteAlreadyExists} when there is one. */
    void create(String tableId, String destination, String interfaceId) throws Ec2Exception;

    /** Removes an entry (DeleteRoute). Fails with {@link Ec2Failure.MissingRoute} when there is none. */
    void delete(String tableId, String destination) throws Ec2Exception;

    /** Asks whether {@link #replace} would be allowed, changing nothing (DryRun). Fails with {@link Ec2Failure.Denied} when not. */
    void tryReplace(String tableId, String destination, String interfaceId) throws Ec2Exception;
}
