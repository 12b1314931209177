package dev.pointsman.pipeline.parse.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.explain.Request;
import dev.pointsman.pipeline.explain.RequestUrl;
import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.plan.value.Ipv4;
import dev.pointsman.pipeline.resource.test.RouteTestDefinition;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.TextRule;

/** Reads what a routing test asks. */
final class AskedReader {

    private static final int MOST_HEADERS = 64;
    private static final String METHOD = "method";

    private static final TextRule URL = new TextRule(
            "a URL of http or https, like \"http://shop.example.com/cart?item=1\"",
            1,
            4096,
            text -> RequestUrl.parse(text).isPresent());

    private static final TextRule TARGET = new TextRule(
            "a path that starts with '/', with its query or without, like \"/cart?item=1\"",
            1,
            4096,
            RequestUrl::isTarget);

    private static final TextRule TOKEN =
            TextRule.pattern("an HTTP method, in the case in which it is sent", 32, "[-A-Za-z0-9!#$%&'*+.^_`|~]+");

    private static final TextRule HOST = new TextRule(
            "a host name or an IPv4 address",
            1,
            253,
            text -> Ipv4.isAddress(text) || TextRules.PRECISE_HOSTNAME.accepts(text));

    private AskedReader() {}

    static RouteTestDefinition.Asked request(Fields fields) {
        String method = fields.text(METHOD, TOKEN, "GET").value();
        Located<RequestUrl> url = url(fields);
        List<Request.Header> headers = new ArrayList<>();
        List<String> hosts = new ArrayList<>();
        fields.mappings("headers", 0, MOST_HEADERS, header -> header(header, headers, hosts));
        boolean tls = url.value().tls();
        Tls handshake = fields.optionalMapping("tls", new Tls(Optional.empty(), true), AskedReader::tls);
        if (fields.has("tls") && !tls) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            fields.originOf("tls"),
                            "a request over plain HTTP has no TLS handshake",
                            "Write the URL with https://, or scheme: https.");
        }
        Optional<String> asked = handshake
                .serverName()
                .or(() -> Optional.of(url.value().host()))
                .filter(name -> tls && !name.isEmpty() && !Ipv4.isAddress(name));
        return new RouteTestDefinition.OfRequest(
                url,
                method,
                hosts.isEmpty() ? url.value().authority() : hosts.getFirst(),
                headers,
                asked,
                handshake.clientCertificate());
    }

    private record Tls(Optional<String> serverName, boolean clientCertificate) {}

    private static Tls tls(Fields fields) {
        Located<String> name = fields.text(
                "serverName",
                new TextRule(
                        "a host name, or empty to ask for none",
                        0,
                        253,
                        text -> text.isEmpty() || TextRules.PRECISE_HOSTNAME.accepts(text)),
                "");
        return new Tls(
                fields.has("serverName") ? Optional.of(name.value()) : Optional.empty(),
                fields.flag("clientCertificate", true).value());
    }

    private static Located<RequestUrl> url(Fields fields) {
        Located<String> url = fields.text("url", URL, "");
        Located<String> host = fields.text("hostname", HOST, "");
        Located<String> path = fields.text("path", TARGET, "/");
        String scheme =
                fields.choice("scheme", List.of("http", "https"), "http").value();
        boolean parts = fields.has("hostname") || fields.has("path") || fields.has("scheme");
        if (fields.has("url") == fields.has("hostname") || fields.has("url") && parts) {
            fields.findings()
                    .error(
                            fields.has("url") ? FindingCode.INVALID_VALUE : FindingCode.MISSING_FIELD,
                            fields.has("url") ? url.origin() : fields.origin(),
                            "a request has a \"url\", or a \"hostname\" with \"path\" and \"scheme\"",
                            "");
        }
        return new Located<>(
                RequestUrl.parse(url.value())
                        .orElseGet(() -> RequestUrl.of(
                                scheme.equals("https"),
                                host.value(),
                                RequestUrl.isTarget(path.value()) ? path.value() : "/")),
                fields.has("url") ? url.origin() : host.origin());
    }

    private static Request.Header header(Fields fields, List<Request.Header> headers, List<String> hosts) {
        String name = fields.text("name", TextRules.HEADER_NAME).value();
        String value = fields.text("value", TextRules.HEADER_VALUE).value();
        Request.Header header = new Request.Header(name, value);
        if (name.equalsIgnoreCase("host")) {
            hosts.add(value);
        } else {
            headers.add(header);
        }
        return header;
    }

    static RouteTestDefinition.Asked connection(Fields fields) {
        Located<Integer> port = fields.integer("port", 1, 65535);
        Tls handshake = fields.optionalMapping(
                "tls",
                new Tls(Optional.empty(), false),
                tls -> new Tls(
                        Optional.of(tls.text("serverName", TextRules.PRECISE_HOSTNAME, "")
                                .value()),
                        false));
        return new RouteTestDefinition.OfConnection(
                port, fields.has("tls"), handshake.serverName().filter(name -> !name.isEmpty()));
    }
}
