package dev.pointsman.lab.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.pointsman.lab.ec2.SignedClient.Answer;
import dev.pointsman.lab.ec2.SignedClient.Options;
import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.fault.Limit;
import dev.pointsman.lab.fault.Variants;
import dev.pointsman.lab.sigv4.Credential;
import dev.pointsman.lab.vpc.VpcBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Every error code that the endpoint can answer, each provoked at least once. */
class Ec2ErrorsTest {

    private static final Set<ErrorCode> COVERED = EnumSet.noneOf(ErrorCode.class);
    private static final String ROUTE = "RouteTableId=" + Ec2Lab.TABLE + "&DestinationCidrBlock=10.99.0.10/32";
    private static final String TO_A = "&NetworkInterfaceId=" + Ec2Lab.ENI_A;
    private static final String VERSION = "&Version=2016-11-15";

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsRefusedWithItsCodeStatusAndReason(
            String action, String parameters, ErrorCode code, String reason, Consumer<Ec2Lab> before) throws Exception {
        try (Ec2Lab lab = new Ec2Lab()) {
            before.accept(lab);
            expect(new SignedClient(lab.endpoint.url()).call(action, parameters), code, reason);
            assertThat(lab.lastCall().outcome()).isEqualTo(code.code());
            assertThat(lab.lastCall().status()).isEqualTo(code.status());
        }
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                request("an action that EC2 does not have", "MakeTea", "", ErrorCode.INVALID_ACTION, "MakeTea"),
                request(
                        "a misspelt parameter",
                        "CreateRoute",
                        ROUTE + TO_A + "&Colour=red",
                        ErrorCode.UNKNOWN_PARAMETER,
                        "Colour"),
                request(
                        "a parameter sent twice",
                        "CreateRoute",
                        ROUTE + "&" + ROUTE + TO_A,
                        ErrorCode.MALFORMED_QUERY_STRING,
                        "RouteTableId"),
                request("a broken escape", "CreateRoute", "RouteTableId=%zz", ErrorCode.MALFORMED_QUERY_STRING, "%zz"),
                request(
                        "no table",
                        "CreateRoute",
                        "DestinationCidrBlock=10.99.0.10/32" + TO_A,
                        ErrorCode.MISSING_PARAMETER,
                        "routeTableId"),
                request(
                        "no destination",
                        "CreateRoute",
                        "RouteTableId=" + Ec2Lab.TABLE + TO_A,
                        ErrorCode.MISSING_PARAMETER,
                        "destinationCidrBlock"),
                request("no target", "CreateRoute", ROUTE, ErrorCode.MISSING_PARAMETER, "exactly one of"),
                request(
                        "two targets",
                        "ReplaceRoute",
                        ROUTE + TO_A + "&InstanceId=" + Ec2Lab.NODE_A,
                        ErrorCode.INVALID_PARAMETER_COMBINATION,
                        "'2'"),
                request(
                        "two destinations",
                        "CreateRoute",
                        ROUTE + TO_A + "&DestinationIpv6CidrBlock=::/0",
                        ErrorCode.INVALID_PARAMETER_COMBINATION,
                        "Only one of"),
                request(
                        "a target that only ReplaceRoute has",
                        "CreateRoute",
                        ROUTE + "&LocalTarget=true" + TO_A,
                        ErrorCode.UNKNOWN_PARAMETER,
                        "LocalTarget"),
                request(
                        "a destination that is no block",
                        "CreateRoute",
                        "RouteTableId=" + Ec2Lab.TABLE + "&DestinationCidrBlock=10.99.0.10" + TO_A,
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "(10.99.0.10)"),
                request(
                        "an IPv6 destination",
                        "CreateRoute",
                        "RouteTableId=" + Ec2Lab.TABLE + "&DestinationIpv6CidrBlock=fd00::/64" + TO_A,
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "no IPv6"),
                request(
                        "a prefix list",
                        "CreateRoute",
                        "RouteTableId=" + Ec2Lab.TABLE + "&DestinationPrefixListId=pl-12345678" + TO_A,
                        ErrorCode.INVALID_PREFIX_LIST_ID_NOT_FOUND,
                        "pl-12345678"),
                request(
                        "a malformed table",
                        "CreateRoute",
                        "RouteTableId=rtb-x&DestinationCidrBlock=10.99.0.10/32" + TO_A,
                        ErrorCode.INVALID_ROUTE_TABLE_ID_MALFORMED,
                        "rtb-x"),
                request(
                        "a table that is not there",
                        "CreateRoute",
                        "RouteTableId=rtb-0000000000000dead&DestinationCidrBlock=10.99.0.10/32" + TO_A,
                        ErrorCode.INVALID_ROUTE_TABLE_ID_NOT_FOUND,
                        "rtb-0000000000000dead"),
                request(
                        "a malformed interface",
                        "CreateRoute",
                        ROUTE + "&NetworkInterfaceId=eni-xyz",
                        ErrorCode.INVALID_NETWORK_INTERFACE_ID_MALFORMED,
                        "eni-xyz"),
                request(
                        "an interface that is not there",
                        "CreateRoute",
                        ROUTE + "&NetworkInterfaceId=eni-0000000000000dead",
                        ErrorCode.INVALID_NETWORK_INTERFACE_ID_NOT_FOUND,
                        "eni-0000000000000dead"),
                request(
                        "an interface of another VPC",
                        "CreateRoute",
                        ROUTE + "&NetworkInterfaceId=" + Ec2Lab.ENI_FOREIGN,
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "belong to different networks"),
                request(
                        "a malformed instance",
                        "CreateRoute",
                        ROUTE + "&InstanceId=node-a",
                        ErrorCode.INVALID_INSTANCE_ID_MALFORMED,
                        "node-a"),
                request(
                        "an instance that is not there",
                        "CreateRoute",
                        ROUTE + "&InstanceId=i-0000000000000dead",
                        ErrorCode.INVALID_INSTANCE_ID_NOT_FOUND,
                        "i-0000000000000dead"),
                request(
                        "an instance with two interfaces",
                        "CreateRoute",
                        ROUTE + "&InstanceId=" + Ec2Lab.NODE_B,
                        ErrorCode.INVALID_INSTANCE_ID,
                        "multiple interfaces"),
                request(
                        "an instance without interface",
                        "CreateRoute",
                        ROUTE + "&InstanceId=" + Ec2Lab.NODE_A,
                        ErrorCode.INVALID_INSTANCE_ID,
                        "no interfaces",
                        lab -> lab.vpc.detachInterface(Ec2Lab.ENI_A)),
                request(
                        "a gateway that is not there",
                        "CreateRoute",
                        ROUTE + "&GatewayId=igw-0000000000000dead",
                        ErrorCode.INVALID_GATEWAY_ID_NOT_FOUND,
                        "igw-0000000000000dead"),
                request(
                        "a kind of target that the VPC has none of",
                        "CreateRoute",
                        ROUTE + "&NatGatewayId=nat-0000000000000dead",
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "natGatewayId"),
                request(
                        "a route that exists",
                        "CreateRoute",
                        ROUTE + TO_A,
                        ErrorCode.ROUTE_ALREADY_EXISTS,
                        "10.99.0.10/32",
                        lab -> lab.point(Ec2Lab.TABLE, Ec2Lab.VIP, Ec2Lab.ENI_B)),
                request(
                        "the local route once more",
                        "CreateRoute",
                        "RouteTableId=" + Ec2Lab.TABLE + "&DestinationCidrBlock=10.20.0.0/16" + TO_A,
                        ErrorCode.ROUTE_ALREADY_EXISTS,
                        "10.20.0.0/16"),
                request(
                        "an address inside the VPC",
                        "CreateRoute",
                        "RouteTableId=" + Ec2Lab.TABLE + "&DestinationCidrBlock=10.20.1.99/32" + TO_A,
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "doesn't match any subnet"),
                request(
                        "a subnet to a gateway",
                        "CreateRoute",
                        "RouteTableId=" + Ec2Lab.TABLE + "&DestinationCidrBlock=10.20.1.0/24&GatewayId="
                                + VpcBuilder.GATEWAY_ID,
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "only an interface"),
                request(
                        "an address reserved for AWS",
                        "CreateRoute",
                        "RouteTableId=" + Ec2Lab.TABLE + "&DestinationCidrBlock=169.254.169.254/32" + TO_A,
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "reserved"),
                request(
                        "a virtual IP in a gateway's table",
                        "CreateRoute",
                        "RouteTableId=" + VpcBuilder.GATEWAY_ROUTE_TABLE + "&DestinationCidrBlock=10.99.0.10/32" + TO_A,
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "associated with a gateway"),
                request(
                        "one route too many",
                        "CreateRoute",
                        ROUTE + TO_A,
                        ErrorCode.ROUTE_LIMIT_EXCEEDED,
                        "'50'",
                        Ec2ErrorsTest::fillTable),
                request(
                        "nothing to replace, as seen",
                        "ReplaceRoute",
                        ROUTE + TO_A,
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "There is no route defined for '10.99.0.10/32'"),
                request(
                        "nothing to replace, as documented",
                        "ReplaceRoute",
                        ROUTE + TO_A,
                        ErrorCode.INVALID_ROUTE_NOT_FOUND,
                        "There is no route defined",
                        lab -> lab.faults.setVariants(
                                Variants.USUAL.with(Variants.MissingRoute.INVALID_ROUTE_NOT_FOUND))),
                request(
                        "replacing by another way to write the block",
                        "ReplaceRoute",
                        "RouteTableId=" + Ec2Lab.TABLE + "&DestinationCidrBlock=10.99.0.9/24" + TO_A,
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "There is no route defined",
                        lab -> lab.point(Ec2Lab.TABLE, "10.99.0.0/24", Ec2Lab.ENI_A)),
                request(
                        "the local target for another route",
                        "ReplaceRoute",
                        ROUTE + "&LocalTarget=true",
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "local target",
                        lab -> lab.point(Ec2Lab.TABLE, Ec2Lab.VIP, Ec2Lab.ENI_A)),
                request(
                        "deleting the local route",
                        "DeleteRoute",
                        "RouteTableId=" + Ec2Lab.TABLE + "&DestinationCidrBlock=10.20.0.0/16",
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "cannot remove local route"),
                request(
                        "deleting what is not there",
                        "DeleteRoute",
                        ROUTE,
                        ErrorCode.INVALID_ROUTE_NOT_FOUND,
                        Ec2Lab.TABLE),
                request(
                        "a target for DeleteRoute",
                        "DeleteRoute",
                        ROUTE + TO_A,
                        ErrorCode.UNKNOWN_PARAMETER,
                        "NetworkInterfaceId"),
                request(
                        "a page too small",
                        "DescribeRouteTables",
                        "MaxResults=4",
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "(4) for parameter maxResults"),
                request(
                        "a page too large",
                        "DescribeRouteTables",
                        "MaxResults=101",
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "less than or equal to 100"),
                request(
                        "a page size that is no number",
                        "DescribeInstances",
                        "MaxResults=many",
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "(many)"),
                request(
                        "ids and pages at once",
                        "DescribeInstances",
                        "MaxResults=5&InstanceId.1=" + Ec2Lab.NODE_A,
                        ErrorCode.INVALID_PARAMETER_COMBINATION,
                        "instanceIds"),
                request(
                        "a page token of its own making",
                        "DescribeRouteTables",
                        "MaxResults=5&NextToken=AAAA",
                        ErrorCode.INVALID_PAGINATION_TOKEN,
                        "AAAA"),
                request(
                        "a page token that is no Base64",
                        "DescribeRouteTables",
                        "MaxResults=5&NextToken=%20!",
                        ErrorCode.INVALID_PAGINATION_TOKEN,
                        "not valid"),
                request(
                        "a filter that is not documented",
                        "DescribeRouteTables",
                        "Filter.1.Name=colour&Filter.1.Value.1=red",
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "The filter 'colour' is invalid"),
                request(
                        "a filter without values",
                        "DescribeRouteTables",
                        "Filter.1.Name=vpc-id",
                        ErrorCode.MISSING_PARAMETER,
                        "ilter.1.Value"),
                request(
                        "a filter without name",
                        "DescribeRouteTables",
                        "Filter.1.Value.1=vpc-1",
                        ErrorCode.MISSING_PARAMETER,
                        "ilter.1.Name"),
                request(
                        "too many filters",
                        "DescribeRouteTables",
                        many(51, "Filter.%1$d.Name=vpc-id&Filter.%1$d.Value.1=x"),
                        ErrorCode.FILTER_LIMIT_EXCEEDED,
                        "'51' filters"),
                request(
                        "too many values",
                        "DescribeRouteTables",
                        "Filter.1.Name=vpc-id&" + many(201, "Filter.1.Value.%d=x"),
                        ErrorCode.FILTER_LIMIT_EXCEEDED,
                        "'201' values"),
                request(
                        "a table to describe that is not there",
                        "DescribeRouteTables",
                        "RouteTableId.1=rtb-0000000000000dead",
                        ErrorCode.INVALID_ROUTE_TABLE_ID_NOT_FOUND,
                        "rtb-0000000000000dead"),
                request("a malformed VPC", "DescribeVpcs", "VpcId.1=vpc", ErrorCode.INVALID_VPC_ID_MALFORMED, "vpc"),
                request(
                        "a VPC that is not there",
                        "DescribeVpcs",
                        "VpcId.1=vpc-0000000000000dead",
                        ErrorCode.INVALID_VPC_ID_NOT_FOUND,
                        "vpc-0000000000000dead"),
                request(
                        "a malformed subnet",
                        "DescribeSubnets",
                        "SubnetId.1=subnet",
                        ErrorCode.INVALID_SUBNET_ID_MALFORMED,
                        "subnet"),
                request(
                        "a subnet that is not there",
                        "DescribeSubnets",
                        "SubnetId.1=subnet-0000000000000dead",
                        ErrorCode.INVALID_SUBNET_ID_NOT_FOUND,
                        "subnet-0000000000000dead"),
                request(
                        "a Boolean that is none",
                        "CreateRoute",
                        ROUTE + TO_A + "&DryRun=maybe",
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "(maybe) for parameter dryRun"),
                request(
                        "a DryRun that would do",
                        "CreateRoute",
                        ROUTE + TO_A + "&DryRun=true",
                        ErrorCode.DRY_RUN_OPERATION,
                        "would have succeeded"),
                request(
                        "a DryRun that may not",
                        "CreateRoute",
                        ROUTE + TO_A + "&DryRun=true",
                        ErrorCode.UNAUTHORIZED_OPERATION,
                        "ec2:CreateRoute on resource: " + Ec2Lab.TABLE,
                        lab -> lab.faults.deny(Faults.ANY, "CreateRoute", Ec2Lab.TABLE)),
                request(
                        "an action that the caller may not",
                        "DescribeVpcs",
                        "",
                        ErrorCode.UNAUTHORIZED_OPERATION,
                        Ec2Lab.KEY.principal(),
                        lab -> lab.faults.deny(Ec2Lab.KEY.principal(), "DescribeVpcs", Faults.ANY)),
                request(
                        "no attribute to modify",
                        "ModifyNetworkInterfaceAttribute",
                        "NetworkInterfaceId=" + Ec2Lab.ENI_A,
                        ErrorCode.INVALID_PARAMETER_COMBINATION,
                        "No attributes"),
                request(
                        "two attributes to modify",
                        "ModifyNetworkInterfaceAttribute",
                        "NetworkInterfaceId=" + Ec2Lab.ENI_A + "&SourceDestCheck.Value=false&Description.Value=x",
                        ErrorCode.INVALID_PARAMETER_COMBINATION,
                        "'2'"),
                request(
                        "an attribute that the lab does not change",
                        "ModifyNetworkInterfaceAttribute",
                        "NetworkInterfaceId=" + Ec2Lab.ENI_A + "&Description.Value=x",
                        ErrorCode.UNSUPPORTED_OPERATION,
                        "Description.Value"),
                request(
                        "an attribute that does not exist",
                        "DescribeNetworkInterfaceAttribute",
                        "NetworkInterfaceId=" + Ec2Lab.ENI_A + "&Attribute=colour",
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "(colour)"),
                request(
                        "a describe of everything where that is refused",
                        "DescribeRouteTables",
                        "",
                        ErrorCode.OPERATION_NOT_PERMITTED,
                        "filter and paginate",
                        lab -> lab.faults.setVariants(Variants.USUAL.withUnqualifiedDescribesRefused(true))),
                request(
                        "one call too many",
                        "DescribeVpcs",
                        "",
                        ErrorCode.REQUEST_LIMIT_EXCEEDED,
                        "Request limit exceeded",
                        Ec2ErrorsTest::useUpTokens),
                failing(ErrorCode.INTERNAL_ERROR),
                failing(ErrorCode.INTERNAL_FAILURE),
                failing(ErrorCode.SERVICE_UNAVAILABLE),
                failing(ErrorCode.UNAVAILABLE),
                failing(ErrorCode.BLOCKED));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void aSignatureIsRefusedWithItsCodeStatusAndReason(
            Options options, String form, ErrorCode code, String reason, Variants variants) throws Exception {
        try (Ec2Lab lab = new Ec2Lab()) {
            lab.faults.setVariants(variants);
            expect(new SignedClient(lab.endpoint.url()).post(form, options), code, reason);
        }
    }

