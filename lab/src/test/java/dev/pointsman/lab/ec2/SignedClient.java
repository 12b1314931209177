package dev.pointsman.lab.ec2;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import dev.pointsman.lab.sigv4.Credential;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Sends raw Query calls, signed by the AWS SDK's signer, so that signer and verifier are not by one hand. */
public final class SignedClient {

    /** What a call may be changed in, for the refusals that a right client cannot provoke. */
    public static final class Options {
        private Credential credential = Ec2Lab.KEY;
        private String region = "eu-central-1";
        private String service = "ec2";
        private Instant at = Instant.now();
        private final Map<String, String> headersAfterSigning = new LinkedHashMap<>();
        private final Set<String> headersRemoved = new TreeSet<>();

        public Options credential(Credential other) {
            credential = other;
            return this;
        }

        public Options region(String other) {
            region = other;
            return this;
        }

        public Options service(String other) {
            service = other;
            return this;
        }

        public Options at(Instant other) {
            at = other;
            return this;
        }

        public Options headerAfterSigning(String name, String value) {
            headersAfterSigning.put(name, value);
            return this;
        }

        public Options without(String name) {
            headersRemoved.add(name);
            return this;
        }
    }

    /** An answer, with the two parts of an error if it is one. */
    public record Answer(int status, String body, String code, String message) {}

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;

    public SignedClient(URI endpoint) {
        this.endpoint = endpoint;
    }

    public static Options options() {
        return new Options();
    }

    /** Posts {@code Action=…&Version=2016-11-15&…}. */
    public Answer call(String action, String parameters) throws IOException, InterruptedException {
        String rest = parameters.isEmpty() ? "" : "&" + parameters;
        return post("Action=" + action + "&Version=2016-11-15" + rest, options());
    }

    public Answer post(String form, Options options) throws IOException, InterruptedException {
        HttpRequest request = signed(form, options);
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.body(),
                element(response.body(), "Code"),
                element(response.body(), "Message"));
    }

    private HttpRequest signed(String form, Options options) {
        byte[] body = form.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest unsigned = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint.resolve("/"))
                .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .build();
        AwsCredentialsIdentity identity = options.credential
                .session()
                .<AwsCredentialsIdentity>map(session -> AwsSessionCredentialsIdentity.create(
                        options.credential.accessKeyId(), options.credential.secretAccessKey(), session.token()))
                .orElseGet(() -> AwsCredentialsIdentity.create(
                        options.credential.accessKeyId(), options.credential.secretAccessKey()));
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(identity)
                        .request(unsigned)
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, options.service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, options.region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(options.at, ZoneOffset.UTC)))
                .request();
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        signed.forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("Host") && !options.headersRemoved.contains(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        options.headersAfterSigning.forEach(request::setHeader);
        return request.build();
    }

    /** The text of the first element with that name, or an empty text. */
    public static String element(String xml, String name) {
        if (!xml.startsWith("<")) {
            return "";
        }
        try {
            XMLStreamReader reader = XMLInputFactory.newFactory().createXMLStreamReader(new StringReader(xml));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT
                        && reader.getLocalName().equals(name)) {
                    return reader.getElementText();
                }
            }
            return "";
        } catch (XMLStreamException malformed) {
            throw new AssertionError("the answer is not XML: " + xml, malformed);
        }
    }
}
