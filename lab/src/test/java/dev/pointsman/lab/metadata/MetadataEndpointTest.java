package dev.pointsman.lab.metadata;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.lab.ec2.Ec2Lab;
import dev.pointsman.lab.ec2.SignedClient;
import dev.pointsman.lab.sigv4.Credential;
import dev.pointsman.lab.vpc.VpcBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MetadataEndpointTest {

    private static final String MACS = "/latest/meta-data/network/interfaces/macs/";

    private final Ec2Lab lab = new Ec2Lab();
    private final HttpClient client = HttpClient.newHttpClient();
    private RoleCredentials role;
    private MetadataEndpoint metadata;

    @BeforeEach
    void start() throws IOException {
        role = new RoleCredentials(
                "pointsman", VpcBuilder.OWNER_ID, Ec2Lab.NODE_B, Duration.ofMinutes(60), lab.credentials, lab.clock);
        metadata = MetadataEndpoint.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), lab.vpc, Ec2Lab.NODE_B, role, lab.clock);
    }

    @AfterEach
    void close() {
        metadata.close();
        lab.close();
    }

    @ParameterizedTest
    @CsvSource({
        "meta-data/instance-id, i-0000000000000000b",
        "meta-data/mac, 02:00:0a:14:02:0a",
        "meta-data/local-ipv4, 10.20.2.10",
        "meta-data/placement/availability-zone, eu-central-1b",
        "meta-data/placement/availability-zone-id, euc1-az2",
        "meta-data/placement/region, eu-central-1",
        "meta-data/network/interfaces/macs/02:00:0a:14:02:0a/interface-id, eni-0000000000000000b",
        "meta-data/network/interfaces/macs/02:00:0a:14:02:0a/subnet-id, subnet-00000000000000002",
        "meta-data/network/interfaces/macs/02:00:0a:14:02:0a/vpc-id, vpc-00000000000000020",
        "meta-data/network/interfaces/macs/02:00:0a:14:02:0a/vpc-ipv4-cidr-blocks, 10.20.0.0/16",
        "meta-data/network/interfaces/macs/02:00:0a:14:02:0a/subnet-ipv4-cidr-block, 10.20.2.0/24",
        "meta-data/network/interfaces/macs/02:00:0a:14:02:0a/device-number, 0",
        "meta-data/network/interfaces/macs/02:00:0a:14:02:0b/device-number, 1",
        "meta-data/network/interfaces/macs/02:00:0a:14:02:0b/local-ipv4s, 10.20.2.11",
        "meta-data/services/partition, aws",
        "meta-data/iam/security-credentials/, pointsman"
    })
    void anInstanceLearnsWhoItIs(String path, String expected) throws Exception {
        assertThat(get("/latest/" + path)).isEqualTo(expected);
        assertThat(get("/2021-07-15/" + path)).isEqualTo(expected);
    }

    @Test
    void foldersAreListed() throws Exception {
        assertThat(get("/")).isEqualTo("latest");
        assertThat(get("/latest")).isEqualTo("dynamic\nmeta-data");
        assertThat(get("/latest/meta-data/").lines()).contains("instance-id", "mac", "network/", "placement/", "iam/");
        assertThat(get("/latest/meta-data/placement").lines()).contains("availability-zone", "region");
        assertThat(get(MACS).lines()).containsExactly("02:00:0a:14:02:0a/", "02:00:0a:14:02:0b/");
    }

    @Test
    void anInterfaceThatIsAttachedLaterIsSeen() throws Exception {
        lab.vpc.detachInterface(Ec2Lab.ENI_A);
        lab.vpc.attachInterface(Ec2Lab.ENI_A, Ec2Lab.NODE_B, 2);
        assertThat(get(MACS + "02:00:0a:14:01:0a/device-number")).isEqualTo("2");
    }

    @Test
    void theIdentityDocumentIsJson() throws Exception {
        var document = new ObjectMapper().readTree(get("/latest/dynamic/instance-identity/document"));
        assertThat(document.path("instanceId").asText()).isEqualTo(Ec2Lab.NODE_B);
        assertThat(document.path("region").asText()).isEqualTo("eu-central-1");
        assertThat(document.path("accountId").asText()).isEqualTo(VpcBuilder.OWNER_ID);
        assertThat(document.path("privateIp").asText()).isEqualTo("10.20.2.10");
    }

    @Test
    void nothingIsToldWithoutAValidToken() throws Exception {
        assertThat(status(request("/latest/meta-data/instance-id").GET())).isEqualTo(401);
        assertThat(status(request("/latest/meta-data/instance-id")
                        .header("X-aws-ec2-metadata-token", "made-up")
                        .GET()))
                .isEqualTo(401);
        String token = token("60");
        HttpRequest.Builder read = request("/latest/meta-data/instance-id")
                .header("X-aws-ec2-metadata-token", token)
                .GET();
        assertThat(status(read)).isEqualTo(200);
        lab.clock.advance(Duration.ofSeconds(61));
        assertThat(status(read)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "21601", "-1", "soon", "999999999999"})
    void aTokenLivesOneSecondToSixHours(String ttl) throws Exception {
        assertThat(status(put("/latest/api/token").header("X-aws-ec2-metadata-token-ttl-seconds", ttl)))
                .isEqualTo(400);
    }

    @Test
    void aTokenRequestNeedsATimeToLiveAndNoProxyOnItsWay() throws Exception {
        assertThat(status(put("/latest/api/token"))).isEqualTo(400);
        assertThat(status(put("/latest/api/token")
                        .header("X-aws-ec2-metadata-token-ttl-seconds", "60")
                        .header("X-Forwarded-For", "10.0.0.1")))
                .isEqualTo(403);
        assertThat(status(put("/latest/token").header("X-aws-ec2-metadata-token-ttl-seconds", "60")))
                .isEqualTo(404);
        HttpResponse<String> issued = client.send(
                put("/latest/api/token")
                        .header("X-aws-ec2-metadata-token-ttl-seconds", "21600")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(issued.headers().firstValue("X-aws-ec2-metadata-token-ttl-seconds"))
                .contains("21600");
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhatIsNoReadIsNotAllowed() throws Exception {
        String token = token("60");
        assertThat(status(request("/latest/meta-data/colour")
                        .header("X-aws-ec2-metadata-token", token)
                        .GET()))
                .isEqualTo(404);
        assertThat(status(request("/latest/meta-data/instance-id").DELETE())).isEqualTo(405);
        assertThatThrownBy(() -> MetadataEndpoint.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        lab.vpc,
                        "i-0000000000000dead",
                        role))
                .hasMessageContaining("there is no instance 'i-0000000000000dead'")
                .hasMessageContaining(Ec2Lab.NODE_A);
    }

    @Test
    void theSdkTakesTheRolesCredentialsAndEc2AcceptsThem() {
        try (InstanceProfileCredentialsProvider provider = InstanceProfileCredentialsProvider.builder()
                        .endpoint(metadata.url().toString())
                        .build();
                Ec2Client ec2 = Ec2Client.builder()
                        .endpointOverride(lab.endpoint.url())
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(provider)
                        .build()) {
            AwsCredentials taken = provider.resolveCredentials();
            assertThat(taken.accessKeyId())
                    .isEqualTo(role.current().accessKeyId())
                    .startsWith("ASIA");
            assertThat(ec2.describeVpcs().vpcs()).hasSize(1);
            assertThat(lab.lastCall().principal()).contains(role.principal());
        }
    }

    @Test
    void credentialsRotateBeforeTheyEndAndTheOldOnesAreAcceptedUntilThen() throws Exception {
        Credential first = role.current();
        lab.clock.advance(Duration.ofMinutes(54));
        assertThat(role.current()).isSameAs(first);
        lab.clock.advance(Duration.ofMinutes(2));
        Credential second = role.current();
        assertThat(second.accessKeyId()).isNotEqualTo(first.accessKeyId());
        assertThat(second.principal()).isEqualTo(first.principal());
        assertThat(describeAs(first).status()).isEqualTo(200);
        assertThat(describeAs(second).status()).isEqualTo(200);
        lab.clock.advance(Duration.ofMinutes(5));
        assertThat(describeAs(first)).extracting(SignedClient.Answer::code).isEqualTo("RequestExpired");
        assertThat(describeAs(second).status()).isEqualTo(200);
        var told = new ObjectMapper().readTree(get("/latest/meta-data/iam/security-credentials/pointsman"));
        assertThat(told.path("AccessKeyId").asText()).isEqualTo(second.accessKeyId());
        assertThat(Instant.parse(told.path("Expiration").asText()))
                .isEqualTo(second.session().orElseThrow().expires());
    }

    @Test
    void aRoleKeyWithoutItsTokenIsRefused() throws Exception {
        Credential withoutToken =
                Credential.ofUser(role.current().accessKeyId(), role.current().secretAccessKey(), "nobody");
        assertThat(describeAs(withoutToken))
                .extracting(SignedClient.Answer::code)
                .isEqualTo("AuthFailure");
    }

    @Test
    void itCanRefuseForAWhile() throws Exception {
        metadata.refuse();
        assertThatThrownBy(() -> get("/latest/meta-data/instance-id")).isInstanceOf(ConnectException.class);
        metadata.resume();
        assertThat(get("/latest/meta-data/instance-id")).isEqualTo(Ec2Lab.NODE_B);
    }

    private SignedClient.Answer describeAs(Credential credential) throws Exception {
        return new SignedClient(lab.endpoint.url())
                .post(
                        "Action=DescribeVpcs&Version=2016-11-15",
                        SignedClient.options().credential(credential).at(lab.clock.instant()));
    }

    private String get(String path) throws Exception {
        HttpResponse<String> response = client.send(
                request(path)
                        .header("X-aws-ec2-metadata-token", token("60"))
                        .GET()
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private String token(String ttl) throws Exception {
        return client.send(
                        put("/latest/api/token")
                                .header("X-aws-ec2-metadata-token-ttl-seconds", ttl)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private int status(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private HttpRequest.Builder put(String path) {
        return request(path).PUT(HttpRequest.BodyPublishers.noBody());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(metadata.url().resolve(path)).timeout(Duration.ofSeconds(20));
    }
}