    static Stream<Arguments> signatures() {
        Credential unknown = Credential.ofUser("AKIAUNKNOWN", "secret", "nobody");
        Credential wrong = Credential.ofUser(Ec2Lab.KEY.accessKeyId(), "not the secret", "nobody");
        Credential withToken = new Credential(
                Ec2Lab.KEY.accessKeyId(),
                Ec2Lab.KEY.secretAccessKey(),
                Optional.of(new Credential.Session("never issued", Instant.MAX)),
                "nobody");
        Variants specific = Variants.USUAL.with(Variants.WrongCredentials.SPECIFIC);
        String authorization = "Authorization";
        return Stream.of(
                signature(
                        "no action", SignedClient.options(), "Version=2016-11-15", ErrorCode.MISSING_ACTION, "Action"),
                signature(
                        "no version",
                        SignedClient.options(),
                        "Action=DescribeVpcs",
                        ErrorCode.MISSING_PARAMETER,
                        "Version"),
                signature(
                        "another version",
                        SignedClient.options(),
                        "Action=DescribeVpcs&Version=2006-06-26",
                        ErrorCode.NO_SUCH_VERSION,
                        "2006-06-26"),
                signature(
                        "no signature",
                        SignedClient.options().without(authorization),
                        ErrorCode.MISSING_AUTHENTICATION_TOKEN,
                        "Authorization"),
                signature(
                        "another algorithm",
                        SignedClient.options().headerAfterSigning(authorization, "Basic YTpi"),
                        ErrorCode.INCOMPLETE_SIGNATURE,
                        "'Basic'"),
                signature(
                        "no signature in the header",
                        SignedClient.options()
                                .headerAfterSigning(
                                        authorization,
                                        "AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host"),
                        ErrorCode.INCOMPLETE_SIGNATURE,
                        "'Signature'"),
                signature(
                        "a scope with too few parts",
                        SignedClient.options()
                                .headerAfterSigning(
                                        authorization,
                                        "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=00"),
                        ErrorCode.INCOMPLETE_SIGNATURE,
                        "'a/b'"),
                signature(
                        "a date that is none",
                        SignedClient.options().headerAfterSigning("X-Amz-Date", "yesterday"),
                        ErrorCode.INCOMPLETE_SIGNATURE,
                        "'yesterday'"),
                signature(
                        "no date",
                        SignedClient.options().without("X-Amz-Date"),
                        ErrorCode.INCOMPLETE_SIGNATURE,
                        "'X-Amz-Date'"),
                signature(
                        "a clock that is late",
                        SignedClient.options().at(Instant.now().minusSeconds(310)),
                        ErrorCode.REQUEST_EXPIRED,
                        "expired"),
                signature(
                        "a clock that is early",
                        SignedClient.options().at(Instant.now().plusSeconds(310)),
                        ErrorCode.REQUEST_EXPIRED,
                        "expired"),
                signature(
                        "another region",
                        SignedClient.options().region("us-east-1"),
                        ErrorCode.AUTH_FAILURE,
                        "'us-east-1'"),
                signature("another service", SignedClient.options().service("s3"), ErrorCode.AUTH_FAILURE, "'ec2'"),
                signature(
                        "an unknown key",
                        SignedClient.options().credential(unknown),
                        ErrorCode.AUTH_FAILURE,
                        "not able to validate"),
                signature(
                        "a wrong secret",
                        SignedClient.options().credential(wrong),
                        ErrorCode.AUTH_FAILURE,
                        "not able to validate"),
                signature(
                        "a session token with a user's key",
                        SignedClient.options().credential(withToken),
                        ErrorCode.AUTH_FAILURE,
                        "session token"),
                signature(
                        "a header that is not signed",
                        SignedClient.options().headerAfterSigning("X-Amz-Security-Token", "t"),
                        ErrorCode.AUTH_FAILURE,
                        "x-amz-security-token"),
                signature(
                        "a header changed after signing",
                        SignedClient.options().headerAfterSigning("Content-Type", "application/x-www-form-urlencoded"),
                        ErrorCode.AUTH_FAILURE,
                        "signature"),
                signature(
                        "an unknown key, in AWS's common words",
                        SignedClient.options().credential(unknown),
                        ErrorCode.INVALID_CLIENT_TOKEN_ID,
                        "security token",
                        specific),
                signature(
                        "a wrong secret, in AWS's common words",
                        SignedClient.options().credential(wrong),
                        ErrorCode.SIGNATURE_DOES_NOT_MATCH,
                        "does not match",
                        specific));
    }

