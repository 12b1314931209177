package dev.pointsman.agent.configuration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.pointsman.agent.generation.Retention;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Severity;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.YamlNode;
import dev.pointsman.pipeline.yaml.YamlReader;

/** Reads {@code agent.yaml}, strictly: every unknown field, wrong type and refused value at once, each with its line. */
public final class AgentConfigurationFile {

    private static final int LARGEST = 64 * 1024;

    private AgentConfigurationFile() {}

    /** Reads the file. Throws IOException whose message has one line for each thing that is wrong. */
    public static AgentConfiguration read(Path file) throws IOException {
        byte[] content;
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("failed to read \"" + file + "\": it is larger than " + LARGEST + " bytes");
            }
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no \"" + file + "\"; run \"pointsman install\" first", e);
        }
        return parse(file.toString(), new String(content, StandardCharsets.UTF_8));
    }

    static AgentConfiguration parse(String file, String text) throws IOException {
        Findings findings = new Findings();
        List<YamlNode> documents = YamlReader.read(file, text, findings).documents();
        if (findings.errors() == 0
                && documents.size() == 1
                && documents.getFirst() instanceof YamlNode.Mapping mapping) {
            AgentConfiguration configuration =
                    Fields.read(mapping, "", findings, fields -> findings.errors() == 0 ? read(fields) : null);
            if (findings.errors() == 0) {
                return configuration;
            }
        }
        throw new IOException(
                findings.errors() == 0
                        ? file + ": expected one mapping with \"repository\" and other fields"
                        : findings.all().stream()
                                .filter(finding -> finding.severity() == Severity.ERROR)
                                .map(Finding::toString)
                                .collect(Collectors.joining("\n")));
    }

    private static AgentConfiguration read(Fields fields) {
        DefinitionsSource source = SourceFields.read(fields);
        Optional<SignaturePolicy> signatures =
                fields.optionalMapping("signatures", Optional.empty(), AgentConfigurationFile::readSignatures);
        String node = fields.text("node", SettingRules.NODE, "").value();
        String fleet = fields.text("fleet", SettingRules.FLEET, "").value();
        String listen = fields.text("listen", SettingRules.LISTEN, AgentConfiguration.DEFAULT_LISTEN)
                .value();
        Optional<Path> webhookSecretFile = fields.optionalMapping(
                "webhook", Optional.empty(), webhook -> path(webhook.text("secretFile", SettingRules.PROGRAM)));
        String pollInterval =
                fields.text("pollInterval", SettingRules.POLL_INTERVAL, "").value();
        Retention generations =
                fields.optionalMapping("generations", Retention.DEFAULT, AgentConfigurationFile::readRetention);
        String haproxy = fields.text("haproxy", SettingRules.PROGRAM, AgentConfiguration.DEFAULT_HAPROXY.toString())
                .value();
        String keepalived = fields.text(
                        "keepalived", SettingRules.PROGRAM, AgentConfiguration.DEFAULT_KEEPALIVED.toString())
                .value();
        if (fields.findings().errors() > 0) {
            return null;
        }
        return new AgentConfiguration(
                source,
                signatures,
                node,
                fleet.isEmpty() ? Optional.empty() : Optional.of(SettingRules.fleet(fleet)),
                ListenAddress.parse(listen),
                webhookSecretFile,
                pollInterval.isEmpty() ? AgentConfiguration.DEFAULT_POLL_INTERVAL : SettingRules.duration(pollInterval),
                generations,
                Path.of(haproxy),
                Path.of(keepalived));
    }

    private static Retention readRetention(Fields fields) {
        int keep = fields.integer("keep", Retention.FEWEST, Retention.MOST, Retention.DEFAULT.keep())
                .value();
        String maxAge = fields.text("maxAge", SettingRules.GENERATION_AGE, "").value();
        return fields.findings().errors() > 0
                ? Retention.DEFAULT
                : new Retention(keep, maxAge.isEmpty() ? Retention.DEFAULT.maxAge() : SettingRules.duration(maxAge));
    }

    private static Optional<SignaturePolicy> readSignatures(Fields fields) {
        String allowedSigners =
                fields.text("allowedSigners", SettingRules.PROGRAM).value();
        Optional<Path> revokedKeys = path(fields.text("revokedKeys", SettingRules.PROGRAM, ""));
        boolean allowRollback = fields.flag("allowRollback", false).value();
        return fields.findings().errors() > 0
                ? Optional.empty()
                : Optional.of(new SignaturePolicy(Path.of(allowedSigners), revokedKeys, allowRollback));
    }

    private static Optional<Path> path(Located<String> text) {
        return text.value().isEmpty() ? Optional.empty() : Optional.of(Path.of(text.value()));
    }
}
