package dev.pointsman.agent.ec2.vpc;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import dev.pointsman.agent.ec2.Ec2Access;
import dev.pointsman.pipeline.vpc.Peering;
import dev.pointsman.pipeline.vpc.Section;
import dev.pointsman.pipeline.vpc.Vpc;
import dev.pointsman.pipeline.vpc.VpcFacts;
import dev.pointsman.pipeline.vpc.VpcSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * VPCs as EC2 describes them now.
 *
 * <p>Needs the actions {@code ec2:DescribeVpcs}, {@code DescribeSubnets}, {@code DescribeRouteTables}, {@code DescribeNetworkInterfaces},
 * {@code DescribeInstances}, {@code DescribeSecurityGroups} and {@code DescribeVpcPeeringConnections}, none of which can be limited to
 * resources (Service Authorization Reference, "Amazon EC2").
 */
public final class AwsVpcs implements VpcSource {

    /** DescribeRouteTables gives no more at once; of the others more would be allowed. */
    private static final int PAGE = 100;

    private final Function<String, Ec2Client> clients;

    /** Those that the SDK's standard settings lead to. */
    public AwsVpcs() {
        this(Ec2Access::patientClient);
    }

    /** @param clients makes a client for a region */
    AwsVpcs(Function<String, Ec2Client> clients) {
        this.clients = clients;
    }

    @Override
    public VpcFacts read(Collection<Address> wanted) throws IOException {
        SortedMap<String, Vpc> vpcs = new TreeMap<>();
        SortedMap<String, Peering> peerings = new TreeMap<>();
        for (Address address : wanted) {
            try (Ec2Client ec2 = clients.apply(address.region())) {
                read(ec2, address.vpcId(), vpcs, peerings);
            } catch (AwsServiceException refused) {
                throw new IOException(
                        "failed to read VPC \"" + address.vpcId() + "\" in " + address.region() + ": "
                                + refused.awsErrorDetails().errorCode() + ": "
                                + refused.awsErrorDetails().errorMessage(),
                        refused);
            } catch (SdkException unanswered) {
                throw new IOException(
                        "failed to read VPC \"" + address.vpcId() + "\" in " + address.region() + ": "
                                + unanswered.getMessage(),
                        unanswered);
            }
        }
        return new VpcFacts(
                vpcs,
                List.copyOf(peerings.values()),
                EnumSet.allOf(Section.class),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static void read(
            Ec2Client ec2, String id, SortedMap<String, Vpc> vpcs, SortedMap<String, Peering> peerings) {
        Filter ofVpc = filter("vpc-id", id);
        var described = ec2.describeVpcs(request -> request.filters(ofVpc)).vpcs();
        if (described.isEmpty()) {
            return;
        }
        vpcs.put(
                id,
                new Vpc(
                        id,
                        described.getFirst().cidrBlockAssociationSet().stream()
                                .filter(FromEc2::isAssociated)
                                .map(association -> FromEc2.cidr(association.cidrBlock()))
                                .toList(),
                        ec2
                                .describeSubnetsPaginator(
                                        request -> request.filters(ofVpc).maxResults(PAGE))
                                .subnets()
                                .stream()
                                .map(FromEc2::subnet)
                                .toList(),
                        ec2
                                .describeRouteTablesPaginator(
                                        request -> request.filters(ofVpc).maxResults(PAGE))
                                .routeTables()
                                .stream()
                                .map(FromEc2::routeTable)
                                .toList(),
                        ec2
                                .describeNetworkInterfacesPaginator(
                                        request -> request.filters(ofVpc).maxResults(PAGE))
                                .networkInterfaces()
                                .stream()
                                .map(FromEc2::networkInterface)
                                .toList(),
                        ec2
                                .describeInstancesPaginator(
                                        request -> request.filters(ofVpc).maxResults(PAGE))
                                .reservations()
                                .stream()
                                .flatMap(reservation -> reservation.instances().stream())
                                .map(FromEc2::instance)
                                .toList(),
                        ec2
                                .describeSecurityGroupsPaginator(
                                        request -> request.filters(ofVpc).maxResults(PAGE))
                                .securityGroups()
                                .stream()
                                .map(FromEc2::securityGroup)
                                .toList()));
        // Filters are joined by "and", so each side takes a question of its own.
        List<Filter> sides = new ArrayList<>(
                List.of(filter("requester-vpc-info.vpc-id", id), filter("accepter-vpc-info.vpc-id", id)));
        for (Filter side : sides) {
            ec2
                    .describeVpcPeeringConnectionsPaginator(
                            request -> request.filters(side).maxResults(PAGE))
                    .vpcPeeringConnections()
                    .stream()
                    .map(FromEc2::peering)
                    .forEach(peering -> peerings.put(peering.id(), peering));
        }
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }
}