    @Test
    void aPageTokenEndsAndServesItsOwnQuestionOnly() throws Exception {
        try (Ec2Lab lab = new Ec2Lab()) {
            SignedClient client = new SignedClient(lab.endpoint.url());
            String token = SignedClient.element(
                    client.call("DescribeRouteTables", "MaxResults=5").body(), "nextToken");
            assertThat(client.call("DescribeRouteTables", "MaxResults=9&NextToken=" + token)
                            .status())
                    .isEqualTo(200);
            Answer otherFilter = client.call(
                    "DescribeRouteTables",
                    "MaxResults=5&Filter.1.Name=association.main&Filter.1.Value.1=true&NextToken=" + token);
            expect(otherFilter, ErrorCode.INVALID_PAGINATION_TOKEN, token);
            expect(
                    client.call("DescribeSubnets", "MaxResults=5&NextToken=" + token),
                    ErrorCode.INVALID_PAGINATION_TOKEN,
                    token);
            lab.clock.advance(Duration.ofMinutes(11));
            Answer late = client.post(
                    "Action=DescribeRouteTables&Version=2016-11-15&MaxResults=5&NextToken=" + token,
                    SignedClient.options().at(lab.clock.instant()));
            expect(late, ErrorCode.INVALID_PAGINATION_TOKEN, token);
        }
    }

