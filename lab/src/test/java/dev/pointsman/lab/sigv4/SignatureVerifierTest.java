package dev.pointsman.lab.sigv4;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import dev.pointsman.lab.http.HttpCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** The verifier against requests and signatures of AWS's own "Signature Version 4 test suite". */
class SignatureVerifierTest {

    private static final Credential KEY =
            Credential.ofUser("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "user/test-suite");

    private final SignatureVerifier verifier = new SignatureVerifier(
            Credentials.of(KEY),
            "us-east-1",
            "service",
            Duration.ofMinutes(5),
            () -> Instant.parse("2015-08-30T12:36:00Z"));

    @ParameterizedTest
    @MethodSource("testSuite")
    void aRequestOfTheTestSuiteIsAccepted(HttpCall call) throws SignatureRefused {
        assertThat(verifier.verify(call)).isSameAs(KEY);
    }

    static Stream<Arguments> testSuite() {
        String form = "application/x-www-form-urlencoded";
        return Stream.of(
                argumentSet(
                        "get-vanilla",
                        call("GET", "/", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31", "")),
                argumentSet(
                        "get-vanilla-query-order-key-case",
                        call(
                                "GET",
                                "/",
                                "Param2=value2&Param1=value1",
                                "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
                                "")),
                argumentSet(
                        "post-vanilla",
                        call("POST", "/", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b", "")),
                argumentSet(
                        "post-x-www-form-urlencoded",
                        call(
                                "POST",
                                "/",
                                "",
                                "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
                                "Param1=value1",
                                "Content-Type",
                                form)));
    }

    @Test
    void aChangedBodyIsRefused() {
        assertThatThrownBy(() -> verifier.verify(call(
                        "POST",
                        "/",
                        "",
                        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
                        "Param1=value2",
                        "Content-Type",
                        "application/x-www-form-urlencoded")))
                .isInstanceOfSatisfying(
                        SignatureRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(SignatureRefused.Reason.MISMATCH));
    }

    @Test
    void aDeclaredPayloadHashMustBeThatOfThePayload() {
        HttpCall declared = call(
                "POST",
                "/",
                "",
                "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
                "",
                "X-Amz-Content-Sha256",
                "00");
        assertThatThrownBy(() -> verifier.verify(declared)).hasMessageContaining("x-amz-content-sha256");
    }

    @Test
    void aSecretIsNeverShown() {
        assertThat(KEY.toString()).contains("AKIDEXAMPLE").doesNotContain("wJalr");
    }

    private static HttpCall call(
            String method, String path, String query, String signature, String body, String... further) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Host", List.of("example.amazonaws.com"));
        headers.put("X-Amz-Date", List.of("20150830T123600Z"));
        StringBuilder signed = new StringBuilder();
        for (int at = 0; at < further.length; at += 2) {
            headers.put(further[at], List.of(further[at + 1]));
            signed.append(further[at].toLowerCase(Locale.ROOT)).append(';');
        }
        headers.put(
                "Authorization",
                List.of("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                        + " SignedHeaders=" + signed + "host;x-amz-date, Signature=" + signature));
        return new HttpCall(method, path, query, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
