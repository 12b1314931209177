package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class ExplainCommandTest {

    private static final String DEFINITIONS = """
            apiVersion: pointsman.dev/v1
            kind: Fleet
            metadata: {name: lab, namespace: edge}
            spec:
              region: eu-central-1
              vpcId: vpc-0123456789abcdef0
              nodes: [{name: node-a, zone: eu-central-1a, address: 10.20.1.10, interfaceId: eni-0a000000}]
              routeTables: {all: true}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: GatewayClass
            metadata: {name: pointsman}
            spec:
              controllerName: pointsman.dev/gateway-controller
              parametersRef: {group: pointsman.dev, kind: Fleet, name: lab, namespace: edge}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: public, namespace: edge}
            spec:
              gatewayClassName: pointsman
              addresses: [{value: 10.99.0.10}]
              listeners: [{name: http, protocol: HTTP, port: 80}]
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: shop, namespace: edge}
            spec:
              parentRefs: [{name: public}]
              hostnames: [shop.example.com]
              rules:
                - matches: [{headers: [{name: X-Version, value: v2}]}]
                  backendRefs: [{name: v2, port: 80, weight: 3}, {name: v1, port: 80}]
                - matches: [{path: {value: /old}}]
                  filters: [{type: RequestRedirect, requestRedirect: {scheme: https, path: {type: ReplaceFullPath, replaceFullPath: /new}}}]
                - backendRefs: [{name: v1, port: 80}]
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: blog, namespace: edge}
            spec:
              parentRefs: [{name: public}]
              hostnames: [blog.example.com]
              rules: [{}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: v1, namespace: edge}
            spec: {ports: [{port: 80}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: v2, namespace: edge}
            spec: {ports: [{port: 80}]}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: v1, namespace: edge, labels: {kubernetes.io/service-name: v1}}
            addressType: IPv4
            ports: [{port: 8080}]
            endpoints: [{addresses: [10.20.1.21]}]
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: v2, namespace: edge, labels: {kubernetes.io/service-name: v2}}
            addressType: IPv4
            ports: [{port: 8080}]
            endpoints: [{addresses: [10.20.1.22]}]
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) throws IOException {
        Files.writeString(folder.resolve("all.yaml"), DEFINITIONS);
        String[] all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = folder.toString();
        return new CommandLine(new ExplainCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    @Test
    void saysWhichRuleWonAndWhatBecameOfTheOthers() throws IOException {
        int code = run("GET", "http://shop.example.com/old?x=1", "-H", "X-Version: v2");

        assertThat(out.toString()).isEqualTo("""
                        It comes in at 10.99.0.10:80 and belongs to listener edge/public/http (any host).
                        => Rule edge/shop#1 redirects it to https://shop.example.com/new?x=1 (302).

                           edge/shop#1  wins: host shop.example.com, paths below /old
                           edge/shop#0  would match, but the winner has the longer path (paths below /old before every path)
                           edge/shop#2  would match, but the winner has the longer path (paths below /old before every path)
                           and 1 rule for other hosts ("explain --all" lists it)
                        """);
        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
    }

    @Test
    void saysWhichConditionFailedAndWhatTheRequestSaysInstead() throws IOException {
        assertThat(run("GET", "http://shop.example.com/", "-H", "x-version: v3"))
                .isZero();

        assertThat(out.toString())
                .contains("=> Rule edge/shop#2 forwards it to edge/v1:80.")
                .contains("edge/shop#0  no: it asks for header x-version: v2, not \"v3\"")
                .contains("edge/shop#1  no: it takes paths below /old, not \"/\"");
    }

    @Test
    void saysInWhatShares() throws IOException {
        assertThat(run("GET", "http://10.99.0.10/", "-H", "Host: SHOP.example.com:80", "-H", "X-Version: v2"))
                .isZero();

        assertThat(out.toString())
                .contains("=> Rule edge/shop#0 forwards it to edge/v2:80 (75 %) or edge/v1:80 (25 %).");
    }

    @Test
    void saysWhoAnswersWhereNoBackendDoes() throws IOException {
        assertThat(run("GET", "http://blog.example.com/")).isZero();
        assertThat(run("GET", "http://example.org/")).isZero();

        assertThat(out.toString())
                .contains("=> Rule edge/blog#0 takes it and has no backend that takes requests, so the answer is 500.")
                .contains("=> No rule takes it, so the answer is 404.");
    }

    @Test
    void isReadableForPrograms() throws IOException {
        assertThat(run("GET", "http://shop.example.com/", "--output", "json")).isZero();

        assertThat(out.toString().replaceAll("\\s+", " "))
                .startsWith(
                        "{ \"entrypoint\" : \"10.99.0.10:80\", \"listener\" : \"edge/public/http\","
                                + " \"answer\" : { \"rule\" : \"edge/shop#2\", \"kind\" : \"forwarded\","
                                + " \"backends\" : [ { \"name\" : \"edge/v1:80\", \"weight\" : 1, \"percent\" : 100.0, \"endpoints\" : true } ] },"
                                + " \"candidates\" : [ { \"rule\" : \"edge/blog#0\", \"rank\" : 0, \"takes\" : \"host blog.example.com, every path\",");
    }

    @Test
    void whatCannotBeAskedEndsWithExitCodeTwo() throws IOException {
        assertThat(run("GET", "shop.example.com")).isEqualTo(2);
        assertThat(run("GET", "https://shop.example.com/")).isEqualTo(2);
        assertThat(run("GET", "http://shop.example.com/", "-H", "nonsense")).isEqualTo(2);
        assertThat(run("GET", "http://shop.example.com/", "--gateway", "edge/other"))
                .isEqualTo(2);

        assertThat(err.toString()).isEqualTo("""
                        failed to explain: "shop.example.com" is no URL like "http://shop.example.com/cart?item=1"
                        failed to explain: no Gateway listens for HTTPS on port 443; there is edge/public at http://10.99.0.10:80
                        failed to explain: header "nonsense" is not NAME:VALUE
                        failed to explain: no Gateway listens for HTTP on port 80; there is edge/public at http://10.99.0.10:80
                        """);
    }
}