    @Test
    void aCallersTextComesBackAsWellFormedXml() throws Exception {
        try (Ec2Lab lab = new Ec2Lab()) {
            Answer answer = new SignedClient(lab.endpoint.url())
                    .call("DescribeRouteTables", "Filter.1.Name=%3Cb%3E%26%00&Filter.1.Value.1=x");
            expect(answer, ErrorCode.INVALID_PARAMETER_VALUE, "'<b>&?'");
        }
    }

    @AfterAll
    static void everyCodeIsCovered() {
        assertThat(COVERED).containsExactlyInAnyOrder(ErrorCode.values());
    }

    private static void expect(Answer answer, ErrorCode code, String reason) {
        assertThat(answer.code()).as(answer.body()).isEqualTo(code.code());
        assertThat(answer.status()).isEqualTo(code.status());
        assertThat(answer.message()).contains(reason);
        assertThat(SignedClient.element(answer.body(), "RequestID")).isNotEmpty();
        COVERED.add(code);
    }

    private static void fillTable(Ec2Lab lab) {
        IntStream.range(0, 50).forEach(number -> lab.point(Ec2Lab.TABLE, "10.98.0." + number + "/32", Ec2Lab.ENI_A));
    }

    private static void useUpTokens(Ec2Lab lab) {
        lab.faults.throttle(Limit.MUTATING, Limit.READING, new Limit(1, 0));
        assertThat(lab.faults.admits("DescribeVpcs", false, false)).isTrue();
    }

