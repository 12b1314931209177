package dev.pointsman.agent.ec2;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.fault.Availability;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.fault.Limit;
import dev.pointsman.lab.fault.Variants;
import dev.pointsman.lab.fault.Variants.MissingRoute;
import dev.pointsman.lab.vpc.Instance;
import dev.pointsman.lab.vpc.VpcBuilder;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.pointsman.agent.ec2.Ec2Lab.ENI_A;
import static dev.pointsman.agent.ec2.Ec2Lab.ENI_B;
import static dev.pointsman.agent.ec2.Ec2Lab.VIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The contract with EC2: every answer that matters, as the lab's endpoint gives it. */
class AwsRouteTablesTest {

    private static final String TABLE = VpcBuilder.zoneRouteTable(1);

    private Ec2Lab lab;
    private RouteTables routeTables;

    @BeforeEach
    void start() throws Exception {
        lab = Ec2Lab.start();
        routeTables = new AwsRouteTables(lab.client());
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void a_replaced_entry_points_at_the_interface() throws Ec2Exception {
        lab.pointAt(TABLE, ENI_A);

        routeTables.replace(TABLE, VIP, ENI_B);

        assertThat(lab.target(TABLE)).contains(ENI_B);
        assertThat(lab.calls("ReplaceRoute").getFirst().parameter("NetworkInterfaceId"))
                .isEqualTo(ENI_B);
        assertThat(lab.calls("ReplaceRoute").getFirst().parameters()).doesNotContainKey("InstanceId");
    }

    @ParameterizedTest
    @EnumSource
    void replacing_what_is_not_there_is_a_missing_route_in_both_wordings(MissingRoute wording) {
        lab.faults().setVariants(Variants.USUAL.with(wording));

        assertThat(refusal(() -> routeTables.replace(TABLE, VIP, ENI_B))).isInstanceOf(Ec2Failure.MissingRoute.class);
    }

    @Test
    void a_created_entry_points_at_the_interface_and_a_second_one_exists_already() throws Ec2Exception {
        routeTables.create(TABLE, VIP, ENI_B);

        assertThat(lab.target(TABLE)).contains(ENI_B);
        assertThat(refusal(() -> routeTables.create(TABLE, VIP, ENI_A)))
                .isInstanceOf(Ec2Failure.RouteAlreadyExists.class);
    }

    @Test
    void another_invalid_parameter_is_not_taken_for_a_missing_route() {
        assertThat(refusal(() -> routeTables.replace(TABLE, "10.99.0.10/33", ENI_B)))
                .isInstanceOf(Ec2Failure.Rejected.class);
        assertThat(refusal(() -> routeTables.replace("rtb-0123456789abcdef0", VIP, ENI_B)))
                .isInstanceOf(Ec2Failure.Rejected.class)
                .extracting(Ec2Failure::code)
                .isEqualTo("InvalidRouteTableID.NotFound");
    }

    @Test
    void throttling_is_told_as_such_and_the_sdk_does_not_retry() {
        lab.pointAt(TABLE, ENI_A);
        lab.faults().throttle(new Limit(1, 0), Limit.READING, Limit.READING_UNQUALIFIED);

        assertThat(refusal(() -> {
                    routeTables.replace(TABLE, VIP, ENI_B);
                    routeTables.replace(TABLE, VIP, ENI_B);
                }))
                .isInstanceOf(Ec2Failure.Throttled.class);
        assertThat(lab.calls("ReplaceRoute")).hasSize(2);
    }

    @Test
    void a_lost_answer_is_not_sent_again_behind_our_back() throws Ec2Exception {
        lab.pointAt(TABLE, ENI_A);
        // A connection that is reused is the one that the JDK would silently try again on.
        routeTables.describe(VpcBuilder.VPC_ID, new RouteTableSelection.All());
        lab.faults().loseAnswers("ReplaceRoute", Faults.UNTIL_CLEARED);

        assertThat(refusal(() -> routeTables.replace(TABLE, VIP, ENI_B))).isInstanceOf(Ec2Failure.Unavailable.class);
        assertThat(lab.calls("ReplaceRoute")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"INTERNAL_ERROR", "UNAVAILABLE", "SERVICE_UNAVAILABLE"})
    void server_errors_are_unavailability(ErrorCode code) {
        lab.faults().fail("ReplaceRoute", code, 1, Faults.Moment.BEFORE_EFFECT);

        assertThat(refusal(() -> routeTables.replace(TABLE, VIP, ENI_B))).isInstanceOf(Ec2Failure.Unavailable.class);
    }

    @Test
    void a_permission_that_is_missing_and_a_key_that_is_unknown_are_denials() {
        lab.faults().deny(Faults.ANY, "ReplaceRoute", TABLE);
        assertThat(refusal(() -> routeTables.replace(TABLE, VIP, ENI_B)))
                .isInstanceOf(Ec2Failure.Denied.class)
                .extracting(Ec2Failure::code)
                .isEqualTo("UnauthorizedOperation");
        assertThat(refusal(() -> routeTables.tryReplace(TABLE, VIP, ENI_B))).isInstanceOf(Ec2Failure.Denied.class);

        System.setProperty("aws.accessKeyId", "AKIAUNKNOWN");
        RouteTables stranger = new AwsRouteTables(lab.client());
        assertThat(refusal(() -> stranger.replace(TABLE, VIP, ENI_B))).isInstanceOf(Ec2Failure.Denied.class);
    }

    @Test
    void an_endpoint_that_refuses_connections_is_unavailable_and_usable_again_when_it_is_back() throws Ec2Exception {
        lab.pointAt(TABLE, ENI_A);
        lab.faults().setAvailability(Availability.REFUSING);
        assertThat(refusal(() -> routeTables.replace(TABLE, VIP, ENI_B)))
                .isInstanceOf(Ec2Failure.Unavailable.class)
                .extracting(Ec2Failure::message)
                .asString()
                .contains("Connection refused");

        lab.faults().setAvailability(Availability.UP);
        routeTables.replace(TABLE, VIP, ENI_B);
        assertThat(lab.target(TABLE)).contains(ENI_B);
    }

    @Test
    void an_endpoint_that_hangs_is_given_up_within_the_time_out() {
        lab.faults().setAvailability(Availability.HANGING);

        assertThat(refusal(() -> routeTables.replace(TABLE, VIP, ENI_B))).isInstanceOf(Ec2Failure.Unavailable.class);
    }

    @Test
    void no_credentials_at_all_are_said_in_words() {
        System.clearProperty("aws.accessKeyId");
        System.setProperty("aws.disableEc2Metadata", "true");
        try {
            RouteTables anonymous = new AwsRouteTables(lab.client());
            assertThat(refusal(() -> anonymous.replace(TABLE, VIP, ENI_B)).code())
                    .isEqualTo("NoCredentials");
        } finally {
            System.clearProperty("aws.disableEc2Metadata");
        }
    }

    @Test
    void a_dry_run_changes_nothing_and_is_allowed() throws Ec2Exception {
        lab.pointAt(TABLE, ENI_A);

        routeTables.tryReplace(TABLE, VIP, ENI_B);

        assertThat(lab.target(TABLE)).contains(ENI_A);
    }

    @Test
    void all_tables_are_described_but_those_of_gateways() throws Ec2Exception {
        lab.pointAt(TABLE, ENI_A);

        List<RouteTable> tables = routeTables.describe(VpcBuilder.VPC_ID, new RouteTableSelection.All());

        assertThat(tables).extracting(RouteTable::id).containsExactlyInAnyOrderElementsOf(lab.tables());
        assertThat(tables).extracting(RouteTable::id).doesNotContain(VpcBuilder.GATEWAY_ROUTE_TABLE);
        assertThat(tables.stream()
                        .filter(table -> table.id().equals(TABLE))
                        .findFirst()
                        .orElseThrow()
                        .route(VIP))
                .contains(new Route(VIP, ENI_A, false));
    }

    @Test
    void in_a_shared_vpc_an_entry_is_known_by_its_interface_and_moved_like_any_other() throws Ec2Exception {
        lab.faults().setVariants(Variants.USUAL.withInstancesHidden(true));
        lab.pointAt(TABLE, ENI_A);
        var one = new RouteTableSelection.Ids(List.of(TABLE));
        assertThat(describe(one).getFirst().route(VIP)).contains(new Route(VIP, ENI_A, false));

        lab.vpc().setInstanceState(Ec2Lab.INSTANCE_A, Instance.State.STOPPED);
        assertThat(describe(one).getFirst().route(VIP)).contains(new Route(VIP, ENI_A, true));

        routeTables.replace(TABLE, VIP, ENI_B);
        assertThat(describe(one).getFirst().route(VIP)).contains(new Route(VIP, ENI_B, false));
    }

    @Test
    void an_entry_whose_target_is_stopped_is_a_blackhole() throws Ec2Exception {
        lab.pointAt(TABLE, ENI_A);
        lab.vpc().setInstanceState(Ec2Lab.INSTANCE_A, Instance.State.STOPPED);

        assertThat(describe(new RouteTableSelection.Ids(List.of(TABLE)))
                        .getFirst()
                        .route(VIP))
                .isEqualTo(Optional.of(new Route(VIP, ENI_A, true)));
    }

    @Test
    void describes_are_always_filtered_so_that_large_accounts_allow_them() throws Ec2Exception {
        lab.faults().setVariants(Variants.USUAL.withUnqualifiedDescribesRefused(true));

        assertThat(describe(new RouteTableSelection.All())).hasSize(4);
    }

    @Test
    void tables_are_selected_by_id_and_one_that_is_gone_hides_no_other() throws Ec2Exception {
        assertThat(describe(new RouteTableSelection.Ids(List.of(TABLE, "rtb-0123456789abcdef0"))))
                .extracting(RouteTable::id)
                .containsExactly(TABLE);
    }

    @Test
    void tables_are_selected_by_tag() throws Ec2Exception {
        assertThat(describe(new RouteTableSelection.Tags(Map.of("Name", "eu-central-1b"))))
                .extracting(RouteTable::id)
                .containsExactly(VpcBuilder.zoneRouteTable(2));
    }

    @Test
    void more_tables_than_a_page_holds_are_all_described() throws Exception {
        lab.close();
        lab = Ec2Lab.start(230);
        routeTables = new AwsRouteTables(lab.client());

        assertThat(describe(new RouteTableSelection.All()))
                .extracting(RouteTable::id)
                .doesNotHaveDuplicates()
                .hasSize(234);
        assertThat(lab.calls("DescribeRouteTables")).hasSize(3);
    }

    @Test
    void a_table_has_the_zones_of_the_subnets_that_use_it_and_the_main_one_those_of_the_others() throws Exception {
        assertThat(routeTables.zones(VpcBuilder.VPC_ID))
                .containsEntry(VpcBuilder.zoneRouteTable(1), Set.of("eu-central-1a"))
                .containsEntry(VpcBuilder.zoneRouteTable(3), Set.of("eu-central-1c"))
                .containsEntry(VpcBuilder.MAIN_ROUTE_TABLE, Set.of());

        // Without associations its two subnets fall to the main table.
        lab.vpc().change(state -> {
            var table = state.routeTables().get(VpcBuilder.zoneRouteTable(2));
            return state.with(new dev.pointsman.lab.vpc.RouteTable(
                    table.id(), table.vpcId(), List.of(), table.routes(), table.tags()));
        });

        assertThat(routeTables.zones(VpcBuilder.VPC_ID))
                .containsEntry(VpcBuilder.zoneRouteTable(2), Set.of())
                .containsEntry(VpcBuilder.MAIN_ROUTE_TABLE, Set.of("eu-central-1b"));
    }

    private List<RouteTable> describe(RouteTableSelection selection) throws Ec2Exception {
        return routeTables.describe(VpcBuilder.VPC_ID, selection);
    }

    private interface Calls {
        void run() throws Ec2Exception;
    }

    private static Ec2Failure refusal(Calls calls) {
        return catchThrowableOfType(Ec2Exception.class, calls::run).failure();
    }
}
