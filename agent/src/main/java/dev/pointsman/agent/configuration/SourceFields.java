package dev.pointsman.agent.configuration;

import java.nio.file.Path;
import java.util.Optional;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.YamlNode;

/** Reads the fields of {@code agent.yaml} that say where the definitions come from. */
final class SourceFields {

    private SourceFields() {}

    /** The source; null when there was a finding. */
    static DefinitionsSource read(Fields fields) {
        String repository = readRepository(fields);
        String branch = fields.text("branch", SettingRules.BRANCH, DefinitionsSource.DEFAULT_BRANCH)
                .value();
        String path = fields.text("path", SettingRules.FOLDER, DefinitionsSource.DEFAULT_PATH)
                .value();
        Optional<Credentials> credentials =
                fields.optionalMapping("credentials", Optional.empty(), SourceFields::readCredentials);
        Optional<SshIdentity> ssh = fields.optionalMapping("ssh", Optional.empty(), SourceFields::readSsh);
        if (fields.findings().errors() > 0) {
            return null;
        }
        RepositoryUrl url = new RepositoryUrl(repository);
        if (url.isSsh() != ssh.isPresent()) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            fields.originOf(url.isSsh() ? "repository" : "ssh"),
                            url.isSsh() ? DefinitionsSource.SSH_IS_MISSING : DefinitionsSource.SSH_IS_UNUSED,
                            "");
            return null;
        }
        return new DefinitionsSource(url, branch, path, credentials, ssh);
    }

    private static String readRepository(Fields fields) {
        Located<String> any = fields.value("repository", "", SourceFields::textOf);
        if (!RepositoryUrl.holdsCredentials(any.value())) {
            return fields.text("repository", SettingRules.REPOSITORY).value();
        }
        // A finding of the usual form would quote the password.
        fields.findings().error(FindingCode.INVALID_VALUE, any.origin(), RepositoryUrl.HOLDS_CREDENTIALS, "");
        return "";
    }

    private static String textOf(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar ? scalar.text() : "";
    }

    private static Optional<Credentials> readCredentials(Fields fields) {
        String username = fields.text("username", SettingRules.USERNAME).value();
        String passwordFile = fields.text("passwordFile", SettingRules.PROGRAM).value();
        return fields.findings().errors() > 0
                ? Optional.empty()
                : Optional.of(new Credentials(username, Path.of(passwordFile)));
    }

    private static Optional<SshIdentity> readSsh(Fields fields) {
        String privateKey = fields.text("privateKeyFile", SettingRules.PROGRAM).value();
        String knownHosts = fields.text("knownHostsFile", SettingRules.PROGRAM).value();
        return fields.findings().errors() > 0
                ? Optional.empty()
                : Optional.of(new SshIdentity(Path.of(privateKey), Path.of(knownHosts)));
    }
}