    private static String many(int count, String pattern) {
        return IntStream.rangeClosed(1, count).mapToObj(pattern::formatted).collect(Collectors.joining("&"));
    }

    private static Arguments failing(ErrorCode code) {
        return request(
                "told to fail with " + code.code(),
                "DescribeVpcs",
                "",
                code,
                code.code(),
                lab -> lab.faults.fail(Faults.ANY, code, 1, Faults.Moment.BEFORE_EFFECT));
    }

    private static Arguments request(String name, String action, String parameters, ErrorCode code, String reason) {
        return request(name, action, parameters, code, reason, lab -> {});
    }

    private static Arguments request(
            String name, String action, String parameters, ErrorCode code, String reason, Consumer<Ec2Lab> before) {
        return argumentSet(name, action, parameters, code, reason, before);
    }

    private static Arguments signature(String name, Options options, ErrorCode code, String reason) {
        return signature(name, options, "Action=DescribeVpcs" + VERSION, code, reason);
    }

    private static Arguments signature(String name, Options options, String form, ErrorCode code, String reason) {
        return argumentSet(name, options, form, code, reason, Variants.USUAL);
    }

    private static Arguments signature(String name, Options options, ErrorCode code, String reason, Variants variants) {
        return argumentSet(name, options, "Action=DescribeVpcs" + VERSION, code, reason, variants);
    }
}
