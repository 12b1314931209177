package dev.pointsman.agent.ec2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Reservation;

/**
 * Instances by the EC2 API: DescribeInstances, filtered and page by page.
 *
 * <p>Source: Amazon EC2 API Reference, "DescribeInstances"; what EC2 throttles is not tried again here, for whoever asks decides when.
 */
public final class AwsInstances implements Instances {

    /** EC2 would give 1,000 at once, some 5 MB of XML; a page of 200 bounds what an answer takes of memory and of time. */
    static final int PAGE = 200;

    private static final String RUNNING = InstanceStateName.RUNNING.toString();
    private static final String PENDING = InstanceStateName.PENDING.toString();

    private final Ec2Client ec2;

    public AwsInstances(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    /** Those of a region, for an agent that goes on asking. */
    public static AwsInstances inRegion(String region) {
        return new AwsInstances(Ec2Access.client(region));
    }

    @Override
    public Answer describe(String vpcId, SortedMap<String, ? extends Set<String>> tags, boolean startingToo)
            throws Ec2Exception {
        List<Filter> filters = new ArrayList<>();
        filters.add(filter("vpc-id", List.of(vpcId)));
        filters.add(filter("instance-state-name", startingToo ? List.of(PENDING, RUNNING) : List.of(RUNNING)));
        tags.forEach((key, values) -> filters.add(
                values.isEmpty() ? filter("tag-key", List.of(key)) : filter("tag:" + key, List.copyOf(values))));
        List<Instance> found = new ArrayList<>();
        int calls = 0;
        String token = null;
        do {
            DescribeInstancesRequest request = DescribeInstancesRequest.builder()
                    .filters(filters)
                    .maxResults(PAGE)
                    .nextToken(token)
                    .build();
            DescribeInstancesResponse page = call(request);
            calls++;
            for (Reservation reservation : page.reservations()) {
                reservation.instances().stream()
                        .filter(instance -> instance.privateIpAddress() != null)
                        .map(AwsInstances::read)
                        .forEach(found::add);
            }
            token = page.nextToken();
        } while (token != null && !token.isEmpty());
        return new Answer(found, calls);
    }

    private DescribeInstancesResponse call(DescribeInstancesRequest request) throws Ec2Exception {
        try {
            return ec2.describeInstances(request);
        } catch (SdkException thrown) {
            throw FailureReader.read(thrown);
        }
    }

    private static Instance read(software.amazon.awssdk.services.ec2.model.Instance instance) {
        Map<String, String> tags = new HashMap<>();
        instance.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return new Instance(
                instance.instanceId(),
                instance.privateIpAddress(),
                instance.placement() == null || instance.placement().availabilityZone() == null
                        ? ""
                        : instance.placement().availabilityZone(),
                instance.state().name() == InstanceStateName.PENDING,
                tags);
    }

    private static Filter filter(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }
}
