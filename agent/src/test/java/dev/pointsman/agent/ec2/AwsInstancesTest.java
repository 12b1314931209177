package dev.pointsman.agent.ec2;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.vpc.Instance.State;
import dev.pointsman.lab.vpc.VpcBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Instances by tag, from the lab's EC2. */
class AwsInstancesTest {

    private static final SortedMap<String, Set<String>> SHOP = new TreeMap<>(Map.of("app", Set.of("shop")));

    private Ec2Lab lab;
    private AwsInstances instances;

    @BeforeEach
    void startLab() throws IOException {
        lab = Ec2Lab.start();
        instances = new AwsInstances(lab.client());
    }

    @AfterEach
    void closeLab() {
        lab.close();
    }

    @Test
    void anInstanceIsSaidWithItsPrimaryAddressItsZoneAndItsTags() throws Exception {
        String id = lab.launch(1, "eu-central-1b", "10.20.2.40", Map.of("app", "shop", "v", "2"));
        lab.launch(2, "eu-central-1a", "10.20.1.40", Map.of("app", "cart"));

        assertThat(instances.describe(VpcBuilder.VPC_ID, SHOP, false).instances())
                .containsExactly(
                        new Instance(id, "10.20.2.40", "eu-central-1b", false, Map.of("app", "shop", "v", "2")));
    }

    @Test
    void onlyThoseThatRunAreMeantAndThoseThatStartWhereTheyAreWanted() throws Exception {
        for (State state : State.values()) {
            String id =
                    lab.launch(state.code(), "eu-central-1a", "10.20.1." + (100 + state.code()), Map.of("app", "shop"));
            lab.vpc().setInstanceState(id, state);
        }

        assertThat(addresses(false)).containsExactly("10.20.1.116");
        assertThat(addresses(true)).containsExactly("10.20.1.100", "10.20.1.116");
    }

    @Test
    void manyComePageByPage() throws Exception {
        for (int i = 0; i < 500; i++) {
            lab.launch(i, "eu-central-1a", "10.20.1." + i % 250, Map.of("app", "shop"));
        }
        lab.forgetCalls();

        Instances.Answer answer = instances.describe(VpcBuilder.VPC_ID, SHOP, false);

        assertThat(answer.instances()).hasSize(500).extracting(Instance::id).doesNotHaveDuplicates();
        assertThat(answer.calls()).isEqualTo(3);
        assertThat(lab.calls("DescribeInstances")).hasSize(3);
    }

    @Test
    void anotherVpcHasOthers() throws Exception {
        lab.launch(1, "eu-central-1a", "10.20.1.40", Map.of("app", "shop"));
        assertThat(instances.describe("vpc-00000000000000099", SHOP, false).instances())
                .isEmpty();
    }

    @Test
    void ofAKeyWithoutValuesEveryValueIsMeant() throws Exception {
        lab.launch(1, "eu-central-1a", "10.20.1.40", Map.of("canary", ""));
        lab.launch(2, "eu-central-1a", "10.20.1.41", Map.of("canary", "yes"));
        lab.launch(3, "eu-central-1a", "10.20.1.42", Map.of("other", "yes"));

        assertThat(instances
                        .describe(VpcBuilder.VPC_ID, new TreeMap<>(Map.of("canary", Set.<String>of())), false)
                        .instances())
                .hasSize(2);
    }

    @Test
    void aThrottledCallIsNotTriedAgainHere() {
        lab.faults()
                .fail(
                        "DescribeInstances",
                        ErrorCode.REQUEST_LIMIT_EXCEEDED,
                        Faults.UNTIL_CLEARED,
                        Faults.Moment.BEFORE_EFFECT);

        assertThatThrownBy(() -> instances.describe(VpcBuilder.VPC_ID, SHOP, false))
                .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        refused -> assertThat(refused.failure()).isInstanceOf(Ec2Failure.Throttled.class));
        assertThat(lab.calls("DescribeInstances")).hasSize(1);
    }

    private Set<String> addresses(boolean startingToo) throws Ec2Exception {
        List<Instance> found =
                instances.describe(VpcBuilder.VPC_ID, SHOP, startingToo).instances();
        return new TreeSet<>(found.stream().map(Instance::address).toList());
    }
}
