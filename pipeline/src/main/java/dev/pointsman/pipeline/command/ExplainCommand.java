package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.explain.EntrypointSearch;
import dev.pointsman.pipeline.explain.Explainer;
import dev.pointsman.pipeline.explain.Explanation;
import dev.pointsman.pipeline.explain.Request;
import dev.pointsman.pipeline.explain.RequestUrl;
import dev.pointsman.pipeline.explain.show.ExplanationJson;
import dev.pointsman.pipeline.explain.show.ExplanationText;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.value.Ipv4;
import dev.pointsman.pipeline.plan.value.ResourceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pointsman explain}: says where a request would go and why, from the definitions alone. */
@Command(
        name = "explain",
        description =
                "Explain a request: which rule takes it and why, and what became of the others. No proxy is needed.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:explained", "1:the definitions have errors", "2:could not run"},
        mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {

    /** How the explanation is printed. */
    public enum Output {
        text,
        json
    }

    @Parameters(index = "0", paramLabel = "METHOD", description = "The request's method, for instance GET.")
    private String method;

    @Parameters(
            index = "1",
            paramLabel = "URL",
            description = "http:// or https://, a host name or VIP, a port unless it is 80 or 443, path and query.")
    private String url;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME:VALUE",
            description = "A header of the request; may be repeated. Host replaces the URL's.")
    private List<String> headers = List.of();

    @Option(
            names = "--gateway",
            paramLabel = "NAMESPACE/NAME",
            defaultValue = "",
            description = "The Gateway, when several listen at the URL's port.")
    private String gateway;

    @Option(names = "--all", description = "List the rules for other hosts as well.")
    private boolean all;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to print the explanation (default: ${DEFAULT-VALUE}).")
    private Output output;

    @Mixin
    private FleetDefinitions definitions;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        return definitions.compile(command, accepted -> {
            try {
                return explain(accepted.plan());
            } catch (IllegalArgumentException misuse) {
                throw new IOException("failed to explain: " + misuse.getMessage(), misuse);
            }
        });
    }

    private int explain(Plan plan) {
        RequestUrl asked = url();
        Request request = request(asked);
        Entrypoint entrypoint = entrypoint(plan, asked);
        Explanation explanation = new Explainer(plan).explain(entrypoint, request);
        FleetDefinitions.print(
                command.commandLine().getOut(),
                switch (output) {
                    case text -> ExplanationText.render(explanation, all);
                    case json -> ExplanationJson.render(explanation);
                });
        return ExitCode.FINE.number();
    }

    private RequestUrl url() {
        return RequestUrl.parse(url)
                .orElseThrow(() -> new IllegalArgumentException(
                        Quoted.of(url) + " is no URL like \"http://shop.example.com/cart?item=1\""));
    }

    private Request request(RequestUrl asked) {
        List<Request.Header> sent = new ArrayList<>();
        String authority = asked.authority();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("header " + Quoted.of(header) + " is not NAME:VALUE");
            }
            String name = header.substring(0, colon).strip();
            String value = header.substring(colon + 1).strip();
            if (name.equalsIgnoreCase("host")) {
                authority = value;
            } else {
                sent.add(new Request.Header(name, value));
            }
        }
        Optional<String> serverName = Optional.of(asked.host()).filter(name -> asked.tls() && !Ipv4.isAddress(name));
        return new Request(method, authority, asked.path(), asked.query(), sent, serverName);
    }

    private Entrypoint entrypoint(Plan plan, RequestUrl asked) {
        EntrypointSearch search = new EntrypointSearch(asked.tls(), asked.host(), asked.port(), gateway(), "");
        List<Entrypoint> found = search.among(plan.entrypoints());
        if (found.size() == 1) {
            return found.getFirst();
        }
        String what = (asked.tls() ? "HTTPS" : "HTTP") + " on port " + asked.port();
        throw new IllegalArgumentException(
                found.isEmpty()
                        ? "no Gateway listens for " + what + "; there is "
                                + (plan.entrypoints().isEmpty() ? "none for HTTP at all" : listed(plan.entrypoints()))
                        : "several Gateways listen for " + what + " (" + listed(found)
                                + "); name one by --gateway, or its address in the URL");
    }

    private Optional<ResourceName> gateway() {
        if (gateway.isEmpty()) {
            return Optional.empty();
        }
        int slash = gateway.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("Gateway " + Quoted.of(gateway) + " is not NAMESPACE/NAME");
        }
        return Optional.of(new ResourceName(gateway.substring(0, slash), gateway.substring(slash + 1)));
    }

    private static String listed(List<Entrypoint> entrypoints) {
        return entrypoints.stream()
                .map(entrypoint -> entrypoint.listeners().getFirst().gateway() + " at "
                        + (entrypoint.isTls() ? "https://" : "http://") + entrypoint.address() + ":"
                        + entrypoint.port())
                .collect(Collectors.joining(", "));
    }
}
