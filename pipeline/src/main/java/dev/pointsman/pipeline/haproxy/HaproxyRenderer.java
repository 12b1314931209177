package dev.pointsman.pipeline.haproxy;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.pointsman.pipeline.haproxy.backend.AnswerSections;
import dev.pointsman.pipeline.haproxy.backend.BackendSection;
import dev.pointsman.pipeline.haproxy.backend.StreamBackendSection;
import dev.pointsman.pipeline.haproxy.frontend.CertificateList;
import dev.pointsman.pipeline.haproxy.frontend.FrontendSection;
import dev.pointsman.pipeline.haproxy.frontend.InnerSocket;
import dev.pointsman.pipeline.haproxy.frontend.StreamSection;
import dev.pointsman.pipeline.haproxy.frontend.TlsBind;
import dev.pointsman.pipeline.haproxy.language.Binding;
import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.language.ProxyName;
import dev.pointsman.pipeline.haproxy.lookup.Treatments;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.backend.Endpoint;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.KeyPair;
import dev.pointsman.pipeline.plan.listener.StreamEntrypoint;

/**
 * Renders a plan as HAProxy's configuration.
 *
 * <p>It exists as one pure function from plan to text: the same plan gives the same bytes on every node of the fleet.
 */
public final class HaproxyRenderer {

    /** The file that HAProxy is started with. */
    public static final String CONFIGURATION_FILE = "haproxy.cfg";

    private HaproxyRenderer() {}

    /**
     * {@value #CONFIGURATION_FILE} and the maps and lists that it reads, by file name. They stand in one folder, wherever that is: they are named
     * relative to the configuration ({@code default-path config}).
     */
    public static SortedMap<String, String> render(Plan plan, Stamp stamp, NodeLayout layout) {
        return render(plan, stamp, layout, Binding.OWN_ADDRESS);
    }

    /** The same, listening somewhere else. */
    public static SortedMap<String, String> render(Plan plan, Stamp stamp, NodeLayout layout, Binding binding) {
        SortedMap<String, String> files = new TreeMap<>();
        ConfigurationText text = new ConfigurationText();
        if (plan.backends().stream()
                .flatMap(backend -> backend.endpoints().stream())
                .anyMatch(Endpoint::isNamed)) {
            ResolversSection.write(text);
        }
        DefaultsSection.write(text);
        Treatments treatments = new Treatments(plan);
        for (Entrypoint entrypoint : plan.entrypoints()) {
            // Beside connections the server name is read first, in the section of those.
            Optional<StreamEntrypoint> connections = plan.beside(entrypoint);
            String name = connections.map(ProxyName::ofRequests).orElseGet(() -> ProxyName.of(entrypoint));
            Binding own = connections
                    .map(stream -> InnerSocket.binding(InnerSocket.ofRequests(stream, layout)))
                    .orElse(binding);
            FrontendSection.write(text, entrypoint, treatments, name, own)
                    .forEach(map -> files.put(map.name(), map.toString()));
            if (entrypoint.isTls()) {
                List<CertificateList.Shown> shown = entrypoint.listeners().stream()
                        .map(listener -> new CertificateList.Shown(listener.host(), listener.certificates()))
                        .toList();
                files.put(TlsBind.certificateList(entrypoint), CertificateList.of(shown, layout));
            }
            entrypoint
                    .clients()
                    .ifPresent(clients -> files.put(TlsBind.authorities(entrypoint), clients.authorities()));
        }
        for (Backend backend : plan.backendsOfRequests()) {
            BackendSection.write(text, backend, treatments, layout);
            backend.tls()
                    .filter(tls -> !tls.authorities().isEmpty())
                    .ifPresent(tls -> files.put(BackendSection.authorities(backend), tls.authorities()));
        }
        AnswerSections.write(text, treatments);
        if (!plan.streams().isEmpty()) {
            files.putAll(writeStreams(text, plan, treatments, layout, binding));
        }
        files.put(CONFIGURATION_FILE, head(plan, stamp, layout) + text);
        return files;
    }

    /** Files that were rendered of the same plan, under another stamp: only their beginning says where they come from. */
    public static SortedMap<String, String> restamp(
            SortedMap<String, String> files, Plan plan, Stamp from, Stamp to, NodeLayout layout) {
        String configuration = files.get(CONFIGURATION_FILE);
        String head = head(plan, from, layout);
        if (!configuration.startsWith(head)) {
            throw new IllegalArgumentException("files do not bear stamp " + from);
        }
        SortedMap<String, String> stamped = new TreeMap<>(files);
        stamped.put(CONFIGURATION_FILE, head(plan, to, layout) + configuration.substring(head.length()));
        return stamped;
    }

    private static String head(Plan plan, Stamp stamp, NodeLayout layout) {
        ConfigurationText text = new ConfigurationText();
        text.topComment(
                "Rendered by Pointsman for fleet " + plan.fleet().name() + " at revision " + stamp.revision() + ".");
        text.topComment("Changes made here are lost: change the definitions instead.");
        GlobalSection.write(text, stamp, layout);
        return text.toString();
    }

    private static SortedMap<String, String> writeStreams(
            ConfigurationText text, Plan plan, Treatments treatments, NodeLayout layout, Binding binding) {
        SortedMap<String, String> lists = new TreeMap<>();
        DefaultsSection.writeForStreams(text);
        for (StreamEntrypoint stream : plan.streams()) {
            StreamSection.write(text, stream, plan.beside(stream), layout, binding);
            if (!stream.ending().isEmpty()) {
                List<CertificateList.Shown> shown = stream.ending().stream()
                        .map(listener -> new CertificateList.Shown(listener.host(), listener.certificates()))
                        .toList();
                lists.put(StreamSection.certificateList(stream), CertificateList.of(shown, layout));
            }
        }
        for (Backend backend : plan.backendsOfConnections()) {
            List<Optional<KeyPair>> shown = treatments.identities().of(backend.name());
            StreamBackendSection.write(
                    text, backend, shown.stream().findFirst().map(identity -> ProxyName.of(backend.name(), identity)));
        }
        return lists;
    }
}
