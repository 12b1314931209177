package dev.pointsman.lab.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Every error code that the endpoint can answer, each provoked at least once by what a client may really send. */
class Ec2ErrorsTest {

    private static final Set<ErrorCode> COVERED = EnumSet.noneOf(ErrorCode.class);

    /** What is wrong | action | parameters | code | part of the message | what happens before, if anything. */
    private static final String REQUESTS = """
            an action that EC2 does not have | MakeTea | | INVALID_ACTION | MakeTea
            a misspelt parameter | CreateRoute | {route}&{to-a}&Colour=red | UNKNOWN_PARAMETER | Colour
            a parameter sent twice | CreateRoute | {route}&{route}&{to-a} | MALFORMED_QUERY_STRING | RouteTableId
            a parameter without a name | CreateRoute | {route}&=x&{to-a} | MALFORMED_QUERY_STRING | without a name
            a broken escape | CreateRoute | RouteTableId=%zz | MALFORMED_QUERY_STRING | %zz
            no table | CreateRoute | {vip}&{to-a} | MISSING_PARAMETER | routeTableId
            no destination | CreateRoute | {table}&{to-a} | MISSING_PARAMETER | destinationCidrBlock
            no target | CreateRoute | {route} | MISSING_PARAMETER | exactly one of
            two targets | ReplaceRoute | {route}&{to-a}&InstanceId={node-a} | INVALID_PARAMETER_COMBINATION | '2'
            two destinations | CreateRoute | {route}&{to-a}&DestinationIpv6CidrBlock=::/0 | INVALID_PARAMETER_COMBINATION | Only one of
            a target that only ReplaceRoute has | CreateRoute | {route}&LocalTarget=true&{to-a} | UNKNOWN_PARAMETER | LocalTarget
            a destination that is no block | CreateRoute | {table}&DestinationCidrBlock=10.99.0.10&{to-a} | INVALID_PARAMETER_VALUE | (10.99.0.10)
            an IPv6 destination | CreateRoute | {table}&DestinationIpv6CidrBlock=fd00::/64&{to-a} | INVALID_PARAMETER_VALUE | no IPv6
            a prefix list | CreateRoute | {table}&DestinationPrefixListId=pl-12345678&{to-a} | INVALID_PREFIX_LIST_ID_NOT_FOUND | pl-12345678
            a malformed table | CreateRoute | RouteTableId=rtb-x&{vip}&{to-a} | INVALID_ROUTE_TABLE_ID_MALFORMED | rtb-x
            a table that is not there | CreateRoute | RouteTableId=rtb-0000000000000dead&{vip}&{to-a} | INVALID_ROUTE_TABLE_ID_NOT_FOUND | rtb-0000000000000dead
            a malformed interface | CreateRoute | {route}&NetworkInterfaceId=eni-xyz | INVALID_NETWORK_INTERFACE_ID_MALFORMED | eni-xyz
            an interface that is not there | CreateRoute | {route}&NetworkInterfaceId=eni-0000000000000dead | INVALID_NETWORK_INTERFACE_ID_NOT_FOUND | eni-0000000000000dead
            an interface of another VPC | CreateRoute | {route}&NetworkInterfaceId={eni-foreign} | INVALID_PARAMETER_VALUE | belong to different networks
            a malformed instance | CreateRoute | {route}&InstanceId=node-a | INVALID_INSTANCE_ID_MALFORMED | node-a
            an instance that is not there | CreateRoute | {route}&InstanceId=i-0000000000000dead | INVALID_INSTANCE_ID_NOT_FOUND | i-0000000000000dead
            an instance with two interfaces | CreateRoute | {route}&InstanceId={node-b} | INVALID_INSTANCE_ID | multiple interfaces
            an instance without interface | CreateRoute | {route}&InstanceId={node-a} | INVALID_INSTANCE_ID | no interfaces | A is detached
            a gateway that is not there | CreateRoute | {route}&GatewayId=igw-0000000000000dead | INVALID_GATEWAY_ID_NOT_FOUND | igw-0000000000000dead
            a virtual private gateway | CreateRoute | {route}&GatewayId=vgw-0000000000000dead | INVALID_GATEWAY_ID_NOT_FOUND | vgw-0000000000000dead
            a kind of target that the VPC has none of | CreateRoute | {route}&NatGatewayId=nat-0000000000000dead | INVALID_PARAMETER_VALUE | natGatewayId
            a route that exists | CreateRoute | {route}&{to-a} | ROUTE_ALREADY_EXISTS | 10.99.0.10/32 | the VIP is at B
            the local route once more | CreateRoute | {table}&DestinationCidrBlock=10.20.0.0/16&{to-a} | ROUTE_ALREADY_EXISTS | 10.20.0.0/16
            an address inside the VPC | CreateRoute | {table}&DestinationCidrBlock=10.20.1.99/32&{to-a} | INVALID_PARAMETER_VALUE | doesn't match any subnet
            a subnet to a gateway | CreateRoute | {table}&DestinationCidrBlock=10.20.1.0/24&GatewayId={gateway} | INVALID_PARAMETER_VALUE | only an interface
            an address reserved for AWS | CreateRoute | {table}&DestinationCidrBlock=169.254.169.254/32&{to-a} | INVALID_PARAMETER_VALUE | reserved
            a virtual IP in a gateway's table | CreateRoute | RouteTableId={gateway-table}&{vip}&{to-a} | INVALID_PARAMETER_VALUE | associated with a gateway
            one route too many | CreateRoute | {route}&{to-a} | ROUTE_LIMIT_EXCEEDED | '50' | the table is full
            nothing to replace, as seen | ReplaceRoute | {route}&{to-a} | INVALID_PARAMETER_VALUE | There is no route defined for '10.99.0.10/32'
            nothing to replace, as documented | ReplaceRoute | {route}&{to-a} | INVALID_ROUTE_NOT_FOUND | There is no route defined | as documented
            another way to write the same block | ReplaceRoute | {table}&DestinationCidrBlock=10.99.0.11/31&{to-a} | INVALID_PARAMETER_VALUE | There is no route defined | 10.99.0.10/31 is at B
            the local target for another route | ReplaceRoute | {route}&LocalTarget=true | INVALID_PARAMETER_VALUE | local target | the VIP is at B
            deleting the local route | DeleteRoute | {table}&DestinationCidrBlock=10.20.0.0/16 | INVALID_PARAMETER_VALUE | cannot remove local route
            deleting what is not there | DeleteRoute | {route} | INVALID_ROUTE_NOT_FOUND | {table-id}
            a target for DeleteRoute | DeleteRoute | {route}&{to-a} | UNKNOWN_PARAMETER | NetworkInterfaceId
            a page too small | DescribeRouteTables | MaxResults=4 | INVALID_PARAMETER_VALUE | (4) for parameter maxResults
            a page too large | DescribeRouteTables | MaxResults=101 | INVALID_PARAMETER_VALUE | less than or equal to 100
            a page size that is no number | DescribeInstances | MaxResults=many | INVALID_PARAMETER_VALUE | (many)
            ids and pages at once | DescribeInstances | MaxResults=5&InstanceId.1={node-a} | INVALID_PARAMETER_COMBINATION | instanceIds
            a page token of its own making | DescribeRouteTables | MaxResults=5&NextToken=AAAA | INVALID_PAGINATION_TOKEN | AAAA
            a page token that is no Base64 | DescribeRouteTables | MaxResults=5&NextToken=%20! | INVALID_PAGINATION_TOKEN | not valid
            a filter that is not documented | DescribeRouteTables | Filter.1.Name=colour&Filter.1.Value.1=red | INVALID_PARAMETER_VALUE | The filter 'colour' is invalid
            a filter without values | DescribeRouteTables | Filter.1.Name=vpc-id | MISSING_PARAMETER | ilter.1.Value
            a filter without name | DescribeRouteTables | Filter.1.Value.1=vpc-1 | MISSING_PARAMETER | ilter.1.Name
            too many filters | DescribeRouteTables | {51 filters} | FILTER_LIMIT_EXCEEDED | '51' filters
            too many values | DescribeRouteTables | Filter.1.Name=vpc-id&{201 values} | FILTER_LIMIT_EXCEEDED | '201' values
            a table to describe that is not there | DescribeRouteTables | RouteTableId.1=rtb-0000000000000dead | INVALID_ROUTE_TABLE_ID_NOT_FOUND | rtb-0000000000000dead
            a malformed VPC | DescribeVpcs | VpcId.1=vpc | INVALID_VPC_ID_MALFORMED | vpc
            a VPC that is not there | DescribeVpcs | VpcId.1=vpc-0000000000000dead | INVALID_VPC_ID_NOT_FOUND | vpc-0000000000000dead
            a malformed subnet | DescribeSubnets | SubnetId.1=subnet | INVALID_SUBNET_ID_MALFORMED | subnet
            a subnet that is not there | DescribeSubnets | SubnetId.1=subnet-0000000000000dead | INVALID_SUBNET_ID_NOT_FOUND | subnet-0000000000000dead
            a malformed security group | DescribeSecurityGroups | GroupId.1=group | INVALID_GROUP_ID_MALFORMED | group
            a security group that is not there | DescribeSecurityGroups | GroupId.1=sg-0000000000000dead | INVALID_GROUP_NOT_FOUND | sg-0000000000000dead
            a malformed peering | DescribeVpcPeeringConnections | VpcPeeringConnectionId.1=peer | INVALID_PEERING_ID_MALFORMED | peer
            a peering that is not there | DescribeVpcPeeringConnections | VpcPeeringConnectionId.1=pcx-0000000000000dead | INVALID_PEERING_ID_NOT_FOUND | pcx-0000000000000dead
            a security group by its name | DescribeSecurityGroups | GroupName.1=default | VPC_ID_NOT_SPECIFIED | No default VPC
            a Boolean that is none | CreateRoute | {route}&{to-a}&DryRun=maybe | INVALID_PARAMETER_VALUE | (maybe) for parameter dryRun
            a DryRun that would do | CreateRoute | {route}&{to-a}&DryRun=true | DRY_RUN_OPERATION | would have succeeded
            a DryRun that may not | CreateRoute | {route}&{to-a}&DryRun=true | UNAUTHORIZED_OPERATION | ec2:CreateRoute on resource: {table-id} | CreateRoute is denied
            an action that the caller may not | DescribeVpcs | | UNAUTHORIZED_OPERATION | user/example | DescribeVpcs is denied
            no attribute to modify | ModifyNetworkInterfaceAttribute | {to-a} | INVALID_PARAMETER_COMBINATION | No attributes
            two attributes to modify | ModifyNetworkInterfaceAttribute | {to-a}&SourceDestCheck.Value=false&Description.Value=x | INVALID_PARAMETER_COMBINATION | '2'
            an attribute that the lab does not change | ModifyNetworkInterfaceAttribute | {to-a}&Description.Value=x | UNSUPPORTED_OPERATION | 'Description'
            an attribute in two parts | ModifyNetworkInterfaceAttribute | {to-a}&Attachment.AttachmentId=eni-attach-1&Attachment.DeleteOnTermination=true | UNSUPPORTED_OPERATION | 'Attachment'
            security groups, which the lab does not have | ModifyNetworkInterfaceAttribute | {to-a}&SecurityGroupId.1=sg-1 | UNSUPPORTED_OPERATION | SecurityGroupId
            an attribute that does not exist | DescribeNetworkInterfaceAttribute | {to-a}&Attribute=colour | INVALID_PARAMETER_VALUE | (colour)
            a describe of everything where that is refused | DescribeRouteTables | | OPERATION_NOT_PERMITTED | filter and paginate | describes must be qualified
            one call too many | DescribeVpcs | | REQUEST_LIMIT_EXCEEDED | Request limit exceeded | the tokens are used up
            a failure inside | DescribeVpcs | | INTERNAL_ERROR | InternalError | INTERNAL_ERROR
            a failure inside, in other words | DescribeVpcs | | INTERNAL_FAILURE | InternalFailure | INTERNAL_FAILURE
            an overload | DescribeVpcs | | SERVICE_UNAVAILABLE | ServiceUnavailable | SERVICE_UNAVAILABLE
            an overload, in other words | DescribeVpcs | | UNAVAILABLE | Unavailable | UNAVAILABLE
            a blocked account | DescribeVpcs | | BLOCKED | Blocked | BLOCKED
            """;

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("{route}", "{table}&{vip}"),
            Map.entry("{table}", "RouteTableId={table-id}"),
            Map.entry("{table-id}", Ec2Lab.TABLE),
            Map.entry("{vip}", "DestinationCidrBlock=" + Ec2Lab.VIP),
            Map.entry("{to-a}", "NetworkInterfaceId=" + Ec2Lab.ENI_A),
            Map.entry("{node-a}", Ec2Lab.NODE_A),
            Map.entry("{node-b}", Ec2Lab.NODE_B),
            Map.entry("{eni-foreign}", Ec2Lab.ENI_FOREIGN),
            Map.entry("{gateway}", VpcBuilder.GATEWAY_ID),
            Map.entry("{gateway-table}", VpcBuilder.GATEWAY_ROUTE_TABLE),
            Map.entry("{51 filters}", many(51, "Filter.%1$d.Name=vpc-id&Filter.%1$d.Value.1=x")),
            Map.entry("{201 values}", many(201, "Filter.1.Value.%d=x")));

    private final Ec2Lab lab = new Ec2Lab();
    private final SignedClient client = new SignedClient(lab.endpoint.url());

    @AfterEach
    void close() {
        lab.close();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsRefusedWithItsCodeStatusAndReason(
            String action, String parameters, ErrorCode code, String reason, String before) throws Exception {
        happen(before);
        expect(client.call(action, parameters), code, reason);
        assertThat(lab.lastCall().outcome()).isEqualTo(code.code());
        assertThat(lab.lastCall().status()).isEqualTo(code.status());
    }

    static Stream<Arguments> requests() {
        return REQUESTS.lines().map(line -> {
            String[] cells = line.split("\\|", -1);
            String before = cells.length > 5 ? cells[5].strip() : "";
            return argumentSet(
                    cells[0].strip(),
                    cells[1].strip(),
                    spelledOut(cells[2].strip()),
                    ErrorCode.valueOf(cells[3].strip()),
                    spelledOut(cells[4].strip()),
                    before);
        });
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void aSignatureIsRefusedWithItsCodeStatusAndReason(
            Options options, String form, ErrorCode code, String reason, Variants variants) throws Exception {
        lab.faults.setVariants(variants);
        expect(client.post(form, options), code, reason);
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
        return Stream.of(
                form("no action", "Version=2016-11-15", ErrorCode.MISSING_ACTION, "Action"),
                form("no version", "Action=DescribeVpcs", ErrorCode.MISSING_PARAMETER, "Version"),
                form(
                        "another version",
                        "Action=DescribeVpcs&Version=2006-06-26",
                        ErrorCode.NO_SUCH_VERSION,
                        "2006-06-26"),
                signed(
                        "no signature",
                        options().without("Authorization"),
                        ErrorCode.MISSING_AUTHENTICATION_TOKEN,
                        "Authorization"),
                signed("another algorithm", authorized("Basic YTpi"), ErrorCode.INCOMPLETE_SIGNATURE, "'Basic'"),
                signed(
                        "no signature in the header",
                        authorized("AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host"),
                        ErrorCode.INCOMPLETE_SIGNATURE,
                        "'Signature'"),
                signed(
                        "a part that is no pair",
                        authorized("AWS4-HMAC-SHA256 Credential, SignedHeaders=host"),
                        ErrorCode.INCOMPLETE_SIGNATURE,
                        "'Credential'"),
                signed(
                        "a scope with too few parts",
                        authorized("AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=00"),
                        ErrorCode.INCOMPLETE_SIGNATURE,
                        "'a/b'"),
                signed(
                        "a date that is none",
                        options().headerAfterSigning("X-Amz-Date", "yesterday"),
                        ErrorCode.INCOMPLETE_SIGNATURE,
                        "'yesterday'"),
                signed("no date", options().without("X-Amz-Date"), ErrorCode.INCOMPLETE_SIGNATURE, "'X-Amz-Date'"),
                signed(
                        "a clock that is late",
                        options().at(Instant.now().minusSeconds(310)),
                        ErrorCode.REQUEST_EXPIRED,
                        "expired"),
                signed(
                        "a clock that is early",
                        options().at(Instant.now().plusSeconds(310)),
                        ErrorCode.REQUEST_EXPIRED,
                        "expired"),
                signed("another region", options().region("us-east-1"), ErrorCode.AUTH_FAILURE, "'us-east-1'"),
                signed("another service", options().service("s3"), ErrorCode.AUTH_FAILURE, "'ec2'"),
                signed("an unknown key", options().credential(unknown), ErrorCode.AUTH_FAILURE, "not able to validate"),
                signed("a wrong secret", options().credential(wrong), ErrorCode.AUTH_FAILURE, "not able to validate"),
                signed(
                        "a session token with a user's key",
                        options().credential(withToken),
                        ErrorCode.AUTH_FAILURE,
                        "session token"),
                signed(
                        "a header that is not signed",
                        options().headerAfterSigning("X-Amz-Security-Token", "t"),
                        ErrorCode.AUTH_FAILURE,
                        "x-amz-security-token"),
                signed(
                        "a header changed after signing",
                        options().headerAfterSigning("Content-Type", "application/x-www-form-urlencoded"),
                        ErrorCode.AUTH_FAILURE,
                        "signature"),
                signed(
                        "an unknown key, in AWS's common words",
                        options().credential(unknown),
                        ErrorCode.INVALID_CLIENT_TOKEN_ID,
                        "security token",
                        specific),
                signed(
                        "a wrong secret, in AWS's common words",
                        options().credential(wrong),
                        ErrorCode.SIGNATURE_DOES_NOT_MATCH,
                        "does not match",
                        specific));
    }

    @Test
    void aPageTokenEndsAndServesItsOwnQuestionOnly() throws Exception {
        String first = client.call("DescribeRouteTables", "MaxResults=5").body();
        String token = SignedClient.element(first, "nextToken");
        assertThat(client.call("DescribeRouteTables", "MaxResults=9&NextToken=" + token)
                        .status())
                .isEqualTo(200);
        String filter = "&Filter.1.Name=association.main&Filter.1.Value.1=true";
        expect(
                client.call("DescribeRouteTables", "MaxResults=5&NextToken=" + token + filter),
                ErrorCode.INVALID_PAGINATION_TOKEN,
                token);
        expect(
                client.call("DescribeSubnets", "MaxResults=5&NextToken=" + token),
                ErrorCode.INVALID_PAGINATION_TOKEN,
                token);
        lab.clock.advance(Duration.ofMinutes(11));
        String form = "Action=DescribeRouteTables&Version=2016-11-15&MaxResults=5&NextToken=" + token;
        expect(client.post(form, options().at(lab.clock.instant())), ErrorCode.INVALID_PAGINATION_TOKEN, token);
    }

    @Test
    void aCallersTextComesBackAsWellFormedXml() throws Exception {
        Answer answer = client.call("DescribeRouteTables", "Filter.1.Name=%3Cb%3E%26%00&Filter.1.Value.1=x");
        expect(answer, ErrorCode.INVALID_PARAMETER_VALUE, "'<b>&?'");
    }

    @AfterAll
    static void everyCodeIsCovered() {
        assertThat(COVERED).containsExactlyInAnyOrder(ErrorCode.values());
    }

    private void happen(String before) {
        switch (before) {
            case "" -> {}
            case "A is detached" -> lab.vpc.detachInterface(Ec2Lab.ENI_A);
            case "the VIP is at B" -> lab.point(Ec2Lab.TABLE, Ec2Lab.VIP, Ec2Lab.ENI_B);
            case "10.99.0.10/31 is at B" -> lab.point(Ec2Lab.TABLE, "10.99.0.10/31", Ec2Lab.ENI_B);
            case "the table is full" ->
                IntStream.range(0, 50)
                        .forEach(number -> lab.point(Ec2Lab.TABLE, "10.98.0." + number + "/32", Ec2Lab.ENI_A));
            case "as documented" ->
                lab.faults.setVariants(Variants.USUAL.with(Variants.MissingRoute.INVALID_ROUTE_NOT_FOUND));
            case "CreateRoute is denied" -> lab.faults.deny(Faults.ANY, "CreateRoute", Ec2Lab.TABLE);
            case "DescribeVpcs is denied" -> lab.faults.deny(Ec2Lab.KEY.principal(), "DescribeVpcs", Faults.ANY);
            case "describes must be qualified" ->
                lab.faults.setVariants(Variants.USUAL.withUnqualifiedDescribesRefused(true));
            case "the tokens are used up" -> {
                lab.faults.throttle(Limit.MUTATING, Limit.READING, new Limit(1, 0));
                assertThat(lab.faults.admits("DescribeVpcs", false, false)).isTrue();
            }
            default -> lab.faults.fail(Faults.ANY, ErrorCode.valueOf(before), 1, Faults.Moment.BEFORE_EFFECT);
        }
    }

    private static void expect(Answer answer, ErrorCode code, String reason) {
        assertThat(answer.code()).as(answer.body()).isEqualTo(code.code());
        assertThat(answer.status()).isEqualTo(code.status());
        assertThat(answer.message()).contains(reason);
        assertThat(SignedClient.element(answer.body(), "RequestID")).isNotEmpty();
        COVERED.add(code);
    }

    private static String spelledOut(String text) {
        String result = text;
        while (WORDS.keySet().stream().anyMatch(result::contains)) {
            for (Map.Entry<String, String> word : WORDS.entrySet()) {
                result = result.replace(word.getKey(), word.getValue());
            }
        }
        return result;
    }

    private static String many(int count, String pattern) {
        return IntStream.rangeClosed(1, count).mapToObj(pattern::formatted).collect(Collectors.joining("&"));
    }

    private static Options options() {
        return SignedClient.options();
    }

    private static Options authorized(String header) {
        return options().headerAfterSigning("Authorization", header);
    }

    private static Arguments form(String name, String form, ErrorCode code, String reason) {
        return argumentSet(name, options(), form, code, reason, Variants.USUAL);
    }

    private static Arguments signed(String name, Options options, ErrorCode code, String reason) {
        return signed(name, options, code, reason, Variants.USUAL);
    }

    private static Arguments signed(String name, Options options, ErrorCode code, String reason, Variants variants) {
        return argumentSet(name, options, "Action=DescribeVpcs&Version=2016-11-15", code, reason, variants);
    }
}
