package dev.pointsman.lab.bench.failover;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.http.TlsIdentity;
import dev.pointsman.lab.sigv4.Credentials;

/**
 * What people move a VIP's routes with today: the classic hook, and {@code curl}, the least that any program can do.
 *
 * <p>It exists as one place, so that every benchmark compares with the same commands, written as they are found in the field.
 */
final class Rivals {
    static final Map<String, String> BARE = Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");

    private Rivals() {}

    /** One signed call for each route table, one after the other. */
    static List<String> curl(NotifyFleet fleet) {
        if (fleet.tables().size() == 1) {
            return curl(fleet, fleet.tables().getFirst());
        }
        var words = curl(fleet, "$table").stream().map(word -> '"' + word + '"').toList();
        return List.of("/bin/bash", "-c", loop(fleet.tables(), String.join(" ", words)));
    }

    private static List<String> curl(NotifyFleet fleet, String table) {
        return List.of(
                "/usr/bin/curl",
                "--silent",
                "--fail",
                "--aws-sigv4",
                "aws:amz:%s:ec2".formatted(fleet.stage().plan().fleet().region()),
                "--user",
                Credentials.EXAMPLE.accessKeyId() + ":" + Credentials.EXAMPLE.secretAccessKey(),
                "--data",
                "Action=ReplaceRoute&Version=2016-11-15&RouteTableId=%s&DestinationCidrBlock=%s&NetworkInterfaceId=%s"
                        .formatted(table, fleet.stage().destination().replace("/", "%2F"), fleet.interfaceId()),
                fleet.stage().lab().ec2().url() + "/");
    }

    static Map<String, String> curlEnvironment(Optional<TlsIdentity> identity) {
        var environment = new LinkedHashMap<>(BARE);
        identity.ifPresent(
                trusted -> environment.put("CURL_CA_BUNDLE", trusted.bundle().toString()));
        return environment;
    }

    /** The classic hook as a program. */
    static List<String> classic(NotifyFleet fleet) {
        return List.of("/bin/bash", "-c", classicHook(fleet.stage(), fleet.interfaceId(), fleet.tables()));
    }

    /** The classic hook's text: one table after the other, the entry made if there is none. */
    static String classicHook(Stage stage, String interfaceId, List<String> tables) {
        var arguments = "--route-table-id $table --destination-cidr-block %s --network-interface-id %s"
                .formatted(stage.destination(), interfaceId);
        var settings = "--region %s --endpoint-url %s"
                .formatted(stage.plan().fleet().region(), stage.lab().ec2().url());
        return loop(
                tables,
                "/usr/bin/aws ec2 replace-route %s %s || /usr/bin/aws ec2 create-route %s %s"
                        .formatted(arguments, settings, arguments, settings));
    }

    /** With keys at hand, so that the time to ask the metadata service for them does not count against it. */
    static Map<String, String> classicEnvironment(Optional<TlsIdentity> identity) {
        var environment = new LinkedHashMap<>(BARE);
        environment.put("AWS_ACCESS_KEY_ID", Credentials.EXAMPLE.accessKeyId());
        environment.put("AWS_SECRET_ACCESS_KEY", Credentials.EXAMPLE.secretAccessKey());
        identity.ifPresent(
                trusted -> environment.put("AWS_CA_BUNDLE", trusted.bundle().toString()));
        return environment;
    }

    private static String loop(List<String> tables, String command) {
        return "for table in %s; do %s || exit 1; done".formatted(String.join(" ", tables), command);
    }
}
